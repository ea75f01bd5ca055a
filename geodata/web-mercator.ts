/**
 * Web Mercator as whole numbers: the world is 2^32 units wide and high, x to the east, y to the south, so one unit is at most 9.3 mm.
 * Tile corners at every zoom up to 20 and the 4096 steps inside a tile are whole numbers of units: cutting never rounds twice.
 */
export const WORLD_UNITS = 2 ** 32;
/** Where the square world ends, in degrees north and south. */
export const MAX_LATITUDE = 85.0511287798066;

/** World units east of the antimeridian, from degrees; clamped to the world. */
export function worldX(longitude: number): number {
  return clamp(Math.round((longitude / 360 + 0.5) * WORLD_UNITS));
}

/** World units south of MAX_LATITUDE, from degrees; clamped to the world. */
export function worldY(latitude: number): number {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return clamp(Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD_UNITS));
}

/** Degrees from world units. */
export const longitudeOf = (x: number): number => (x / WORLD_UNITS - 0.5) * 360;

/** Degrees from world units. */
export const latitudeOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD_UNITS))) * 180) / Math.PI;

function clamp(units: number): number {
  // NaN (the poles give infinities, not NaN) would silently become 0 in a typed array.
  return Math.min(WORLD_UNITS - 1, Math.max(0, units));
}

/** The Z-order number of a cell of the world cut into 2^16 by 2^16: cells of one tile (zoom <= 16) are a run of consecutive numbers. */
export function cellNumber(x: number, y: number): number {
  return (spread(x >>> 16) | (spread(y >>> 16) << 1)) >>> 0;
}

/** First and last+1 cell number of a tile at zoom 0..16. */
export function cellRange(z: number, x: number, y: number): [number, number] {
  const shift = 16 - z;
  const first = (spread(x << shift) | (spread(y << shift) << 1)) >>> 0;
  return [first, first + 4 ** shift];
}

/** abcd -> 0a0b0c0d, 16 bits to 32. */
function spread(bits: number): number {
  let v = bits;
  v = (v | (v << 8)) & 0x00ff00ff;
  v = (v | (v << 4)) & 0x0f0f0f0f;
  v = (v | (v << 2)) & 0x33333333;
  return (v | (v << 1)) & 0x55555555;
}
