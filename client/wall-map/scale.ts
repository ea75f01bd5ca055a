import type { LayerSpecification } from 'maplibre-gl';
import type { MapPart } from '../map/map-part.ts';
import type { LevelRange } from '../map/shown-level.ts';

/** Wall type is set for the back row: at 1080 lines its smallest text has 24 px where a desk has 14. */
export const TEXT = 24 / 14;
const LEAST_TEXT_PX = 24;
export const MARK = 1.45;
export const LINE = 1.15;

/** How much larger a property becomes at 1080 lines, and the least it may be. Whatever is not named keeps its number (opacity, colour, spacing in em). */
const SIZES: Record<string, { by: number; least?: number }> = {
  'text-size': { by: TEXT, least: LEAST_TEXT_PX },
  'text-halo-width': { by: TEXT },
  'icon-size': { by: MARK },
  'icon-padding': { by: MARK },
  'symbol-spacing': { by: TEXT },
  'line-width': { by: LINE },
  'circle-radius': { by: MARK },
  'circle-stroke-width': { by: MARK },
  'icon-translate': { by: MARK },
};

/** Zoom levels a view of a screen u times as high lies deeper than the same view at 1080 lines. */
export function zoomShift(u: number): number {
  return Math.log2(u);
}

/**
 * A part as it is drawn on a wall whose height is u × 1080: the same picture at every size, with more pixels. Sizes grow with u and, for the back row, by
 * the wall's own factors; whatever depends on the zoom does so log2(u) later, because a view that is twice as large lies one zoom deeper.
 */
export function wallPart(part: MapPart, u: number): MapPart {
  return { ...part, layers: part.layers.map(({ slot, layer }) => ({ slot, layer: wallLayer(layer, u) })) };
}

export function wallRanges(ranges: readonly LevelRange[], u: number): LevelRange[] {
  return ranges.map(({ level, from, to }) => ({ level, from: from === 0 ? 0 : from + zoomShift(u), to: to + zoomShift(u) }));
}

function wallLayer(layer: LayerSpecification, u: number): LayerSpecification {
  const shift = zoomShift(u);
  const { minzoom, maxzoom } = layer;
  return {
    ...layer,
    ...(minzoom === undefined ? {} : { minzoom: Math.min(24, Math.max(0, minzoom + shift)) }),
    ...(maxzoom === undefined ? {} : { maxzoom: Math.min(24, Math.max(0, maxzoom + shift)) }),
    ...('layout' in layer && layer.layout ? { layout: sized(layer.layout, u) } : {}),
    ...('paint' in layer && layer.paint ? { paint: sized(layer.paint, u) } : {}),
  } as LayerSpecification;
}

function sized(properties: object, u: number): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const size = SIZES[name];
      return [name, byZoom(value, zoomShift(u), (output) => (size === undefined ? output : times(output, size.by * u, (size.least ?? 0) * u)))];
    }),
  );
}

/** An expression of the zoom with its stops moved, each output as `change` makes it; any other value as `change` makes it. */
function byZoom(value: unknown, shift: number, change: (output: unknown) => unknown): unknown {
  if (!Array.isArray(value)) return change(value);
  const [operator, ...rest] = value;
  if (operator === 'interpolate' && isZoom(rest[1]))
    return [operator, rest[0], rest[1], ...rest.slice(2).map((item, index) => (index % 2 === 0 ? item + shift : change(item)))];
  if (operator === 'step' && isZoom(rest[0]))
    return [operator, rest[0], ...rest.slice(1).map((item, index) => (index % 2 === 0 ? change(item) : item + shift))];
  return change(value);
}

function isZoom(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1 && value[0] === 'zoom';
}

/** A number or an expression of numbers, times a factor; pairs of numbers (translations) each. */
function times(value: unknown, factor: number, least: number): unknown {
  if (typeof value === 'number') return Math.max(least, value * factor);
  if (!Array.isArray(value)) return value;
  if (value.every((item) => typeof item === 'number')) return value.map((item) => item * factor);
  return least > 0 ? ['max', least, ['*', factor, value]] : ['*', factor, value];
}
