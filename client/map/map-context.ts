import type { Feature, Geometry } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { createContext, useContext } from 'react';

/** west, south, east, north in degrees. */
export type Bounds = [number, number, number, number];

/** What was clicked. Whoever handles it returns true; otherwise the map drills down into the grid under it. */
export type MapHit =
  | { kind: 'grid'; code: string; level: number; lngLat: [number, number] }
  | { kind: 'alley'; id: number; lngLat: [number, number] }
  | { kind: 'issue'; id: number; lngLat: [number, number] }
  | { kind: 'work'; id: number; lngLat: [number, number] }
  | { kind: 'project'; id: number; lngLat: [number, number] }
  | { kind: 'household'; id: number; buildingId: number; lngLat: [number, number] }
  | { kind: 'ground'; lngLat: [number, number] };

/** What panels may do with the map. Selection is not here: it is in the URL (useMapState). */
export interface MapHandle {
  /** Flies to a box, or to a point at building scale; cuts where reduced motion is asked for. Leaves room for the open card. */
  flyTo(target: Bounds | [number, number], zoom?: number): void;
  /** Outlines a feature (a building, a household) until told otherwise; null takes it away. */
  highlight(feature: Feature<Geometry> | null): void;
  /** Called before the map's own click; returns the way to stop. The last to register is asked first. */
  onClick(listener: (hit: MapHit) => boolean): () => void;
  getViewBounds(): Bounds;
  /**
   * For the drawing tools: the MapLibre map once its style is loaded (the adapter of terra-draw wants it), and a switch that keeps
   * the map from selecting while a shape is drawn. Nobody else may reach for the raw map.
   */
  whenReady(): Promise<MapLibreMap>;
  setDrawing(active: boolean): void;
}

export const MapContext = createContext<MapHandle | null>(null);

/** The map's handle; null on a page without WebGL2 and until the map exists. */
export function useMapHandle(): MapHandle | null {
  return useContext(MapContext);
}
