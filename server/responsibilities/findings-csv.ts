import { stringify } from 'csv-stringify/sync';
import type { ResponsibilityFinding } from './contract.ts';

const COLUMNS = ['kind', 'tier', 'gridCode', 'gridName', 'gridLevel', 'gridKind', 'gridPath', 'people'];

/** Findings for Excel: BOM, Windows line ends, nothing a spreadsheet takes for a formula. */
export function findingsCsv(findings: readonly ResponsibilityFinding[]): string {
  const rows = findings.map(({ kind, tier, grid, people }) => ({
    kind,
    tier,
    gridCode: grid.code,
    gridName: grid.name,
    gridLevel: grid.level,
    gridKind: grid.kind,
    gridPath: grid.path,
    people: people.map(({ name, unitName, until }) => [name, unitName, until].filter((part) => part !== null).join(' ')).join('; '),
  }));
  return stringify(rows, { bom: true, header: true, columns: COLUMNS, escape_formulas: true, record_delimiter: 'windows' });
}
