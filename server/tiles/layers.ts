import { type Query, sqlFile } from '../db/sql.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import type { TileLayer } from './contract.ts';

/** A row of a page query for lines and areas: id, wkb, and the fields by name. */
export type ShapeRow = { id: number; wkb: Uint8Array } & Record<string, string | number | boolean | null>;
/** The one row of households-page.sql. */
export interface PackedPage extends Record<string, unknown> {
  rows: number;
  last_id: number | null;
}

export type FieldType = 'Number' | 'String' | 'Boolean';

interface CommonDefinition {
  fields: Record<string, FieldType>;
  minzoom: number;
  /** What the page query is bound to besides :after_id, :ids and :limit. */
  bindings: Record<string, unknown>;
}
export interface PointDefinition extends CommonDefinition {
  geometry: 'point';
  page: Query<PackedPage>;
}
export interface ShapeDefinition extends CommonDefinition {
  geometry: 'shape';
  page: Query<ShapeRow>;
  /** Below FULL_DETAIL_ZOOM areas smaller than this (square tile units; 64 = one pixel) are left out: they would be specks. */
  smallestArea: number;
  /** Fewer vertices below FULL_DETAIL_ZOOM, the same for all shapes that share them. */
  isGeneralised: boolean;
  /** The zoom from which features with this value of this field are drawn, where that differs from minzoom. */
  zoomByField?: { field: string; zooms: Record<string, number> };
}
export type LayerDefinition = PointDefinition | ShapeDefinition;

/** Tiles end here; the map draws larger scales from these. A tile unit is 6 cm at this zoom. */
export const MAX_ZOOM = 17;
const PIXEL = 64;

const gridsPage = sqlFile<ShapeRow>(import.meta.url, './grids-page.sql');
const baseFeaturesPage = sqlFile<ShapeRow>(import.meta.url, './base-features-page.sql');

function grids(level: number, minzoom: number): ShapeDefinition {
  return {
    geometry: 'shape',
    page: gridsPage,
    bindings: { level },
    fields: { name: 'String', code: 'String', kind: 'String' },
    minzoom,
    // A grid is never left out for being small: its neighbours would seem to have a gap between them.
    smallestArea: 1,
    isGeneralised: true,
  };
}

function base(layer: 'water' | 'green', minzoom: number): ShapeDefinition {
  return {
    geometry: 'shape',
    page: baseFeaturesPage,
    bindings: { layer },
    fields: { class: 'String', name: 'String' },
    minzoom,
    smallestArea: PIXEL,
    isGeneralised: true,
  };
}

/** Every tile layer: where its rows come from, what its tiles carry, and from which zoom on it can be read. */
export const LAYERS: Record<TileLayer, LayerDefinition> = {
  'grids-1': grids(1, 4),
  'grids-2': grids(2, 5),
  'grids-3': grids(3, 5),
  'grids-4': grids(4, 11),
  'grids-5': grids(5, 13),
  buildings: {
    geometry: 'shape',
    page: sqlFile<ShapeRow>(import.meta.url, './buildings-page.sql'),
    bindings: {},
    fields: { floors: 'Number', kind: 'String' },
    minzoom: 13,
    smallestArea: PIXEL,
    isGeneralised: false,
  },
  alleys: {
    geometry: 'shape',
    page: sqlFile<ShapeRow>(import.meta.url, './alleys-page.sql'),
    bindings: {},
    fields: { name: 'String', width: 'Number' },
    minzoom: 13,
    smallestArea: 0,
    isGeneralised: true,
  },
  // No points below 15: there the grids carry the numbers. At 15 and above every point is there.
  households: {
    geometry: 'point',
    page: sqlFile<PackedPage>(import.meta.url, './households-page.sql'),
    bindings: { kinds: HOUSEHOLD_KINDS },
    fields: { kind: 'Number', building: 'Number' },
    minzoom: 15,
  },
  roads: {
    geometry: 'shape',
    page: baseFeaturesPage,
    bindings: { layer: 'roads' },
    fields: { class: 'String', name: 'String', width: 'Number', bridge: 'Boolean' },
    minzoom: 8,
    smallestArea: 0,
    isGeneralised: true,
    zoomByField: { field: 'class', zooms: { a: 8, b: 11, c: 12, d: 13 } },
  },
  water: base('water', 8),
  green: base('green', 10),
};
