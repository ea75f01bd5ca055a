import { CABLES, type Cables, type Contradiction, contradictions, PARKING, type Parking } from '../../../geodata/cables-parking.ts';
import { sqlFile } from '../../db/sql.ts';
import type { ImportKind } from './kind.ts';

export const households: ImportKind = {
  name: 'households',
  help: 'visit targets: homes, enterprises, schools, construction sites',
  table: 'households',
  geometry: 'point',
  missingGeometry: 'refuse',
  code: { column: 'code', generated: true },
  columns: {
    code: { type: 'text', help: 'code; FILE-ROW when left out' },
    kind: {
      type: 'text',
      values: ['household', 'enterprise', 'school', 'construction_site'],
      help: 'household (default), enterprise, school, construction_site',
    },
    name: { type: 'text', help: 'name of an enterprise, school or site; homes have none' },
    building: { type: 'text', references: 'buildings', help: 'code of the building; stands in for a missing position' },
    unit: { type: 'text', help: 'staircase 单元' },
    floor: { type: 'integer', help: 'floor' },
    room: { type: 'text', help: 'room' },
    address: { type: 'text', help: 'address' },
    grid: { type: 'text', references: 'grids', help: 'code of the grid; its middle stands in for a missing position' },
  },
  statements: [sqlFile(import.meta.url, './households.sql')],
  layers: ['households'],
  counts: 'coverage',
  paths: 'household',
};

export const buildings: ImportKind = {
  name: 'buildings',
  help: 'footprints',
  table: 'buildings',
  geometry: 'polygon',
  missingGeometry: 'refuse',
  code: { column: 'code', generated: true },
  columns: {
    code: { type: 'text', help: 'code; FILE-ROW when left out' },
    name: { type: 'text', help: 'name or number' },
    kind: { type: 'text', help: 'residential (default), courtyard, commercial, school, hospital, market, station, industrial, office, construction …' },
    compound: { type: 'text', help: 'compound 小区 it stands in' },
    floors: { type: 'integer', help: 'floors above ground' },
    units: { type: 'integer', help: 'staircases 单元' },
    built_year: { type: 'integer', help: 'year built' },
    address: { type: 'text', help: 'address' },
  },
  statements: [sqlFile(import.meta.url, './buildings.sql')],
  layers: ['buildings'],
  paths: 'building',
};

/** As the table allows: more of either along one alley is a slip of the pen. */
const MOST_COUNTED = 100_000;
const AT_ODDS: Record<Contradiction, string> = {
  metres_of_none: 'overhead_m is more than 0, and cables says that there are none overhead',
  no_metres_of_overhead: 'overhead_m is 0, and cables says that there are some overhead; leave it empty where nobody has measured',
  spaces_of_none: 'parking_spaces is more than 0, and parking says none',
};

export const alleys: ImportKind = {
  name: 'alleys',
  help: 'centrelines of back alleys 背街小巷',
  table: 'alleys',
  geometry: 'line',
  missingGeometry: 'refuse',
  code: { column: 'code', generated: true },
  columns: {
    code: { type: 'text', help: 'code; FILE-ROW when left out' },
    name: { type: 'text', help: 'name' },
    name_status: { type: 'text', values: ['standard', 'unnamed', 'unknown'], help: 'standard, unnamed, unknown (default)' },
    width_m: { type: 'number', help: 'width in metres' },
    surface: { type: 'text', help: 'asphalt, concrete, brick, stone, earth, unknown (default)' },
    is_dead_end: { type: 'boolean', help: 'dead end' },
    cables: { type: 'text', values: CABLES, help: 'overhead 架空, partly_buried 部分入地, buried 已入地, none 无线缆, unknown (default)' },
    overhead_m: { type: 'number', range: [0, MOST_COUNTED], help: 'metres of cable overhead; empty = nobody has measured, which is not 0' },
    parking: {
      type: 'text',
      values: PARKING,
      help: 'none 不设, one_side 单侧, both_sides 双侧, bays 划定车位, unknown (default); of tags of OpenStreetMap: --map parking=$parking',
    },
    parking_spaces: { type: 'integer', range: [0, MOST_COUNTED], help: 'places to park a car; empty = nobody has counted, which is not 0' },
  },
  checkRecord: (record) => {
    const [fault] = contradictions({
      cables: (record.cables ?? 'unknown') as Cables,
      overheadM: (record.overhead_m ?? null) as number | null,
      parking: (record.parking ?? 'unknown') as Parking,
      parkingSpaces: (record.parking_spaces ?? null) as number | null,
    });
    return fault === undefined ? null : AT_ODDS[fault];
  },
  statements: [sqlFile(import.meta.url, './alleys.sql')],
  layers: ['alleys'],
  paths: 'alley',
};

export const components: ImportKind = {
  name: 'components',
  help: 'street components 部件: lamps, manholes, drains',
  table: 'street_components',
  geometry: 'point',
  missingGeometry: 'refuse',
  code: { column: 'code', generated: true },
  columns: {
    code: { type: 'text', help: 'code; FILE-ROW when left out' },
    kind: { type: 'text', required: true, values: ['lamp', 'manhole', 'drain'], help: 'lamp 路灯, manhole 井盖, drain 雨水箅' },
    status: {
      type: 'text',
      values: ['working', 'faulty', 'unknown'],
      help: 'working, faulty, unknown (default); faulty in any case while an issue about it is open',
    },
    status_on: { type: 'date', help: 'day it was last seen so' },
  },
  statements: [sqlFile(import.meta.url, './components.sql')],
  layers: [],
};

const baseFeatures = (name: 'roads' | 'water' | 'green', help: string, classes: string): ImportKind => ({
  name,
  help,
  table: 'base_features',
  geometry: 'area_or_line',
  missingGeometry: 'refuse',
  columns: {
    class: { type: 'text', required: true, help: classes },
    name: { type: 'text', help: 'name' },
    width_m: { type: 'number', help: 'width in metres' },
    is_bridge: { type: 'boolean', help: 'on a bridge' },
  },
  statements: [sqlFile(import.meta.url, './base-features.sql')],
  layers: [name],
});
export const roads = baseFeatures('roads', 'roads of the base map', 'arterial 主干路, secondary 次干路, branch 支路, lane');
export const water = baseFeatures('water', 'rivers, canals, ponds of the base map', 'river, pond, ditch');
export const green = baseFeatures('green', 'parks and fields of the base map', 'park, strip, garden, field, pitch');
