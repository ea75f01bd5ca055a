import { expect, test } from 'vitest';
import { parseCommand } from './arguments.ts';
import type { ImportRequest } from './contract.ts';
import { compileExpression, compileWhere } from './expressions.ts';
import { Findings } from './findings.ts';
import { helpText } from './help.ts';
import { KINDS } from './kinds/index.ts';
import { RECIPES } from './recipes/index.ts';
import { mappedByName, unusedFields } from './records.ts';
import { readSource } from './source.ts';
import { readValue } from './values.ts';

const known = new Set(['STREET', 'NUMBER', 'CODE', '$geometry']);
const isEmpty = (value: unknown) => value === null || value === undefined || value === '';
const read = (text: string, row: Record<string, unknown>) => compileExpression(text, known, isEmpty).read(row);

test('a field, a template, a prefix; a template of empty fields is no value', () => {
  expect(read('CODE', { CODE: 7 })).toBe(7);
  expect(read('{STREET} {NUMBER}号', { STREET: '福州路', NUMBER: 20 })).toBe('福州路 20号');
  expect(read('{CODE:6}', { CODE: '411626001002' })).toBe('411626');
  expect(read('{STREET}{NUMBER}号', { STREET: '', NUMBER: null })).toBeNull();
});

test('a field the files do not have is refused with those they have', () => {
  expect(() => read('STRET', {})).toThrow(/“STRET”.*STREET, NUMBER, CODE/);
  expect(() => compileWhere([{ field: 'x', operator: '=', value: '' }], known)).toThrow(/“x”/);
});

test.each([
  ['=', 'alley', [true, false, false]],
  ['!=', 'alley', [false, true, true]],
  ['~', '^(alley|road)$', [true, true, false]],
  ['!~', 'a', [false, false, true]],
] as const)('where STREET %s %s', (operator, value, expected) => {
  const passes = compileWhere([{ field: 'STREET', operator, value }], known);
  expect([{ STREET: 'alley' }, { STREET: 'road' }, {}].map(passes)).toEqual(expected);
});

test.each([
  ['integer', '1,200', 1200],
  ['number', ' 3.5 ', 3.5],
  ['boolean', '是', true],
  ['boolean', 'no', false],
  ['date', '2026/1/5', '2026-01-05'],
  ['date', '2026年11月3日', '2026-11-03'],
  ['date', '2016-08-04T21:54:57.000Z', '2016-08-04'],
  ['timestamp', '2026-11-01 8:30', '2026-11-01 08:30:00'],
  ['timestamp', '2016-08-04T21:54:57.000Z', '2016-08-04 21:54:57Z'],
  ['timestamp', '2026-11-01T08:30:00+08:00', '2026-11-01 08:30:00+08:00'],
  ['timestamp', '2026-11-01', '2026-11-01 00:00:00'],
  ['list', 'a；b、 c', ['a', 'b', 'c']],
  ['json', '{"a":1}', { a: 1 }],
] as const)('%s %s', (type, raw, value) => {
  expect(readValue(raw, type)).toEqual({ valid: true, value });
});

test.each([
  ['integer', '3.5'],
  ['number', '约25000'],
  ['boolean', 'maybe'],
  ['date', '2026-02-30'],
  ['timestamp', '2026-11-01 25:00'],
  ['text', { a: 1 }],
] as const)('%s does not take %j', (type, raw) => {
  expect(readValue(raw, type).valid).toBe(false);
});

test('a row with several findings counts once, by the gravest', () => {
  const findings = new Findings();
  const row = (rowNumber: number) => ({ fileName: 'a', rowNumber });
  findings.add(row(1), 'repaired', 'invalid_polygon');
  findings.add(row(1), 'asked', 'spills_outside_parent');
  findings.add(row(2), 'repaired', 'invalid_polygon');
  findings.add(row(3), 'asked', 'geometry_missing');
  findings.add(row(3), 'refused', 'code_twice');
  expect(findings.counts()).toEqual({ repaired: 1, asked: 1, refused: 1 });
  expect(findings.byReason()[0]).toEqual({ outcome: 'repaired', reason: 'invalid_polygon', rows: 2 });
});

test('the command line becomes a request', () => {
  const args = 'a.geojson --as grids --level 3 --code ID --name NAME --parent UP --crs gcj02 --where LEVEL=3 --translate kind=A:basic,*:dedicated --keep X,Y';
  expect(parseCommand(args.split(' '))).toMatchObject({
    action: 'import',
    files: ['a.geojson'],
    request: {
      kind: 'grids',
      level: 3,
      map: { code: 'ID', name: 'NAME', parent: 'UP' },
      crs: 'gcj02',
      where: [{ field: 'LEVEL', operator: '=', value: '3' }],
      translate: { kind: { A: 'basic', '*': 'dedicated' } },
      keep: ['X', 'Y'],
      duplicates: 'refuse',
      replace: false,
    },
  });
});

test.each([
  ['a.geojson', /--as/],
  ['--as grids', /file/],
  ['a.geojson --as streets', /grids/],
  ['a.geojson --as grids --levl 3', /--levl/],
  ['a.geojson --as grids --level 9', /level/],
  ['a.geojson --as grids --map code', /COLUMN=VALUE/],
  ['--recipe us-dc', /--from/],
])('%s is refused with what is missing', (line, message) => {
  expect(() => parseCommand(line.split(' '))).toThrow(message);
});

test('help names every kind, and every column of a kind', () => {
  for (const name of Object.keys(KINDS)) expect(helpText(null)).toContain(name);
  for (const column of Object.keys(KINDS.issues.columns)) expect(helpText('issues')).toContain(column);
});

test("--map '*' takes fields that are called as columns are, beside what is mapped and set", () => {
  const { request } = parseCommand(['a.csv', '--as', 'alleys', '--map', '*', '--map', 'name=STREET', '--set', 'surface=brick']) as { request: ImportRequest };
  const own = new Set(['code', 'widthM', 'is_dead_end', 'name', 'surface', 'lengthM', '$geometry']);
  expect(mappedByName(request, KINDS.alleys, { known: own }).map).toEqual({ name: 'STREET', code: 'code', width_m: 'widthM', is_dead_end: 'is_dead_end' });
  expect(mappedByName({ ...request, map: {} }, KINDS.alleys, { known: own }).map).toEqual({});
});

test('columns the position was read from are used, where a kind has a position', async () => {
  const { request } = parseCommand(['a.csv', '--as', 'components', '--map', 'code=code']) as { request: ImportRequest };
  const bytes = new TextEncoder().encode('code,lon,lat,colour\nA,114.6,33.6,red\n');
  const source = await readSource([{ name: 'a.csv', bytes }], request, new Findings());
  expect(unusedFields(source, KINDS.components, request)).toEqual(['colour']);
  expect(unusedFields(source, KINDS.people, request)).toEqual(['lon', 'lat', 'colour']);
});

test('help says what each recipe with alleys takes for one', () => {
  const withAlleys = RECIPES.filter(({ steps }) => steps.some(({ request }) => request.kind === 'alleys'));
  expect(withAlleys.map(({ id }) => id)).toEqual(['tw-taipei', 'cn-shanghai-osm', 'us-lafayette-osm']);
  for (const { alleys } of withAlleys) expect(helpText(null)).toContain(`alleys: ${alleys}`);
  expect(withAlleys.every(({ alleys }) => alleys !== undefined)).toBe(true);
});
