import type { Geometry } from 'geojson';
import { searchTerms } from '../../geodata/search-terms.ts';
import type { ImportRequest } from './contract.ts';
import { BY_NAME, type CompiledExpression, compileExpression, requireField } from './expressions.ts';
import type { Findings, RowPlace } from './findings.ts';
import type { ImportKind, KindColumn } from './kinds/kind.ts';
import { ImportRefusal } from './refusal.ts';
import type { Source, SourceRecord } from './source.ts';
import { readValue } from './values.ts';

/** A row as it goes into import_staging: target columns by name, unset ones absent. */
export interface StagedRow extends RowPlace {
  code: string | null;
  record: Record<string, unknown>;
  geometry: Geometry | null;
  flags: string[];
}

/**
 * Source rows to target columns. A row with a wrong or missing value is refused with the reason; the others are returned.
 * @throws ImportRefusal for what is wrong with the request itself: unknown columns or fields.
 */
export function mapRecords(source: Source, kind: ImportKind, request: ImportRequest, findings: Findings): StagedRow[] {
  const empties = new Set(['', ...request.nulls]);
  const isEmpty = (value: unknown) => value === null || value === undefined || (typeof value === 'string' && empties.has(value.trim()));
  checkTargets(kind, request);
  const expressions = new Map(Object.entries(request.map).map(([column, text]) => [column, compileExpression(text, source.known, isEmpty)]));
  for (const field of request.keep) if (field !== '*') requireField(field, source.known);
  const kept = keptFields(source, request, expressions);
  const rows = source.records
    .filter((record) => !findings.isRefused(record))
    .map((record) => mapOne(record, { kind, request, expressions, kept, findings, isEmpty }))
    .filter((row): row is StagedRow => row !== null);
  checkCodes(rows, kind, request, findings);
  return rows.filter((row) => !findings.isRefused(row));
}

/** `--map '*'`: columns that nothing else fills take the field of their own name, as files of ours are written (width_m) or sent (widthM). */
export function mappedByName(request: ImportRequest, kind: ImportKind, { known }: Pick<Source, 'known'>): ImportRequest {
  const { [BY_NAME]: byName, ...map } = request.map;
  if (byName === undefined) return request;
  for (const column of Object.keys(kind.columns)) {
    const field = [column, column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())].find((name) => known.has(name));
    if (field !== undefined && !(column in map) && !(column in request.set)) map[column] = field;
  }
  return { ...request, map };
}

/** Source fields that nothing takes, not even the position of the row: told, so that nothing is lost unseen. */
export function unusedFields(
  { known, placeFields }: Pick<Source, 'known' | 'placeFields'>,
  { geometry }: Pick<ImportKind, 'geometry'>,
  request: ImportRequest,
): string[] {
  if (request.keep.includes('*')) return [];
  const used = new Set([...request.keep, ...request.where.map(({ field }) => field), ...(geometry === 'none' ? [] : placeFields)]);
  for (const text of Object.values(request.map))
    for (const match of text.includes('{') ? text.matchAll(/\{([^{}:]+)/g) : [[text, text]]) used.add(match[1] ?? '');
  return [...known].filter((field) => !used.has(field) && !field.startsWith('$'));
}

function checkTargets(kind: ImportKind, request: ImportRequest): void {
  for (const column of [...Object.keys(request.map), ...Object.keys(request.set), ...Object.keys(request.translate)])
    if (!(column in kind.columns))
      throw new ImportRefusal(`${kind.name} have no column “${column}”. Their columns: ${Object.keys(kind.columns).join(', ')}. See --help ${kind.name}.`);
  const missing = Object.entries(kind.columns).filter(([column, { required }]) => required && !(column in request.map) && !(column in request.set));
  if (missing.length > 0)
    throw new ImportRefusal(
      `${kind.name} need ${missing.map(([column]) => column).join(', ')}. Name the field with --map COLUMN=FIELD (--map '*': fields of the same name), or one value with --set COLUMN=VALUE.`,
    );
}

function keptFields(source: Source, request: ImportRequest, expressions: Map<string, CompiledExpression>): string[] {
  if (!request.keep.includes('*')) return request.keep;
  const used = new Set([...expressions.values()].flatMap(({ fields }) => fields));
  return [...source.known].filter((field) => !field.startsWith('$') && !used.has(field));
}

interface Mapping {
  kind: ImportKind;
  request: ImportRequest;
  expressions: Map<string, CompiledExpression>;
  kept: string[];
  findings: Findings;
  isEmpty: (value: unknown) => boolean;
}

function mapOne(source: SourceRecord, mapping: Mapping): StagedRow | null {
  const { kind, request, expressions, kept, findings, isEmpty } = mapping;
  const record: Record<string, unknown> = {};
  let refused = false;
  const refuse = (reason: 'value_missing' | 'value_wrong' | 'value_not_listed', detail: Record<string, unknown>) => {
    findings.add(source, 'refused', reason, detail);
    refused = true;
  };
  for (const [name, column] of Object.entries(kind.columns)) {
    let raw = expressions.get(name)?.read(source.fields) ?? request.set[name] ?? null;
    const translation = request.translate[name];
    if (translation !== undefined && expressions.has(name)) {
      const key = isEmpty(raw) ? '' : String(raw);
      const translated = translation[key] ?? (key === '' ? null : translation['*']);
      if (translated === undefined) {
        refuse('value_not_listed', { column: name, value: key });
        continue;
      }
      raw = translated;
    }
    if (isEmpty(raw)) {
      if (column.required) refuse('value_missing', { column: name });
      continue;
    }
    const wrong = setValue(record, name, column, raw);
    if (wrong !== null) refuse('value_wrong', { column: name, value: raw, why: wrong });
  }
  const wrong = refused ? null : (kind.checkRecord?.(record) ?? null);
  if (wrong !== null) refuse('value_wrong', { why: wrong });
  if (refused) return null;
  const attributes = Object.fromEntries(kept.filter((field) => !isEmpty(source.fields[field])).map((field) => [field, source.fields[field]]));
  const code = codeOf(record, kind, source);
  const terms = { search_terms: searchTerms([record.name, record.short_name, code, record.address, record.compound]) };
  return { ...placeOf(source), code, record: { ...record, ...terms, attributes }, geometry: source.geometry, flags: [] };
}

const placeOf = ({ fileName, rowNumber }: RowPlace): RowPlace => ({ fileName, rowNumber });

/** Sets one column; returns why not, or null. */
function setValue(record: Record<string, unknown>, name: string, column: KindColumn, raw: unknown): string | null {
  const check = readValue(raw, column.type);
  if (!check.valid) return check.reason;
  if (column.values !== undefined && !column.values.includes(String(check.value))) return `is none of ${column.values.join(', ')}`;
  const [least, most] = column.range ?? [];
  if (least !== undefined && Number(check.value) < least) return `is less than ${least}`;
  if (most !== undefined && Number(check.value) > most) return `is more than ${most}`;
  record[name] = check.value;
  return null;
}

function codeOf(record: Record<string, unknown>, { code }: ImportKind, place: RowPlace): string | null {
  if (code === undefined) return null;
  if ('compose' in code) return code.compose(record);
  const given = record[code.column];
  if (given !== undefined) return String(given);
  return code.generated ? `${place.fileName.replace(/\.[^.]*$/, '')}-${place.rowNumber}` : null;
}

/** A code names one row: later ones are numbered or, by default, all of them refused, each told of the others. */
function checkCodes(rows: StagedRow[], kind: ImportKind, request: ImportRequest, findings: Findings): void {
  const byCode = new Map<string, StagedRow[]>();
  for (const row of rows) {
    if (row.code === null) continue;
    if (kind.table === 'grids' && row.code.includes('/')) findings.add(row, 'refused', 'value_wrong', { column: 'code', value: row.code, why: 'has a slash' });
    const group = byCode.get(row.code);
    if (group === undefined) byCode.set(row.code, [row]);
    else group.push(row);
  }
  for (const [code, group] of byCode) {
    if (group.length === 1) continue;
    if (request.duplicates === 'number') numberCodes(code, group, byCode, findings);
    else
      for (const row of group) findings.add(row, 'refused', 'code_twice', { code, rows: group.map(({ fileName, rowNumber }) => `${fileName}:${rowNumber}`) });
  }
}

function numberCodes(code: string, group: StagedRow[], taken: ReadonlyMap<string, unknown>, findings: Findings): void {
  let number = 1;
  for (const row of group.slice(1)) {
    do number += 1;
    while (taken.has(`${code}-${number}`));
    row.code = `${code}-${number}`;
    findings.add(row, 'asked', 'numbered_code', { code, numbered: row.code, first: `${group[0]?.fileName}:${group[0]?.rowNumber}` });
  }
}
