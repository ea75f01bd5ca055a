import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { fly } from './flight.ts';
import type { MapHit } from './map-context.ts';
import { clusterAt, gridAt, markAt } from './pointer.ts';
import { type LevelRange, levelAt } from './shown-level.ts';

const LAST_LEVEL = 5;
/** A mark opens where it stands: it was in view. */
const NO_PANELS = { top: 0, right: 0, bottom: 0, left: 0 };

export interface InputEvents {
  /** A grid was clicked, or reached with Enter; null: the ground outside. */
  onGrid(code: string | null): void;
  /** The pointer is over another grid (its code), or over none. */
  onHover?(code: string | null): void;
  /** Esc. */
  onUp(): void;
}

interface Point {
  x: number;
  y: number;
}
type PickedHousehold = Pick<Extract<MapHit, { kind: 'household' }>, 'id' | 'buildingId'>;

/** What pointer and keys mean on the map: marks before grids, and of the grids those of the level that is shown. */
export class MapInput {
  readonly #map: MapLibreMap;
  readonly #events: InputEvents;
  readonly #pick: (point: Point) => PickedHousehold | null;
  readonly #listeners: ((hit: MapHit) => boolean)[] = [];
  #ranges: readonly LevelRange[] = [];
  #selected: { level: number; id: number } | null = null;
  #isDrawing = false;
  #hovered: { source: string; id: number; code: string } | null = null;
  #frame = 0;

  /** @param pick a household under a point, which no style layer knows. */
  constructor(map: MapLibreMap, events: InputEvents, pick: (point: Point) => PickedHousehold | null) {
    this.#map = map;
    this.#events = events;
    this.#pick = pick;
    map.on('click', (event) => this.#click(event));
    map.on('mousemove', (event) => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#move(event));
    });
    map.on('mouseout', () => this.#hover(null));
    map.getCanvas().addEventListener('keydown', (event) => {
      if (this.#isDrawing) return;
      if (event.key === 'Escape') events.onUp();
      if (event.key === 'Enter') this.#select(map.project(map.getCenter()));
    });
  }

  /** Which level is shown at which zoom, and what is already selected. */
  setGrids(ranges: readonly LevelRange[], selected: { level: number; id: number } | null): void {
    this.#ranges = ranges;
    this.#selected = selected;
  }

  /** While somebody draws, clicks and keys are the drawing's. */
  setDrawing(active: boolean): void {
    this.#isDrawing = active;
    if (active) this.#hover(null);
  }

  /** Newest first; a listener that returns true keeps the click to itself. @returns takes the listener away */
  onClick(listener: (hit: MapHit) => boolean): () => void {
    this.#listeners.push(listener);
    return () => {
      const index = this.#listeners.indexOf(listener);
      if (index >= 0) this.#listeners.splice(index, 1);
    };
  }

  remove(): void {
    cancelAnimationFrame(this.#frame);
  }

  #click(event: MapMouseEvent): void {
    if (this.#isDrawing) return;
    const cluster = clusterAt(this.#map, event.point);
    if (cluster !== null) return void this.#open(cluster);
    const hit = this.#hit(event);
    const handled = hit !== null && [...this.#listeners].reverse().some((listener) => listener(hit));
    if (!handled) this.#select(event.point);
  }

  /** Flies to where the mark of several falls apart. */
  async #open({ source: name, id, centre }: { source: string; id: number; centre: [number, number] }): Promise<void> {
    const source = this.#map.getSource(name);
    if (source?.type !== 'geojson') return;
    fly(this.#map, centre, NO_PANELS, await (source as GeoJSONSource).getClusterExpansionZoom(id));
  }

  #hit({ point, lngLat: { lng, lat } }: MapMouseEvent): MapHit | null {
    const household = this.#pick(point);
    return household ? { kind: 'household', ...household, lngLat: [lng, lat] } : markAt(this.#map, point, [lng, lat]);
  }

  #move(event: MapMouseEvent): void {
    if (this.#isDrawing) return;
    const level = this.#levelAt(event.point);
    const grid = gridAt(this.#map, event.point, level);
    this.#hover(grid === null ? null : { source: `grids-${level}`, ...grid });
    this.#map.getCanvas().style.cursor = grid !== null || clusterAt(this.#map, event.point) !== null || this.#hit(event) !== null ? 'pointer' : '';
  }

  #hover(next: { source: string; id: number; code: string } | null): void {
    const before = this.#hovered;
    if (before?.source === next?.source && before?.id === next?.id) return;
    if (before && this.#map.getSource(before.source))
      this.#map.removeFeatureState({ source: before.source, sourceLayer: before.source, id: before.id }, 'hover');
    if (next) this.#map.setFeatureState({ source: next.source, sourceLayer: next.source, id: next.id }, { hover: true });
    this.#hovered = next;
    this.#events.onHover?.(next?.code ?? null);
  }

  /** The level a click means: the one shown at this zoom; inside the selected grid, at least the one below it. */
  #levelAt(point: Point): number {
    const shown = levelAt(this.#ranges, this.#map.getZoom());
    const selected = this.#selected;
    if (selected === null || selected.level < shown) return shown;
    const inside = gridAt(this.#map, point, selected.level)?.id === selected.id;
    return inside ? Math.min(LAST_LEVEL, selected.level + 1) : shown;
  }

  #select(point: Point): void {
    const level = this.#levelAt(point);
    const grid = gridAt(this.#map, point, level) ?? gridAt(this.#map, point, levelAt(this.#ranges, this.#map.getZoom()));
    this.#events.onGrid(grid?.code ?? null);
  }
}
