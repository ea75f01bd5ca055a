import type { Map as MapLibreMap } from 'maplibre-gl';

/** One number a feature of a layer of tiles, in columns. */
export interface NumberColumns {
  /** Source and layer of the tiles, which have the same name. */
  source: string;
  /** The feature state it is painted by. */
  key: string;
  ids: readonly number[];
  lon: readonly number[];
  lat: readonly number[];
  values: Uint8Array;
}

/** Places whose number is not the one painted; with a box (west, south, east, north) only those inside. */
export function changedPlaces(
  painted: Int16Array,
  { values, lon, lat }: Pick<NumberColumns, 'values' | 'lon' | 'lat'>,
  box: readonly number[] | null,
): number[] {
  const places: number[] = [];
  const [west = -180, south = -90, east = 180, north = 90] = box ?? [];
  for (let place = 0; place < values.length; place++) {
    if (painted[place] === values[place]) continue;
    const [x, y] = [lon[place] as number, lat[place] as number];
    if (x >= west && x <= east && y >= south && y <= north) places.push(place);
  }
  return places;
}

const NEVER = -1;

/** Paints numbers that change in every frame: without an object a feature, and for the time being only where somebody looks. */
export class NumberPainter {
  readonly #map: MapLibreMap;
  #painted = new Int16Array(0);
  #ids: readonly number[] = [];

  constructor(map: MapLibreMap) {
    this.#map = map;
  }

  /** @param isDragged what is out of view waits for a painting that is not. */
  paint(columns: NumberColumns, isDragged: boolean): void {
    const { source, key, ids, values } = columns;
    if (!this.#map.getSource(source)) return;
    if (ids !== this.#ids) {
      this.#ids = ids;
      this.#painted = new Int16Array(ids.length).fill(NEVER);
    }
    for (const place of changedPlaces(this.#painted, columns, isDragged ? this.#aroundView() : null)) {
      this.#map.setFeatureState({ source, sourceLayer: source, id: ids[place] as number }, { [key]: values[place] as number });
      this.#painted[place] = values[place] as number;
    }
  }

  /** The view and half of it again on each side: lines are longer than the point they are known by. */
  #aroundView(): number[] {
    const bounds = this.#map.getBounds();
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const [x, y] = [(east - west) / 2, (north - south) / 2];
    return [west - x, south - y, east + x, north + y];
  }
}
