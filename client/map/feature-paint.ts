import type { Map as MapLibreMap } from 'maplibre-gl';
import type { FeaturePaint } from './map-part.ts';

type Values = Record<string, number | boolean>;
type Painted = Map<string, Map<number, Values>>;

/** What differs between two paintings of one source: features to set, and features with keys nobody names any more. */
export function paintChanges(before: ReadonlyMap<number, Values>, after: ReadonlyMap<number, Values>): { set: [number, Values][]; drop: [number, string[]][] } {
  const set = [...after].filter(([id, values]) => !same(before.get(id), values));
  const drop: [number, string[]][] = [];
  for (const [id, values] of before) {
    const kept = after.get(id) ?? {};
    const gone = Object.keys(values).filter((key) => !(key in kept));
    if (gone.length > 0) drop.push([id, gone]);
  }
  return { set, drop };
}

/** Paints tile features by id and remembers what it painted, so that a refresh touches only what changed. */
export class FeaturePainter {
  readonly #map: MapLibreMap;
  #painted: Painted = new Map();

  constructor(map: MapLibreMap) {
    this.#map = map;
  }

  /** Several parts may paint one source; later ones add to earlier ones. */
  paint(paints: readonly FeaturePaint[]): void {
    const next: Painted = new Map();
    for (const { source, values } of paints) {
      const merged = next.get(source) ?? new Map<number, Values>();
      for (const [id, value] of values) merged.set(id, { ...merged.get(id), ...value });
      next.set(source, merged);
    }
    for (const source of new Set([...this.#painted.keys(), ...next.keys()])) {
      if (!this.#map.getSource(source)) continue;
      const { set, drop } = paintChanges(this.#painted.get(source) ?? new Map(), next.get(source) ?? new Map());
      for (const [id, keys] of drop) for (const key of keys) this.#map.removeFeatureState({ source, sourceLayer: source, id }, key);
      for (const [id, values] of set) this.#map.setFeatureState({ source, sourceLayer: source, id }, values);
    }
    this.#painted = next;
  }
}

function same(a: Values | undefined, b: Values): boolean {
  const keys = Object.keys(b);
  return a !== undefined && keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key]);
}
