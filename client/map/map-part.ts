import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Slot } from './layer-order.ts';

/** What one room gives the map: plain descriptions, made by pure functions from data and theme. */
export interface MapPart {
  sources?: Record<string, SourceSpecification>;
  layers: { slot: Slot; layer: LayerSpecification }[];
  /** Painted on tile features by id; whatever is no longer named is unpainted. */
  states?: FeaturePaint[];
  /** Drawn by deck.gl, which is fetched when the first part asks for it. */
  deck?: DeckPart[];
}

export interface FeaturePaint {
  /** Source and layer of the tiles, which have the same name. */
  source: string;
  values: Map<number, Record<string, number | boolean>>;
}

export type DeckPart = PointsPart | DensityPart | PulsePart;

/** Many marks as binary columns: icon is an index into icons (ids of icons.ts). */
export interface PointsPart {
  kind: 'points';
  id: string;
  slot: Slot;
  /** lon, lat, lon, lat, … */
  positions: Float64Array;
  icon: Uint8Array;
  icons: string[];
  ids: readonly number[];
  buildings: readonly number[];
  opacity: number;
  /** Of what the marks are on a desk; 1 when absent. */
  scale?: number;
}

/** Points gathered into hexagons: how many per cell, palest to strongest. */
export interface DensityPart {
  kind: 'density';
  id: string;
  slot: Slot;
  positions: Float64Array;
  radiusM: number;
  colours: string[];
  opacity: number;
}

/** One ring that grows and fades, a few times over, around each place. */
export interface PulsePart {
  kind: 'pulse';
  id: string;
  slot: Slot;
  positions: Float64Array;
  colour: string;
}

export type Expression = ExpressionSpecification;

/** `[[12, 2.6], [16, 22]]` to a width that grows between the zooms as the ground does. */
export function byZoom(stops: readonly (readonly [number, number | Expression])[], base = 1.6): Expression {
  return ['interpolate', ['exponential', base], ['zoom'], ...stops.flat()] as unknown as Expression;
}

/** `steps` ascending lower bounds of the second and later values: value below the first, then one per step. */
export function stepped<Value extends string | number>(input: Expression, values: readonly Value[], breaks: readonly number[]): Expression {
  const rest = breaks.flatMap((edge, index) => [edge, values[index + 1] ?? (values[values.length - 1] as Value)]);
  return ['step', input, values[0] as Value, ...rest] as unknown as Expression;
}
