import { sqlFile } from '../../db/sql.ts';
import type { ImportKind } from './kind.ts';

export const grids: ImportKind = {
  name: 'grids',
  help: 'polygons of one level of the tree (--level 1…5), parents before children',
  table: 'grids',
  geometry: 'polygon',
  missingGeometry: 'keep',
  code: { column: 'code', generated: false },
  columns: {
    code: { type: 'text', required: true, help: 'code, unique among all valid grids; no slash' },
    name: { type: 'text', required: true, help: 'name' },
    parent: { type: 'text', help: 'code of the grid one level up; found by largest shared area when left out' },
    short_name: { type: 'text', help: 'name for narrow places' },
    kind: { type: 'text', values: ['basic', 'dedicated', 'unit_management'], help: 'basic (default), dedicated 专属网格, unit_management 单元网格' },
    valid_from: { type: 'date', help: 'first day it holds; today when left out' },
  },
  statements: [sqlFile(import.meta.url, './grids.sql'), sqlFile(import.meta.url, './grid-paths.sql')],
  layers: [],
  counts: 'coverage',
};
