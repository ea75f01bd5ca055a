import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { type GeoJSONSource, Map as MapLibreMap, setWorkerUrl, type VectorTileSource } from 'maplibre-gl';
import workerUrl from './tile-worker.ts?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { type as typography } from '../tokens.ts';
import { FeaturePainter } from './feature-paint.ts';
import { type ClearSpace, fly, type Turn } from './flight.ts';
import { drawingOf, ICON_RATIO, pixels } from './icons.ts';
import { composeStyle, dataOf, lookOf } from './layer-order.ts';
import type { Bounds, MapHandle, MapHit } from './map-context.ts';
import { type InputEvents, MapInput } from './map-input.ts';
import type { DeckPart, MapPart } from './map-part.ts';
import { type NumberColumns, NumberPainter } from './number-paint.ts';
import { isSame } from './same.ts';
import type { LevelRange } from './shown-level.ts';
import type { Camera } from './url-values.ts';
import { NO_NAMES, placeWaterNames } from './water-names.ts';

setWorkerUrl(workerUrl);

const MIN_ZOOM = 7;
const MAX_ZOOM = 20;
const GONE = 410;
const PATIENCE_MS = 20_000;

export interface MapOptions extends InputEvents {
  container: HTMLElement;
  /** What is shown first: a camera, or a box that is fitted. */
  start: Camera | Bounds;
  parts: readonly MapPart[];
  /** Largest canvas side in pixels, from webglLimit(): MapLibre's default loses pixels on wide walls. */
  maxCanvas: number;
  clear: ClearSpace;
  /** Pixels a drawn mark has for one of CSS: more where marks are drawn larger than on a desk. */
  iconRatio?: number;
  /** Degrees the camera may be tilted; 0 when absent. */
  maxPitch?: number;
  label: string;
  onCamera(camera: Camera): void;
  /** Tiles did not arrive (true), or did again (false). */
  onTrouble(isTroubled: boolean): void;
  /** The first picture stands (or has had its time: a tile that never comes must not keep the page waiting). */
  onDrawn(): void;
  /** Other pieces of water came into view. */
  onWaterNames(names: FeatureCollection): void;
  /** The camera sets out (true) or has arrived. */
  onMoving?(isMoving: boolean): void;
  /** The browser took the WebGL context away: this map will not draw again as it was. */
  onLost?(): void;
}

/** The one map. React gives it parts and takes events; nothing else touches MapLibre. */
export class DistrictMap implements MapHandle {
  readonly #map: MapLibreMap;
  readonly #options: MapOptions;
  readonly #painter: FeaturePainter;
  readonly #numbers: NumberPainter;
  readonly #ready: Promise<MapLibreMap>;
  readonly #input: MapInput;
  #parts: readonly MapPart[];
  #clear: ClearSpace;
  #isReady = false;
  #onHighlight: (feature: Feature<Geometry> | null) => void = () => {};
  #deck: Promise<import('./deck-layers.ts').DeckLayers> | null = null;
  #deckLayers: import('./deck-layers.ts').DeckLayers | null = null;
  #deckParts: readonly DeckPart[] = [];
  #patience = 0;
  #look = '';
  #isUndrawn = false;
  #data: ReturnType<typeof dataOf> = new Map();
  #waterNames = JSON.stringify(NO_NAMES);
  #isWaterOld = true;

  constructor(options: MapOptions) {
    this.#options = options;
    this.#parts = options.parts;
    this.#clear = options.clear;
    const { start } = options;
    this.#map = new MapLibreMap({
      container: options.container,
      style: composeStyle(options.parts),
      ...(Array.isArray(start)
        ? { bounds: start, fitBoundsOptions: { padding: options.clear } }
        : { center: [start.lon, start.lat] as [number, number], zoom: start.zoom, bearing: start.bearing }),
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      maxPitch: options.maxPitch ?? 0,
      attributionControl: false,
      renderWorldCopies: false,
      fadeDuration: 120,
      maxCanvasSize: [options.maxCanvas, options.maxCanvas],
      // No glyph server: labels are drawn with the system's Chinese sans.
      localIdeographFontFamily: typography.family,
      transformRequest: (url) => ({ url: new URL(url, window.location.origin).href }),
      locale: { 'Map.Title': options.label },
    });
    this.#painter = new FeaturePainter(this.#map);
    this.#numbers = new NumberPainter(this.#map);
    this.#ready = new Promise((resolve) => {
      this.#map.once('style.load', () => {
        this.#isReady = true;
        this.#apply();
        resolve(this.#map);
      });
    });
    this.#map.setMissingStyleImageResolver((id) => {
      const drawing = drawingOf(id);
      const ratio = options.iconRatio ?? ICON_RATIO;
      if (drawing && !this.#map.hasImage(id)) this.#map.addImage(id, pixels(drawing, ratio), { pixelRatio: ratio });
    });
    this.#input = new MapInput(this.#map, options, (point) => this.#deckLayers?.pick(point) ?? null);
    this.#listen();
  }

  /** Draws these parts from now on; only differences reach the GPU. */
  setParts(parts: readonly MapPart[]): void {
    this.#parts = parts;
    if (this.#isReady) this.#apply();
  }

  /** Paints a number on every feature of a layer of tiles; while something is dragged only where somebody looks. Nothing before the map is ready. */
  paintNumbers(columns: NumberColumns, isDragged: boolean): void {
    if (this.#isReady) this.#numbers.paint(columns, isDragged);
  }

  /** What a click means: which level is shown at which zoom, and what is already selected. */
  setGrids(ranges: readonly LevelRange[], selected: { level: number; id: number } | null): void {
    this.#input.setGrids(ranges, selected);
  }

  setClear(clear: ClearSpace): void {
    this.#clear = clear;
  }

  /** Where highlight() is drawn: the page makes it part of the style. */
  set onHighlight(listener: (feature: Feature<Geometry> | null) => void) {
    this.#onHighlight = listener;
  }

  flyTo(target: Bounds | [number, number], zoom?: number, turn?: Turn): void {
    fly(this.#map, target, this.#clear, zoom, turn);
  }

  /** Where a place is on the screen, in CSS pixels from the upper left corner of the map. */
  project(lngLat: [number, number]): { x: number; y: number } {
    return this.#map.project(lngLat);
  }

  jumpTo(camera: Camera): void {
    this.#map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom, bearing: camera.bearing });
  }

  getZoom(): number {
    return this.#map.getZoom();
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: 200 });
  }

  northUp(): void {
    this.#map.rotateTo(0, { duration: 200 });
  }

  highlight(feature: Feature<Geometry> | null): void {
    this.#onHighlight(feature);
  }

  onClick(listener: (hit: MapHit) => boolean): () => void {
    return this.#input.onClick(listener);
  }

  getViewBounds(): Bounds {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** Asks for the tiles of a layer that has changed; the old ones stay until the new ones are there. */
  renewTiles(layer: string): void {
    const source = this.#map.getSource(layer);
    // Its TileJSON names the new tiles.
    if (source?.type === 'vector') (source as VectorTileSource).setUrl(`/tiles/${layer}.json`);
  }

  whenReady(): Promise<MapLibreMap> {
    return this.#ready;
  }

  /** Asks for all tiles again, those that failed and those that stand. */
  retryTiles(): void {
    for (const [name, source] of Object.entries(this.#map.getStyle().sources)) if (source.type === 'vector') this.renewTiles(name);
  }

  setDrawing(active: boolean): void {
    this.#input.setDrawing(active);
  }

  remove(): void {
    this.#input.remove();
    window.clearTimeout(this.#patience);
    this.#deckLayers?.remove();
    this.#map.remove();
  }

  #apply(): void {
    const isRestyled = lookOf(this.#parts) !== this.#look;
    // A layer that is taken back before a frame has given it its values stays in the tiles that came meanwhile, and the next state of a feature fails on it.
    if (isRestyled && this.#isUndrawn) return;
    this.#style(isRestyled);
    this.#painter.paint(this.#parts.flatMap((part) => part.states ?? []));
    const deck = this.#parts.flatMap((part) => part.deck ?? []);
    // A picture that would be the same is not drawn: deck.gl would build its buffers anew, and the whole map with them.
    if (!isRestyled && isSame(deck, this.#deckParts)) return;
    if (deck.length === 0 && this.#deck === null) return;
    this.#deckParts = deck;
    this.#deck ??= import('./deck-layers.ts').then(({ DeckLayers }) => {
      this.#deckLayers = new DeckLayers(this.#map);
      return this.#deckLayers;
    });
    this.#deck.then(
      (layers) => layers.set(this.#parts.flatMap((part) => part.deck ?? [])),
      (error: unknown) => {
        // The line was down, or another build is served: the map stands without its overlays until they are asked for again.
        console.warn(error);
        this.#deck = null;
        this.#deckParts = [];
      },
    );
  }

  /** Comparing whole styles takes longer than a frame has: where only data moved (days run past, visits come in), only they are handed over. */
  #style(isRestyled: boolean): void {
    const data = dataOf(this.#parts);
    if (isRestyled) {
      this.#map.setStyle(composeStyle(this.#parts), { diff: true });
      this.#look = lookOf(this.#parts);
      this.#isUndrawn = true;
      this.#map.once('render', () => {
        this.#isUndrawn = false;
        this.#apply();
      });
      // A style that differs in words only asks for no frame of its own; the next one would wait for it.
      this.#map.triggerRepaint();
    } else for (const [name, own] of data) if (!isSame(own, this.#data.get(name))) this.#map.getSource<GeoJSONSource>(name)?.setData(own);
    this.#data = data;
  }

  /** Only after another view or other tiles of water: a map whose lines are re-coloured in every frame comes to rest in every frame. */
  #nameWater(): void {
    if (!this.#isWaterOld) return;
    this.#isWaterOld = false;
    const pieces = this.#map.querySourceFeatures('water', { sourceLayer: 'water', filter: ['has', 'name'] });
    const names = placeWaterNames(pieces, this.getViewBounds(), this.#map.getZoom());
    const text = JSON.stringify(names);
    if (text === this.#waterNames) return;
    this.#waterNames = text;
    this.#options.onWaterNames(names);
  }

  #listen(): void {
    const map = this.#map;
    const { container, onCamera, onDrawn } = this.#options;
    let isTroubled = false;
    // Told when it changes: a tile comes dozens of times a second, and whoever is told renders the page.
    const trouble = (isSo: boolean) => {
      if (isSo === isTroubled) return;
      isTroubled = isSo;
      this.#options.onTrouble(isSo);
    };
    map.on('movestart', () => this.#options.onMoving?.(true));
    map.on('webglcontextlost', () => this.#options.onLost?.());
    map.on('moveend', () => {
      this.#isWaterOld = true;
      this.#options.onMoving?.(false);
      const { lng, lat } = map.getCenter();
      onCamera({ lon: lng, lat, zoom: map.getZoom(), bearing: map.getBearing() });
    });
    const drawn = () => {
      if (this.#patience === 0) return;
      window.clearTimeout(this.#patience);
      this.#patience = 0;
      onDrawn();
    };
    this.#patience = window.setTimeout(drawn, PATIENCE_MS);
    map.once('load', drawn);
    // Whoever waits for the picture (a screen reader, a screenshot) is told while it is being made.
    const isBusy = (busy: boolean) => container.setAttribute('aria-busy', String(busy));
    isBusy(true);
    map.on('dataloading', () => isBusy(true));
    map.on('idle', () => {
      isBusy(false);
      this.#nameWater();
    });
    map.on('error', (event) => {
      // MapLibre is silent once somebody listens; whoever mends a map wants the words.
      console.warn(event.error);
      const status = (event.error as { status?: number }).status;
      const source = 'sourceId' in event && typeof event.sourceId === 'string' ? map.getSource(event.sourceId) : undefined;
      if (status === GONE && source) this.renewTiles(source.id);
      else if (source && (status === undefined || status === 0 || status >= 500)) trouble(true);
    });
    map.on('sourcedata', (event) => {
      if (event.sourceId === 'water') this.#isWaterOld = true;
      if (event.tile) trouble(false);
    });
  }
}
