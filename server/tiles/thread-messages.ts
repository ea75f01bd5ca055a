import type { TileLayer } from './contract.ts';
import type { LayerCopy } from './copy.ts';
import type { PointPage } from './point-builder.ts';
import type { ShapePage, ShapeRules } from './shape-builder.ts';

/** What a copy is built from: nothing, or an older copy without the features that are read anew. */
export interface BuildStart {
  layer: TileLayer;
  revision: number;
  /** null for points. */
  rules: ShapeRules | null;
  fieldNames: string[];
  previous: { copy: LayerCopy; touched: number[] } | null;
}

export type ThreadTask =
  | { type: 'begin'; start: BuildStart }
  | { type: 'page'; page: PointPage | ShapePage }
  | { type: 'finish' }
  /** From now on tiles of the layer are made of this copy. */
  | { type: 'use'; copy: LayerCopy }
  | { type: 'encode'; layer: TileLayer; z: number; x: number; y: number };

export type ThreadRequest = ThreadTask & { id: number };

/** A tile as it goes over the wire; body null = nothing is in it. */
export interface EncodedTile {
  /** gzip. */
  body: Uint8Array<ArrayBuffer> | null;
}

export type ThreadReply = { id: number; result: LayerCopy | EncodedTile | null } | { id: number; error: string };
