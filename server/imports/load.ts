import type { Knex } from 'knex';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import { assignPaths, assignRows } from '../grids/assign-paths.ts';
import { TILE_LAYERS, type TileLayer } from '../tiles/contract.ts';
import { bumpLayer } from '../tiles/revisions.ts';
import { bindingsOf, checkExisting, checkParentShares, checkPaths, checkReferences, findParents, placePoints, repairAreas } from './checks.ts';
import type { ImportReport, ImportRequest } from './contract.ts';
import { checkMetricSridChange, ensureMetricSrid, setDistrictTime } from './district.ts';
import { Findings } from './findings.ts';
import { checkGeometryTypes, checkPlaces, convertGeometries } from './geometries.ts';
import { KINDS } from './kinds/index.ts';
import type { ImportKind } from './kinds/kind.ts';
import { mappedByName, mapRecords, unusedFields } from './records.ts';
import { ImportRefusal } from './refusal.ts';
import { type ImportFile, readSource, type Source } from './source.ts';
import { queries, type Staging, stageRows } from './staging.ts';

/** Any number will do; with the district's name beside it, districts do not wait for each other. */
const IMPORT_LOCK = 471_183;

/**
 * Loads files into one table, all or nothing, inside the transaction given. The report names every row that was not simply taken.
 * @throws ImportRefusal when the request is wrong, or rows are refused and the request does not skip them; roll the transaction back then, and write
 * the refusal down with recordRefusal in a new one.
 */
export async function loadImport(db: Knex.Transaction, files: ImportFile[], asked: ImportRequest): Promise<ImportReport> {
  const started = performance.now();
  const kind = KINDS[asked.kind];
  const worded = kind.defaultMap !== undefined && Object.keys(asked.map).length === 0 ? { ...asked, map: kind.defaultMap } : asked;
  checkLevel(kind, worded);
  const findings = new Findings();
  const source = await readSource(files, worded, findings);
  const request = mappedByName(worded, kind, source);
  const read = mapRecords(source, kind, request, findings);
  // The rows hold all that is taken of them; of a large file they would stay beside it as half as much again.
  source.records.length = 0;
  if (kind.geometry !== 'none') convertGeometries(read, request, source.declaredCrs, findings);
  checkGeometryTypes(read, kind, findings);

  // Two imports at once would each recount the tallies without the other's rows, and both write the same tally rows.
  await db.raw(`select pg_advisory_xact_lock(?, hashtext(current_schema()))`, [IMPORT_LOCK]);
  const [{ id: importId }] = await db('imports').insert({ kind: kind.name, file_names: files.map(({ name }) => name), options: JSON.stringify(request) }, [
    'id',
  ]);
  await setDistrictTime(db);
  await checkMetricSridChange(db, read, kind);
  const metricSrid = kind.geometry === 'none' ? 0 : await ensureMetricSrid(db, read, request);
  if (kind.geometry !== 'none') await checkPlaces(db, read, kind, findings);
  await checkReferences(db, read, kind, findings);
  await checkExisting(db, read, kind, request, findings);
  await kind.checkRows?.(db, read, request, findings);

  const staging: Staging = { importId, metricSrid, level: request.level ?? null, rows: read.filter((row) => !findings.isRefused(row)) };
  await stageRows(db, staging);
  await prepareStaged(db, staging, kind, findings);
  const summary = { importId, kind, files, source, request, findings, started };
  if (findings.counts().refused > 0 && !request.skipRefused) throw refusal(reportOf('refused', summary));
  await dropRefused(db, staging, findings);
  const touched = new Set(await touchedGrids(db, staging, kind));
  await addWorks(db, staging, kind, -1);
  await insertStaged(db, staging, kind, request);
  for (const id of await touchedGrids(db, staging, kind)) touched.add(id);
  await followUp(db, staging, kind, findings, [...touched]);
  const report = reportOf(request.dryRun ? 'dry_run' : 'loaded', summary);
  await db('import_staging').where({ import_id: importId }).delete();
  await writeReport(db, importId, report);
  return report;
}

function checkLevel(kind: ImportKind, request: ImportRequest): void {
  if (kind.name === 'grids' && request.level === undefined) throw new ImportRefusal('Grids need their level: add --level 1 (district) … 5 (micro-grid).');
  if (kind.name !== 'grids' && request.level !== undefined) throw new ImportRefusal(`${kind.name} have no level. Leave --level out.`);
}

async function prepareStaged(db: Database, staging: Staging, kind: ImportKind, findings: Findings): Promise<void> {
  if (kind.geometry === 'none') return;
  await repairAreas(db, staging, kind, findings);
  await placePoints(db, staging, kind, findings);
  if (kind.geometry === 'polygon' || kind.geometry === 'line') await queries.makeMulti(db, bindingsOf(staging));
  if (kind.name === 'grids') await findParents(db, staging, findings);
}

async function dropRefused(db: Database, staging: Staging, findings: Findings): Promise<void> {
  const refused = staging.rows.flatMap((row, index) => (findings.isRefused(row) ? [index] : []));
  if (refused.length > 0) await db('import_staging').where({ import_id: staging.importId }).whereRaw('row_index = any (?::integer[])', [refused]).delete();
}

async function insertStaged(db: Database, staging: Staging, kind: ImportKind, request: ImportRequest): Promise<void> {
  // Without statistics on rows this transaction wrote, joins with staging are planned as if it were empty.
  await db.raw('analyze import_staging');
  if (request.replace && kind.table === 'base_features') await db('base_features').where({ layer: kind.name }).delete();
  for (const statement of kind.statements) await statement(db, { ...bindingsOf(staging), layer: kind.name });
}

/** What alleys serve and lead to follows from these. */
const FACTS_OF_ALLEYS = ['alleys', 'households', 'roads', 'grids'];
/** Whom projects benefit, and in which grids they lie. */
const FACTS_OF_PROJECTS = ['alleys', 'households', 'buildings', 'grids'];

/** Valid grids that staged ones are, and those they lie under: asked before and after, because a grid may move to another parent. */
async function touchedGrids(db: Database, { importId }: Staging, kind: ImportKind): Promise<number[]> {
  if (kind.name !== 'grids') return [];
  const rows: { id: number; parent_id: number | null }[] = await db('grids as g')
    .join('import_staging as s', 's.code', 'g.code')
    .where('s.import_id', importId)
    .whereNull('g.valid_to')
    .select('g.id', 'g.parent_id');
  return rows.flatMap(({ id, parent_id }) => (parent_id === null ? [id] : [id, parent_id]));
}

/** Rows that an import has written, in order. */
async function writtenRows(db: Database, { importId }: Staging, { table }: ImportKind): Promise<number[]> {
  const rows: { id: number }[] = await db(`${table} as t`)
    .join('import_staging as s', 's.code', 't.code')
    .where('s.import_id', importId)
    .orderBy('t.id')
    .select('t.id');
  return rows.map(({ id }) => id);
}

/** Takes what the works of these rows amount to out of the totals before they are written, and adds it after: all others stay as they are. */
async function addWorks(db: Database, { importId }: Staging, kind: ImportKind, sign: 1 | -1): Promise<void> {
  if (kind.name !== 'works' && kind.name !== 'work_types') return;
  const rows: { id: number }[] = await db('works as w')
    .join('import_staging as s', 's.code', kind.name === 'works' ? 'w.code' : 'w.work_type')
    .where('s.import_id', importId)
    .orderBy('w.id')
    .forUpdate('w')
    .select('w.id');
  if (rows.length > 0) await db.raw('select tally_works(?::bigint[], ?)', [rows.map(({ id }) => id), sign]);
}

/** What depends on the rows: paths, coverage, tallies, tiles. @param grids the valid grids whose ground, or whose children, are others now */
async function followUp(db: Database, staging: Staging, kind: ImportKind, findings: Findings, grids: readonly number[]): Promise<void> {
  if (kind.name === 'grids') {
    await checkParentShares(db, staging, findings);
    await assignPaths(db, { grids });
  }
  if (kind.paths !== undefined) await assignRows(db, kind.paths, await writtenRows(db, staging, kind));
  await checkPaths(db, staging, kind, findings);
  if (FACTS_OF_ALLEYS.includes(kind.name)) await db.raw('select refresh_alley_facts()');
  if (FACTS_OF_PROJECTS.includes(kind.name)) await db.raw('select refresh_project_facts()');
  if (kind.counts === 'coverage')
    await db.raw(`select refresh_household_coverage(id) from campaigns where status = 'open' or id in (select campaign_id from visits)`);
  await addWorks(db, staging, kind, 1);
  if (kind.counts !== undefined) await db.raw('select recount_tallies(array[?]::text[])', [kind.counts]);
  for (const layer of changedLayers(staging, kind)) await bumpLayer(db, layer, null);
}

function changedLayers(staging: Staging, kind: ImportKind): readonly TileLayer[] {
  return kind.name === 'grids' ? TILE_LAYERS.filter((layer) => layer === `grids-${staging.level}`) : kind.layers;
}

interface Summary {
  importId: number;
  kind: ImportKind;
  files: ImportFile[];
  source: Source;
  request: ImportRequest;
  findings: Findings;
  started: number;
}

function reportOf(status: ImportReport['status'], { importId, kind, files, source, request, findings, started }: Summary): ImportReport {
  const counts = findings.counts();
  const unused = unusedFields(source, kind, request);
  return {
    importId: status === 'loaded' ? importId : null,
    kind: kind.name,
    fileNames: files.map(({ name }) => name),
    status,
    read: source.read,
    filtered: source.filtered,
    taken: source.kept - counts.refused,
    ...counts,
    byReason: findings.byReason(),
    findings: findings.list,
    notes: [...source.notes, ...(unused.length > 0 ? [`Fields nothing used: ${unused.join(', ')}. Keep them with --keep FIELD or --keep '*'.`] : [])],
    milliseconds: Math.round(performance.now() - started),
  };
}

function refusal(report: ImportReport): ImportRefusal {
  const reasons = report.byReason.filter(({ outcome }) => outcome === 'refused').map(({ reason, rows }) => `${reason} ${rows}`);
  return new ImportRefusal(
    `${report.refused} of ${report.read} rows are refused (${reasons.join(', ')}); nothing was loaded. Correct them, or load the others with --skip-refused.`,
    { ...report, taken: 0 },
  );
}

/** Writes totals and row findings of an import; importId names its row in `imports`. */
async function writeReport(db: Database, importId: number, report: ImportReport): Promise<void> {
  await bulkInsert(db, 'import_rows', report.findings.length, {
    import_id: { type: 'int8', values: () => importId },
    file_name: { type: 'text', values: report.findings.map(({ fileName }) => fileName) },
    row_number: { type: 'int4', values: report.findings.map(({ rowNumber }) => rowNumber) },
    outcome: { type: 'text', values: report.findings.map(({ outcome }) => outcome) },
    reason: { type: 'text', values: report.findings.map(({ reason }) => reason) },
    remedy: { type: 'text', values: report.findings.map(({ remedy }) => remedy) },
    detail: { type: 'jsonb', values: report.findings.map(({ detail }) => detail) },
  });
  await db('imports')
    .where({ id: importId })
    .update({
      status: report.status === 'refused' ? 'refused' : 'loaded',
      rows_read: report.read,
      rows_taken: report.taken,
      rows_repaired: report.repaired,
      rows_asked: report.asked,
      rows_refused: report.refused,
      finished_at: db.fn.now(),
    });
}

/** Keeps the report of an import that was rolled back, in a transaction of its own. */
export async function recordRefusal(db: Database, request: ImportRequest, report: ImportReport): Promise<void> {
  const [{ id }] = await db('imports').insert({ kind: request.kind, file_names: report.fileNames, options: JSON.stringify(request) }, ['id']);
  await writeReport(db, id, report);
}
