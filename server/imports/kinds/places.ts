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
  },
  statements: [sqlFile(import.meta.url, './alleys.sql')],
  layers: ['alleys'],
  paths: 'alley',
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
