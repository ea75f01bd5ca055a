import { sqlFile } from '../db/sql.ts';
import type { WorkTotal } from './contract.ts';

/** Completed works of a scope (findScope) by type and unit. */
export const workTotals = sqlFile<WorkTotal>(import.meta.url, './work-totals.sql');
