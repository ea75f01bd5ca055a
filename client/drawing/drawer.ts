import { circle } from '@turf/turf';
import type { Polygon, Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  type TerraDrawChanges,
  TerraDrawCircleMode,
  TerraDrawExtend,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { type Draft, EMPTY_DRAFT } from './draft.ts';

export type DrawingTool = 'polygon' | 'circle';

/**
 * Takes terra-draw's pointer handling and none of its layers: the map's style is composed anew whenever an overlay changes, which would
 * take foreign layers away, and its corners can only be round. What it would have drawn goes to the draft instead.
 */
export class BoardAdapter extends TerraDrawMapLibreGLAdapter<MapLibreMap> {
  readonly #onDraw: (features: GeoJSONStoreFeatures[]) => void;
  #hasCallbacks = false;

  constructor(map: MapLibreMap, onDraw: (features: GeoJSONStoreFeatures[]) => void) {
    super({ map, coordinatePrecision: 9 });
    this.#onDraw = onDraw;
  }

  override register(callbacks: TerraDrawExtend.TerraDrawCallbacks): void {
    TerraDrawExtend.TerraDrawBaseAdapter.prototype.register.call(this, callbacks);
    this.#hasCallbacks = true;
    callbacks.onReady?.();
  }

  override unregister(): void {
    TerraDrawExtend.TerraDrawBaseAdapter.prototype.unregister.call(this);
    this.#hasCallbacks = false;
  }

  override render(changes: TerraDrawChanges): void {
    this.#onDraw([...changes.created, ...changes.updated, ...changes.unchanged]);
  }

  override clear(): void {
    if (this.#hasCallbacks) this._currentModeCallbacks?.onClear();
    this.#onDraw([]);
  }
}

interface DrawerEvents {
  onDraft(draft: Draft): void;
  /** A shape was finished, or a finished one was changed: its outer ring, closed. */
  onShape(tool: DrawingTool, ring: Position[]): void;
}

const REACH_PX = 14;
const USUAL_RADIUS_M = 200;

/** Drawing on the map: one polygon or circle at a time. */
export class Drawer {
  readonly #draw: TerraDraw;
  readonly #map: MapLibreMap;
  readonly #events: DrawerEvents;
  #tool: DrawingTool = 'polygon';

  constructor(map: MapLibreMap, events: DrawerEvents) {
    this.#map = map;
    this.#events = events;
    this.#draw = new TerraDraw({
      adapter: new BoardAdapter(map, (features) => events.onDraft(draftOf(features))),
      modes: [
        // Keys are handled here, for the whole page: terra-draw listens only while the canvas has the focus.
        new TerraDrawPolygonMode({ keyEvents: null, pointerDistance: REACH_PX, showCoordinatePoints: true }),
        new TerraDrawCircleMode({ keyEvents: null }),
        new TerraDrawSelectMode({
          keyEvents: null,
          pointerDistance: REACH_PX,
          allowManualDeselection: false,
          flags: { polygon: { feature: { draggable: false, coordinates: { midpoints: { draggable: true }, draggable: true, deletable: true } } } },
        }),
      ],
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    this.#draw.on('finish', (id) => {
      const feature = this.#draw.getSnapshotFeature(id);
      if (feature?.geometry.type !== 'Polygon') return;
      const ring = (feature.geometry as Polygon).coordinates[0] ?? [];
      // After this event terra-draw is still busy with the feature; the board is cleared by whoever takes the shape.
      queueMicrotask(() => this.#events.onShape(this.#tool, ring));
    });
  }

  /** Begins an empty shape. */
  begin(tool: DrawingTool): void {
    this.#tool = tool;
    this.#start();
    this.#draw.clear();
    this.#draw.setMode(tool);
    this.#map.doubleClickZoom.disable();
  }

  /** Shows the corners of a finished polygon for dragging. */
  edit(ring: Position[]): void {
    this.#tool = 'polygon';
    this.#start();
    this.#draw.clear();
    this.#draw.setMode('polygon');
    const [result] = this.#draw.addFeatures([{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { mode: 'polygon' } }]);
    if (result?.id === undefined || !result.valid) return;
    this.#draw.setMode('select');
    this.#draw.selectFeature(result.id);
  }

  /** Removes the last corner; false when there is none. */
  undo(): boolean {
    return this.isDrawing && this.#draw.undo();
  }

  get isDrawing(): boolean {
    return this.#draw.enabled && this.#draw.getModeState() === 'drawing';
  }

  /** Closes the polygon at its last corner; false when it has fewer than three. */
  close(corners: readonly Position[]): boolean {
    if (!this.isDrawing || this.#tool !== 'polygon' || corners.length < 3) return false;
    this.#events.onShape('polygon', [...corners, corners[0] as Position]);
    return true;
  }

  /** A circle of the usual size, for those who draw without a pointer; its radius can be changed afterwards. */
  circleAt(centre: Position): void {
    this.#events.onShape('circle', circle(centre, USUAL_RADIUS_M, { units: 'meters' }).geometry.coordinates[0] ?? []);
  }

  /** Throws away what is half drawn. */
  cancel(): void {
    if (this.isDrawing) this.begin(this.#tool);
  }

  stop(): void {
    if (this.#draw.enabled) this.#draw.stop();
    this.#map.doubleClickZoom.enable();
    this.#events.onDraft(EMPTY_DRAFT);
  }

  #start(): void {
    if (!this.#draw.enabled) this.#draw.start();
  }
}

/** Rings, corners and midpoints among terra-draw's features. */
export function draftOf(features: readonly GeoJSONStoreFeatures[]): Draft {
  const draft: Draft = { rings: [], corners: [], midpoints: [] };
  let committed = Number.POSITIVE_INFINITY;
  for (const { geometry, properties } of features) {
    // The corner under the pointer is part of the outline, but nobody has set it yet.
    if (typeof properties.committedCoordinateCount === 'number') committed = properties.committedCoordinateCount;
    if (geometry.type === 'Polygon') draft.rings.push(...geometry.coordinates);
    else if (geometry.type === 'LineString') draft.rings.push(geometry.coordinates);
    else if (properties.midPoint) draft.midpoints.push(geometry.coordinates);
    else if (properties.selectionPoint || properties.coordinatePoint) draft.corners.push(geometry.coordinates);
  }
  draft.corners.length = Math.min(draft.corners.length, committed);
  return draft;
}
