import { checkPolygon } from '#geodata/checks';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import type { PolygonGeometry } from './contract.ts';
import type { Box } from './shape-cells.ts';

interface ShapeRow extends Box {
  isValid: boolean;
  reason: string | null;
  lon: number | null;
  lat: number | null;
  /** EWKB in hexadecimal, metric; null when nothing of it is near the district. */
  geom: string | null;
  areaM2: number;
  distanceM: number;
  piecesOf: number;
}
/** Where to look: a geometry in the metric zone and a distance around it (0 for polygons). */
export interface Shape {
  geom: string;
  areaM2: number;
  distanceM: number;
  piecesOf: number;
  /** The box of everything within the distance. */
  box: Box;
}

const polygonShape = sqlFile<ShapeRow>(import.meta.url, './polygon-shape.sql');
const alleyShape = sqlFile<ShapeRow>(import.meta.url, './alley-shape.sql');

/**
 * A drawn polygon as a shape; null when it lies nowhere near the district, so that nothing can be inside.
 * @param pointer JSON pointer of the geometry in the body, for the problem.
 * @throws Problem invalid-geometry naming the ring and the remedy.
 */
export async function shapeOfPolygon(db: Database, polygon: PolygonGeometry, pointer: string): Promise<Shape | null> {
  const check = checkPolygon(polygon);
  if (!check.valid) throw problems.invalidGeometry(pointer + check.pointer, check.detail, check.remedy);
  const [row] = await polygonShape(db, { geojson: JSON.stringify({ type: polygon.type, coordinates: polygon.coordinates }) });
  if (row?.isValid === false) {
    const place = row.lon === null ? '' : ` near ${row.lon.toFixed(6)}, ${row.lat?.toFixed(6)}`;
    throw problems.invalidGeometry(pointer, `The polygon is not valid: ${row.reason}${place}.`, 'Draw it so that its rings neither cross nor overlap.');
  }
  return shapeOf(row);
}

/**
 * Everything within a distance of an alley.
 * @throws Problem alley-not-found
 */
export async function shapeAroundAlley(db: Database, alleyId: number, distanceM: number): Promise<Shape | null> {
  const [row] = await alleyShape(db, { alley_id: alleyId, distance_m: distanceM });
  if (row === undefined) throw problems.alleyNotFound(alleyId);
  return shapeOf(row);
}

function shapeOf(row: ShapeRow | undefined): Shape | null {
  if (row === undefined || row.geom === null || row.xMin === null) return null;
  // Half-open cells would leave out what lies on the far edges.
  const margin = row.distanceM + 1;
  const box = { xMin: row.xMin - margin, yMin: row.yMin - margin, xMax: row.xMax + margin, yMax: row.yMax + margin };
  return { geom: row.geom, areaM2: row.areaM2, distanceM: row.distanceM, piecesOf: row.piecesOf, box };
}
