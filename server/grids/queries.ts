import { sqlFile } from '../db/sql.ts';
import type { GridCheckFinding, GridRef, GridSummary } from './contract.ts';

/** A page of grids; every filter may be null. */
export const gridSummaries = sqlFile<GridSummary & { validFrom: string }>(import.meta.url, './grid-summaries.sql');
export const dedicatedOver = sqlFile<GridRef>(import.meta.url, './dedicated-over.sql');
export const gridFeature = sqlFile<{ feature: string }>(import.meta.url, './grid-feature.sql');
/** One row more than findings: the last has only `checked`. */
export const gridChecks = sqlFile<GridCheckFinding & { checked: number }>(import.meta.url, './grid-checks.sql');

/** gridSummaries without a filter. */
export const ANY_GRID = {
  code: null,
  parent_code: null,
  level: null,
  kind: null,
  q: null,
  q_pattern: null,
  west: null,
  south: null,
  east: null,
  north: null,
  after_path: '',
  limit: null,
};
