import { HexagonLayer } from '@deck.gl/aggregation-layers';
import type { Color, Layer, PickingInfo } from '@deck.gl/core';
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { DeckPace } from './deck-pace.ts';
import { drawingOf, ICON_RATIO, pixels } from './icons.ts';
import { slotEnd } from './layer-order.ts';
import type { DeckPart, DensityPart, PointsPart, PulsePart } from './map-part.ts';

const PULSE = { roundMs: 2400, rounds: 3, fromPx: 9, toPx: 30 };
const REACH = 4;
const POINT = { sizeM: 9, leastPx: 6, mostPx: 17 };

/** deck.gl inside MapLibre's stack and context: dense points, densities, the rings of level I. Loaded when first needed. */
export class DeckLayers {
  readonly #map: MapLibreMap;
  readonly #overlay: MapLibreOverlay;
  readonly #pace = new DeckPace();
  readonly #atlases = new Map<string, Atlas>();
  #parts: readonly DeckPart[] = [];
  #pulseKey = '';
  #pulseStart = 0;
  #frame = 0;
  #isWaiting = false;
  #isRemoved = false;

  constructor(map: MapLibreMap) {
    this.#map = map;
    // Handed on to luma.gl's loop; deck.gl's own types do not name it.
    const pace: object = { animationFrameProvider: this.#pace };
    this.#overlay = new MapLibreOverlay({ interleaved: true, layers: [], ...pace });
    map.addControl(this.#overlay);
  }

  set(parts: readonly DeckPart[]): void {
    this.#parts = parts;
    const key = parts.flatMap((part) => (part.kind === 'pulse' ? [part.positions.join()] : [])).join();
    if (key !== this.#pulseKey) {
      this.#pulseKey = key;
      this.#pulseStart = performance.now();
    }
    this.#draw();
  }

  /** The household under a point of the screen. */
  pick(point: { x: number; y: number }): { id: number; buildingId: number } | null {
    const points = this.#parts.find((part): part is PointsPart => part.kind === 'points');
    if (!points || points.ids.length === 0) return null;
    const hit: PickingInfo | null = this.#overlay.pickObject({ x: point.x, y: point.y, radius: REACH, layerIds: [points.id] });
    const id = hit ? points.ids[hit.index] : undefined;
    return hit && id !== undefined ? { id, buildingId: points.buildings[hit.index] ?? 0 } : null;
  }

  remove(): void {
    this.#isRemoved = true;
    cancelAnimationFrame(this.#frame);
    this.#map.removeControl(this.#overlay);
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    const elapsed = performance.now() - this.#pulseStart;
    const isPulsing = this.#pulseKey !== '' && elapsed < PULSE.roundMs * PULSE.rounds && !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const phase = (elapsed % PULSE.roundMs) / PULSE.roundMs;
    const layers = this.#parts.flatMap((part): Layer[] => {
      if (part.kind === 'points') return [this.#points(part)];
      if (part.kind === 'density') return [density(part)];
      return isPulsing ? [pulse(part, phase)] : [];
    });
    this.#pace.wake();
    this.#overlay.setProps({ layers });
    this.#takePlaces();
    // Three rounds draw the eye; after that the mark alone stands and the machine rests.
    if (isPulsing) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** While tiles are on their way deck.gl cannot put its layers into the map's order and draws them over everything, names too: it is asked again at rest. */
  #takePlaces(): void {
    if (this.#isWaiting || this.#map.isStyleLoaded()) return;
    this.#isWaiting = true;
    this.#map.once('idle', () => {
      this.#isWaiting = false;
      if (!this.#isRemoved) this.#draw();
    });
  }

  #points(part: PointsPart): Layer {
    const key = part.icons.join();
    const atlas = this.#atlases.get(key) ?? drawAtlas(part.icons);
    this.#atlases.set(key, atlas);
    return new IconLayer({
      id: part.id,
      ...{ beforeId: slotEnd(part.slot) },
      data: { length: part.ids.length, attributes: { getPosition: { value: part.positions, size: 2 } } },
      // The types know addresses and textures only; pixels are taken as well and need no request.
      iconAtlas: atlas.image as unknown as string,
      iconMapping: atlas.mapping,
      getIcon: (_: unknown, { index }: { index: number }) => part.icons[part.icon[index] ?? 0] ?? '',
      updateTriggers: { getIcon: [key, part.icon] },
      getSize: POINT.sizeM * (part.scale ?? 1),
      sizeUnits: 'meters',
      sizeMinPixels: POINT.leastPx * (part.scale ?? 1),
      sizeMaxPixels: POINT.mostPx * (part.scale ?? 1),
      opacity: part.opacity,
      // Where the map can be tilted, fills leave their depth behind and would cut the marks in half: the order of the layers alone decides.
      parameters: { depthCompare: 'always', depthWriteEnabled: false },
      pickable: true,
    });
  }
}

interface Atlas {
  image: ImageData;
  mapping: Record<string, { x: number; y: number; width: number; height: number }>;
}

/** All icons in one row. */
function drawAtlas(icons: readonly string[]): Atlas {
  const drawings = icons.map((id) => drawingOf(id)).filter((drawing) => drawing !== null);
  const mapping: Atlas['mapping'] = {};
  let width = 0;
  icons.forEach((id, index) => {
    const drawing = drawings[index];
    if (!drawing) return;
    mapping[id] = { x: width * ICON_RATIO, y: 0, width: drawing.width * ICON_RATIO, height: drawing.height * ICON_RATIO };
    width += drawing.width;
  });
  const height = Math.max(...drawings.map((drawing) => drawing.height));
  const image = pixels({
    width,
    height,
    draw(context) {
      for (const drawing of drawings) {
        drawing.draw(context);
        context.translate(drawing.width, 0);
      }
    },
  });
  return { image, mapping };
}

function density(part: DensityPart): Layer {
  const places = Array.from({ length: part.positions.length / 2 }, (_, index) => index);
  return new HexagonLayer<number>({
    id: part.id,
    ...{ beforeId: slotEnd(part.slot) },
    data: places,
    getPosition: (index) => [part.positions[index * 2] ?? 0, part.positions[index * 2 + 1] ?? 0],
    radius: part.radiusM,
    coverage: 0.94,
    extruded: false,
    gpuAggregation: false,
    colorScaleType: 'quantile',
    colorRange: part.colours.map(channels),
    opacity: part.opacity,
  });
}

function pulse(part: PulsePart, phase: number): Layer {
  const [red, green, blue] = channels(part.colour);
  return new ScatterplotLayer({
    id: part.id,
    ...{ beforeId: slotEnd(part.slot) },
    data: { length: part.positions.length / 2, attributes: { getPosition: { value: part.positions, size: 2 } } },
    stroked: true,
    filled: false,
    radiusUnits: 'pixels',
    getRadius: PULSE.fromPx + (PULSE.toPx - PULSE.fromPx) * phase,
    lineWidthUnits: 'pixels',
    getLineWidth: 2,
    getLineColor: [red ?? 0, green ?? 0, blue ?? 0, 255 * (1 - phase)],
    updateTriggers: { getRadius: phase, getLineColor: phase },
  });
}

/** `#rrggbb` or `rgba(r,g,b,a)` to deck.gl's four bytes. */
function channels(colour: string): Color {
  if (colour.startsWith('#')) return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Color;
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, Math.round(alpha * 255)];
}
