import { wktToGeoJSON } from 'betterknown';
import { checkGeometry, type GeometryCheck } from './geometry-check.ts';

/** Well-known text, EWKT's `SRID=…;` included: the number is left to --crs, for one column must not mix systems. */
export function parseWkt(text: string): GeometryCheck {
  try {
    return checkGeometry(wktToGeoJSON(text.replace(/^\s*SRID=\d+;/i, '')));
  } catch (error) {
    return { valid: false, reason: `The WKT cannot be read: ${(error as Error).message}` };
  }
}
