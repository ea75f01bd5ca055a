import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { MapPart } from './map-part.ts';

/**
 * The one draw order, bottom first. Roads lie over the choropleth in the colour of the ground, so that the street pattern is cut out of it;
 * smaller and more urgent things lie above larger ones; labels lie under the marks they would otherwise hide.
 */
export const LAYER_ORDER = [
  'ground',
  'land',
  'choropleth',
  'green',
  'buildings',
  'roads',
  'water',
  'bridges',
  'alleys',
  'borders',
  'veil',
  'selection',
  'points',
  'labels',
  'marks',
] as const;
export type Slot = (typeof LAYER_ORDER)[number];

/** An invisible layer that ends each slot, so that deck.gl layers can be put below something that is always there. */
export function slotEnd(slot: Slot): string {
  return `end-of-${slot}`;
}

/** Everything of the style that is not data of points and lines drawn here, as text: while it stays the same, only data need to be handed over. */
export function lookOf(parts: readonly MapPart[]): string {
  return JSON.stringify(parts.map(({ layers, sources = {} }) => [layers, Object.entries(sources).map(([name, source]) => [name, { ...source, data: null }])]));
}

/** The data that parts bring, by source. */
export function dataOf(parts: readonly MapPart[]): Map<string, GeoJSONSourceSpecification['data']> {
  return new Map(
    parts.flatMap(({ sources = {} }) => Object.entries(sources).flatMap(([name, source]) => (source.type === 'geojson' ? [[name, source.data] as const] : []))),
  );
}

/**
 * One style of all parts. Inside a slot, later parts lie above earlier ones; the caller gives overlays bottom first.
 * Throws when two parts claim one source or layer name.
 */
export function composeStyle(parts: readonly MapPart[]): StyleSpecification {
  const sources: StyleSpecification['sources'] = {};
  const bySlot = new Map<Slot, LayerSpecification[]>(LAYER_ORDER.map((slot) => [slot, []]));
  const names = new Set<string>();
  for (const part of parts) {
    for (const [name, source] of Object.entries(part.sources ?? {})) {
      if (name in sources) throw new Error(`Two parts bring the source ${name}.`);
      sources[name] = source;
    }
    for (const { slot, layer } of part.layers) {
      if (names.has(layer.id)) throw new Error(`Two parts bring the layer ${layer.id}.`);
      names.add(layer.id);
      bySlot.get(slot)?.push(layer);
    }
  }
  const layers = LAYER_ORDER.flatMap((slot): LayerSpecification[] => [
    ...(bySlot.get(slot) ?? []),
    { id: slotEnd(slot), type: 'background', layout: { visibility: 'none' } },
  ]);
  return { version: 8, sources, layers };
}
