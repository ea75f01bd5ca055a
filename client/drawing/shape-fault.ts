import { checkPolygon, type PolygonFault } from '#geodata/checks';
import { type Shape, shapePolygon } from './shape.ts';

/** Why a shape cannot be asked about, found by the rules the server applies; null when nothing is wrong that can be seen here. */
export function shapeFault(shape: Shape): PolygonFault | null {
  const check = checkPolygon(shapePolygon(shape));
  return check.valid ? null : check.reason;
}
