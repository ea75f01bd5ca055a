import { CHECK_UNITS, measureOf } from '../../../geodata/standards/findings.ts';
import { MEASURES, STANDARDS } from '../../../geodata/standards/standards.ts';
import { type Database, sqlFile } from '../../db/sql.ts';
import type { Findings } from '../findings.ts';
import type { StagedRow } from '../records.ts';
import type { ImportKind } from './kind.ts';

/** What the rows of one version say of the list itself, and a row of its line. */
const OF_LIST = ['list_name', 'list_name_en', 'source', 'valid_from'] as const;
const OF_LINE = ['standard', 'kind', 'measure', 'points', 'unit', 'name', 'name_en', 'sort_order'] as const;
/** A need of 100 is as bad as it gets. */
const MOST_POINTS = 100;

/** In the columns of an import. */
type StoredLine = Record<string, unknown> & { code: string };
const storedLines = sqlFile<StoredLine>(import.meta.url, './checklist-lines.sql');

/** Versions of the checklists alleys are surveyed by. Surveys stand on them, so a version that is there never changes: a new one is other rows. */
export const checklists: ImportKind = {
  name: 'checklists',
  help: 'versions of the checklists alleys are surveyed by, a row a line; a version that is there never changes',
  table: 'survey_checklist_items',
  geometry: 'none',
  missingGeometry: 'keep',
  code: { compose: ({ checklist_code, checklist_version, code }) => `${checklist_code} ${checklist_version} ${code}` },
  columns: {
    checklist_code: { type: 'text', required: true, help: 'code of the list; five is the one surveys begin with' },
    checklist_version: { type: 'integer', required: true, range: [1, 9999], help: 'version; surveys made by another version keep it' },
    list_name: { type: 'text', required: true, help: 'Chinese name of the list' },
    list_name_en: { type: 'text', required: true, help: 'English name of the list' },
    source: { type: 'text', required: true, help: 'where the list comes from' },
    valid_from: { type: 'date', required: true, help: 'first day it is surveyed by' },
    code: { type: 'text', required: true, help: 'code of the line in its list' },
    standard: { type: 'text', required: true, values: STANDARDS, help: STANDARDS.join(', ') },
    kind: { type: 'text', required: true, values: ['measure', 'check'], help: 'measure (a value) or check (found or not)' },
    measure: { type: 'text', values: MEASURES.map(({ code }) => code), help: `of a measure: ${MEASURES.map(({ code }) => code).join(', ')}` },
    points: { type: 'integer', range: [1, MOST_POINTS], help: 'of a check: points it costs when found; 100 at most for all checks of a standard' },
    unit: {
      type: 'text',
      values: Object.keys(CHECK_UNITS),
      help: `of a check: what it may be measured in beside found or not: ${Object.keys(CHECK_UNITS).join(', ')}`,
    },
    name: { type: 'text', required: true, help: 'Chinese name of the line' },
    name_en: { type: 'text', required: true, help: 'English name of the line' },
    sort_order: { type: 'integer', range: [1, 32_767], help: 'place in the list; the order of the rows when left out' },
  },
  checkRecord: ({ kind, measure, points, unit, standard }) => {
    if (kind === 'check') return measure !== undefined ? 'a check has no measure' : points === undefined ? 'a check needs its points' : null;
    if (measure === undefined) return 'a measure needs to say which: column measure';
    if (points !== undefined) return 'a measure costs no points: its published breakpoints say the need';
    if (unit !== undefined) return 'a measure has its own unit: leave the column empty';
    const own = measureOf({ measure: String(measure) })?.standard;
    return own === standard ? null : `${measure} is a measure of ${own}`;
  },
  checkRows: async (db, rows, { skipRefused }, findings) => {
    for (const list of byList(rows)) {
      for (const [index, { record }] of list.entries()) record.sort_order ??= index + 1;
      checkList(list, findings);
      await checkStored(db, list, findings);
    }
    // A version without the lines that were refused could never be completed.
    if (skipRefused && findings.counts().refused > 0) for (const row of rows) if (!findings.isRefused(row)) findings.add(row, 'refused', 'list_torn');
  },
  statements: [sqlFile(import.meta.url, './checklists.sql'), sqlFile(import.meta.url, './checklist-items.sql')],
  layers: [],
};

function byList(rows: readonly StagedRow[]): StagedRow[][] {
  const lists = new Map<string, StagedRow[]>();
  for (const row of rows) {
    const key = `${row.record.checklist_code} ${row.record.checklist_version}`;
    lists.set(key, [...(lists.get(key) ?? []), row]);
  }
  return [...lists.values()];
}

const differing = (columns: readonly string[], one: Record<string, unknown>, other: Record<string, unknown>): string[] =>
  columns.filter((column) => (one[column] ?? null) !== (other[column] ?? null));

function checkList(list: readonly StagedRow[], findings: Findings): void {
  const [first] = list;
  const seen = new Set<unknown>();
  const points = new Map<unknown, number>();
  for (const row of list) {
    const { code, standard, points: own } = row.record;
    const other = differing(OF_LIST, first?.record ?? {}, row.record);
    if (other.length > 0) findings.add(row, 'refused', 'list_disagrees', { columns: other, first: `${first?.fileName}:${first?.rowNumber}` });
    // --duplicates number gives rows other codes; lines have theirs.
    if (seen.has(code)) findings.add(row, 'refused', 'code_twice', { code });
    seen.add(code);
    const sum = (points.get(standard) ?? 0) + Number(own ?? 0);
    points.set(standard, sum);
    if (sum > MOST_POINTS) findings.add(row, 'refused', 'too_many_points', { standard, points: sum });
  }
}

/** The same version again changes nothing; with other lines it is another version. */
async function checkStored(db: Database, list: readonly StagedRow[], findings: Findings): Promise<void> {
  const { checklist_code, checklist_version } = list[0]?.record ?? {};
  const stored = await storedLines(db, { checklist_code, checklist_version });
  if (stored.length === 0) return;
  const codes = new Set(list.map(({ record }) => record.code));
  const gone = stored.filter(({ code }) => !codes.has(code)).map(({ code }) => code);
  for (const [index, row] of list.entries()) {
    const line = stored.find(({ code }) => code === row.record.code);
    const columns = line === undefined ? ['code'] : differing([...OF_LIST, ...OF_LINE], line, row.record);
    if (columns.length > 0) findings.add(row, 'refused', 'version_fixed', { list: checklist_code, version: checklist_version, columns });
    else if (index === 0 && gone.length > 0) findings.add(row, 'refused', 'version_fixed', { list: checklist_code, version: checklist_version, missing: gone });
  }
}
