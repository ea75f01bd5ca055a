import gcoordDefault from 'gcoord';
import type { Geometry, Position } from 'geojson';
import proj4 from 'proj4';

/** A coordinate system that can be turned into WGS84 longitude/latitude (≈ CGCS2000, within 1 m). */
export interface Crs {
  id: string;
  /** Longitude and latitude, WGS84, in degrees. */
  toWgs84(position: Position): Position;
}

export type CrsCheck = { valid: true; crs: Crs } | { valid: false; reason: string };

/** The package's types describe a CommonJS namespace, its ES build a default export; at run time the default import is this in both. */
const gcoord = gcoordDefault as unknown as { transform(position: [number, number], from: 'GCJ02' | 'BD09', to: 'WGS84'): Position };

const identity = (position: Position): Position => position;
const chinese = (from: 'GCJ02' | 'BD09') => (position: Position) => gcoord.transform([position[0] as number, position[1] as number], from, 'WGS84');

/** Longitude/latitude systems that are WGS84 within a metre. */
const SAME_AS_WGS84 = new Set([4326, 4490, 3824, 4269, 6318, 4258]);
const NAMED: Record<string, Crs> = {
  wgs84: { id: 'wgs84', toWgs84: identity },
  cgcs2000: { id: 'cgcs2000', toWgs84: identity },
  gcj02: { id: 'gcj02', toWgs84: chinese('GCJ02') },
  bd09: { id: 'bd09', toWgs84: chinese('BD09') },
};
/** Beijing 54 and Xian 80: tens of metres off without the city's own, non-public, shift parameters. */
const NEEDS_PARAMETERS = [
  [2327, 2390],
  [2401, 2442],
  [21413, 21423],
  [21453, 21463],
  [4214, 4214],
  [4610, 4610],
] as const;

/**
 * The system somebody names: wgs84, cgcs2000, gcj02 (AMap, Tencent), bd09 (Baidu), EPSG:4547, or a PROJ text (+proj=…) for a local city grid.
 * Coordinates are read easting/longitude first, as files hold them, whatever the axis order of the authority.
 */
export function parseCrs(text: string): CrsCheck {
  const name = text.trim().toLowerCase().replaceAll('-', '').replaceAll('_', '');
  const named = NAMED[name];
  if (named !== undefined) return { valid: true, crs: named };
  if (text.trim().startsWith('+proj')) return projected(text.trim(), text.trim());
  if (/crs84$/.test(name)) return { valid: true, crs: NAMED.wgs84 as Crs };
  const epsg = Number(/(?:^|epsg:{1,2}(?:[\d.]*:)?)(\d{4,6})$/.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(epsg))
    return { valid: false, reason: `“${text}” is no coordinate system known here. Write wgs84, gcj02, bd09, EPSG:4547 or a PROJ text (+proj=…).` };
  if (SAME_AS_WGS84.has(epsg)) return { valid: true, crs: { id: `EPSG:${epsg}`, toWgs84: identity } };
  if (NEEDS_PARAMETERS.some(([first, last]) => epsg >= first && epsg <= last))
    return { valid: false, reason: `EPSG:${epsg} (Beijing 54 or Xian 80) needs the city's own shift parameters. Write it as +proj=… with +towgs84=….` };
  const definition = projDefinition(epsg);
  if (definition === null) return { valid: false, reason: `EPSG:${epsg} is not built in. Write its PROJ text (+proj=…), as epsg.io shows it.` };
  return projected(`EPSG:${epsg}`, definition);
}

function projected(id: string, definition: string): CrsCheck {
  try {
    const converter = proj4(definition, 'WGS84');
    return { valid: true, crs: { id, toWgs84: ([x = 0, y = 0]) => converter.forward([x, y]) } };
  } catch (error) {
    return { valid: false, reason: `“${id}” is not a PROJ text: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** PROJ text of the projected systems cities publish in; the rules of the EPSG registry, not a copy of it. */
function projDefinition(epsg: number): string | null {
  const gaussKrueger = (meridian: number, falseEasting: number) =>
    `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
  // CGCS2000: 6-degree zones 13-23 with and without the zone number in the easting, then 3-degree zones 25-45 likewise.
  if (epsg >= 4491 && epsg <= 4501) return gaussKrueger(75 + 6 * (epsg - 4491), (13 + epsg - 4491) * 1e6 + 500_000);
  if (epsg >= 4502 && epsg <= 4512) return gaussKrueger(75 + 6 * (epsg - 4502), 500_000);
  if (epsg >= 4513 && epsg <= 4533) return gaussKrueger(75 + 3 * (epsg - 4513), (25 + epsg - 4513) * 1e6 + 500_000);
  if (epsg >= 4534 && epsg <= 4554) return gaussKrueger(75 + 3 * (epsg - 4534), 500_000);
  if (epsg === 3825 || epsg === 3826)
    return `+proj=tmerc +lat_0=0 +lon_0=${epsg === 3825 ? 119 : 121} +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80 +units=m +no_defs`;
  if (epsg >= 32601 && epsg <= 32660) return `+proj=utm +zone=${epsg - 32600} +datum=WGS84 +units=m +no_defs`;
  if (epsg >= 32701 && epsg <= 32760) return `+proj=utm +zone=${epsg - 32700} +south +datum=WGS84 +units=m +no_defs`;
  if (epsg >= 26901 && epsg <= 26923) return `+proj=utm +zone=${epsg - 26900} +datum=NAD83 +units=m +no_defs`;
  if (epsg === 3857) return '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs';
  return null;
}

/** The geometry in WGS84, as a new object; further ordinates (heights) are left out. */
export function toWgs84<Kind extends Geometry>(geometry: Kind, crs: Crs): Kind {
  if (crs.toWgs84 === identity) return geometry;
  if (geometry.type === 'GeometryCollection') return { ...geometry, geometries: geometry.geometries.map((part) => toWgs84(part, crs)) };
  const convert = (value: unknown): unknown =>
    Array.isArray(value) ? (typeof value[0] === 'number' ? crs.toWgs84(value as Position).slice(0, 2) : value.map(convert)) : value;
  return { ...geometry, coordinates: convert(geometry.coordinates) } as Kind;
}

/** Whether web maps of this place are shifted (GCJ-02 is applied to mainland China): there a file without a stated system must be asked about. */
export function isShiftedArea([longitude = 0, latitude = 0]: Position): boolean {
  return longitude > 73.4 && longitude < 135.2 && latitude > 17.9 && latitude < 53.7 && !isTaiwan([longitude, latitude]);
}

const isTaiwan = ([longitude = 0, latitude = 0]: Position): boolean => longitude > 119.2 && longitude < 122.2 && latitude > 21.7 && latitude < 25.5;

/** EPSG number of a system in metres that fits a place: Taiwan TM2, CGCS2000 3-degree Gauss-Krüger in China, UTM elsewhere. */
export function suggestMetricSrid(place: Position): number {
  const [longitude = 0, latitude = 0] = place;
  if (isTaiwan(place)) return 3826;
  if (isShiftedArea(place)) return 4534 + Math.round((longitude - 75) / 3);
  const zone = Math.min(60, Math.max(1, Math.floor((longitude + 180) / 6) + 1));
  return (latitude < 0 ? 32700 : 32600) + zone;
}
