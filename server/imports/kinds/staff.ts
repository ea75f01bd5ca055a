import { sqlFile } from '../../db/sql.ts';
import type { ImportKind } from './kind.ts';

const ROLES = [
  'grid_worker',
  'volunteer',
  'community_secretary',
  'subdistrict_dispatcher',
  'district_command',
  'responsible_unit',
  'inspector',
  'verifier',
  'leader',
  'planner',
  'administrator',
  'auditor',
] as const;

export const units: ImportKind = {
  name: 'units',
  help: 'departments and offices',
  table: 'units',
  geometry: 'none',
  missingGeometry: 'keep',
  code: { column: 'code', generated: false },
  columns: {
    code: { type: 'text', required: true, help: 'code' },
    name: { type: 'text', required: true, help: 'name' },
    kind: {
      type: 'text',
      values: ['district', 'department', 'subdistrict', 'community', 'enterprise', 'other'],
      help: 'district, department (default), subdistrict, community, enterprise, other',
    },
    parent: { type: 'text', references: 'units', help: 'code of the unit above; may be in the same file' },
    ranking_group: { type: 'text', help: 'group it is ranked in' },
    is_double_reporting: { type: 'boolean', help: '双报到 unit' },
    duty_phone: { type: 'text', help: 'duty phone' },
  },
  statements: [sqlFile(import.meta.url, './units.sql'), sqlFile(import.meta.url, './unit-parents.sql')],
  layers: [],
};

export const people: ImportKind = {
  name: 'people',
  help: 'staff; residents are never in here',
  table: 'people',
  geometry: 'none',
  missingGeometry: 'keep',
  code: { column: 'code', generated: false },
  columns: {
    code: { type: 'text', required: true, help: 'staff number' },
    name: { type: 'text', required: true, help: 'name' },
    role: { type: 'text', required: true, values: ROLES, help: ROLES.join(', ') },
    unit: { type: 'text', references: 'units', help: 'code of the unit' },
    grids: { type: 'list', references: 'grids', help: 'codes of the grids, separated by ; or 、' },
    duty_phone: { type: 'text', help: 'duty phone' },
    is_active: { type: 'boolean', help: 'true when left out' },
    is_public: { type: 'boolean', help: 'name, role and duty phone may stand on the contact card and the public page; false when left out' },
  },
  statements: [sqlFile(import.meta.url, './people.sql')],
  layers: [],
};

export const responsibilities: ImportKind = {
  name: 'responsibilities',
  help: 'who answers for which grid 五包',
  table: 'responsibilities',
  geometry: 'none',
  missingGeometry: 'keep',
  overwrites: true,
  code: { compose: ({ grid, tier, person }) => `${grid} ${tier} ${person}` },
  columns: {
    grid: { type: 'text', required: true, references: 'grids', help: 'code of the grid' },
    tier: {
      type: 'integer',
      required: true,
      values: ['1', '2', '3', '4', '5'],
      help: '1 leader, 2 subdistrict cadre, 3 secretary, 4 grid worker, 5 line department',
    },
    person: { type: 'text', required: true, references: 'people', help: 'staff number' },
    unit: { type: 'text', references: 'units', help: 'code of the unit' },
    role: { type: 'text', help: 'owner (default), chief 路长 …' },
    scope_type: {
      type: 'text',
      values: ['line', 'road_section', 'community', 'grid'],
      help: 'what the contract names: line 包专线, road_section 包路段, community 包社区, grid 包网格',
    },
    share: { type: 'number', help: 'part of the duty, above 0 and at most 1, where several divide it' },
    valid_from: { type: 'date', help: 'first day; from the beginning when left out' },
    valid_to: { type: 'date', help: 'first day it holds no more; open when left out' },
  },
  checkRecord: ({ share, valid_from: from, valid_to: to }) => {
    if (typeof share === 'number' && (share <= 0 || share > 1)) return 'share: must be above 0 and at most 1';
    return typeof from === 'string' && typeof to === 'string' && to <= from ? 'valid_to: must be after valid_from' : null;
  },
  statements: [sqlFile(import.meta.url, './responsibilities.sql')],
  layers: [],
};

export const contacts: ImportKind = {
  name: 'contacts',
  help: 'service lines of the contact card 便民联系卡: water, power, city management, insurance …',
  table: 'contacts',
  geometry: 'none',
  missingGeometry: 'keep',
  overwrites: true,
  code: { column: 'code', generated: false },
  columns: {
    code: { type: 'text', required: true, help: 'code' },
    grid: { type: 'text', references: 'grids', help: 'code of the grid it holds for, with all below it; the whole district when left out' },
    service: { type: 'text', required: true, help: 'name of the service as the card prints it; a nearer line of the same name takes its place' },
    service_en: { type: 'text', help: 'the same in English' },
    office: { type: 'text', help: 'office or company' },
    head_name: { type: 'text', help: 'who heads it' },
    phone: { type: 'text', required: true, help: 'phone on duty, never a private one' },
    sort_order: { type: 'integer', help: 'order on the card; 100 when left out' },
    is_public: { type: 'boolean', help: 'true when left out' },
  },
  statements: [sqlFile(import.meta.url, './contacts.sql')],
  layers: [],
};
