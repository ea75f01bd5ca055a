import type { Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { TerraDraw, TerraDrawLineStringMode, TerraDrawSelectMode } from 'terra-draw';
import type { Draft } from '../drawing/draft.ts';
import { BoardAdapter, draftOf } from '../drawing/drawer.ts';
import { placeOn } from '../surveys/line-plan.ts';

const REACH_PX = 14;
/** A corner this near another alley is put on it. */
const SNAP_PX = 12;

interface LineDrawerEvents {
  onDraft(draft: Draft): void;
  /** The line after a corner was dragged, added or taken away. */
  onLine(line: Position[]): void;
}

/** Corners of one line on the map: dragged, added at the middle of a piece, taken away by a right click; near another alley they are put on it. */
export class LineDrawer {
  readonly #draw: TerraDraw;
  readonly #map: MapLibreMap;

  /** @param ownId the alley that is drawn anew: it does not hold its own corners. */
  constructor(map: MapLibreMap, ownId: number, events: LineDrawerEvents) {
    this.#map = map;
    this.#draw = new TerraDraw({
      adapter: new BoardAdapter(map, (features) => events.onDraft(draftOf(features))),
      modes: [
        new TerraDrawLineStringMode({ keyEvents: null }),
        new TerraDrawSelectMode({
          keyEvents: null,
          pointerDistance: REACH_PX,
          allowManualDeselection: false,
          flags: {
            linestring: {
              feature: {
                draggable: false,
                coordinates: {
                  midpoints: { draggable: true },
                  draggable: true,
                  deletable: true,
                  snappable: { toCustom: ({ lng, lat, containerX, containerY }) => this.#alleyNear([lng, lat], [containerX, containerY], ownId) },
                },
              },
            },
          },
        }),
      ],
    });
    this.#draw.on('change', (ids) => {
      const line = ids.map((id) => this.#draw.getSnapshotFeature(id)).find((feature) => feature?.geometry.type === 'LineString');
      if (line?.geometry.type === 'LineString') events.onLine(line.geometry.coordinates);
    });
  }

  /** Shows the corners of a line. */
  edit(line: readonly Position[]): void {
    this.#draw.start();
    this.#draw.setMode('linestring');
    const [result] = this.#draw.addFeatures([
      {
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: line.map(([lon = 0, lat = 0]) => [rounded(lon), rounded(lat)]) },
        properties: { mode: 'linestring' },
      },
    ]);
    if (result?.id === undefined || !result.valid) return;
    this.#draw.setMode('select');
    this.#draw.selectFeature(result.id);
  }

  stop(): void {
    if (this.#draw.enabled) this.#draw.stop();
  }

  /** The nearest place on another alley under the pointer. */
  #alleyNear(at: [number, number], [x, y]: [number, number], ownId: number): Position | undefined {
    const box: [[number, number], [number, number]] = [
      [x - SNAP_PX, y - SNAP_PX],
      [x + SNAP_PX, y + SNAP_PX],
    ];
    const lines = this.#map
      .queryRenderedFeatures(box)
      .filter(({ source, id }) => source === 'alleys' && id !== ownId)
      .flatMap(({ geometry }) => (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.type === 'MultiLineString' ? geometry.coordinates : []));
    return lines.length === 0 ? undefined : placeOn(lines, at).position;
  }
}

/** terra-draw takes no more than nine decimals. */
const rounded = (degrees: number): number => Math.round(degrees * 1e9) / 1e9;
