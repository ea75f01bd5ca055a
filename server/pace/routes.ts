import { type Response, Router } from 'express';
import { childrenOf } from '../coverage/rollup.ts';
import type { Database } from '../db/sql.ts';
import { findGrid } from '../grids/grid-ref.ts';
import { roundAsked } from '../history/day.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { readSettings } from '../settings/queries.ts';
import { PaceColumn, type PaceTree, paceRoutes } from './contract.ts';
import { csvFile, xlsxFile } from './files.ts';
import { type Frame, type PaceRow, paceRows } from './pace.ts';
import { type FileChoice, type FileTable, fileTable } from './table.ts';

export function paceRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, paceRoutes.grid, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const grid = await findGrid(db, params.code);
      const { campaign, past } = await roundAsked(db, query, now);
      const children = await childrenOf(db, grid);
      const ids = [grid.id, ...children.map(({ id }) => id)];
      const { frame, seq, rows } = await paceRows(db, campaign.id, query.kind, { grid, ids }, now, past);
      const answers = rows.map(({ grid: own, figures, pace }) => ({ grid: own, coverage: figures, pace }));
      const own = answers.find((row) => row.grid.id === grid.id);
      if (own === undefined) throw problems.gridNotFound(params.code);
      return {
        ...frame,
        asOf: past?.lastMoment ?? now,
        seq,
        grid,
        own: { coverage: own.coverage, pace: own.pace },
        children: answers.filter((row) => row !== own),
      };
    }),
  );

  mount(router, paceRoutes.tree, deps, async ({ query, transact, now, response }) => {
    const { f = 'json', kind, of, lang } = query;
    const answer = await transact(async (db) => {
      const { campaign, past } = await roundAsked(db, query, now);
      const path = query.grid === undefined ? null : (await findGrid(db, query.grid)).path;
      const read = await paceRows(db, campaign.id, kind, { path }, now, past);
      return f === 'json'
        ? { ...read, asOf: past?.lastMoment ?? now, table: null }
        : {
            ...read,
            asOf: now,
            table: await tableOf(db, read.rows, read.frame, { columns: PaceColumn.options, of, kind, lang, shown: '' }, past?.lastMoment ?? now),
          };
    });
    if (answer.table === null || f === 'json') return { ...answer.frame, asOf: answer.asOf, seq: answer.seq, kind: kind ?? null, ...columnsOf(answer.rows) };
    await sendFile(response, answer.table, f, answer.frame);
    return undefined;
  });

  mount(router, paceRoutes.file, deps, async ({ query: { f }, body, transact, now, response }) => {
    const { frame, table } = await transact(async (db) => {
      const { campaign, past } = await roundAsked(db, body, now);
      const { frame, rows } = await paceRows(db, campaign.id, body.kind, { path: null }, now, past);
      const byCode = new Map(rows.map((row) => [row.grid.code, row]));
      const shown = body.grids.map((code, index) => {
        const row = byCode.get(code);
        if (row === undefined)
          throw problems.invalidBody([{ pointer: `/grids/${index}`, detail: `No basic grid has the code “${code}”. Load the page again.` }]);
        return row;
      });
      return { frame, table: await tableOf(db, shown, frame, body, past?.lastMoment ?? now) };
    });
    await sendFile(response, table, f, frame);
    return undefined;
  });
  return router;
}

async function tableOf(db: Database, rows: PaceRow[], frame: Frame, choice: Omit<FileChoice, 'levelNames'>, now: Date): Promise<FileTable> {
  const { level_labels: labels, time_zone: timeZone } = await readSettings(db);
  const asOf = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(now);
  return fileTable(rows, frame, { ...choice, levelNames: labels.map((label) => label[choice.lang]) }, asOf);
}

async function sendFile(response: Response, table: FileTable, f: 'csv' | 'xlsx', { campaign, today }: Frame): Promise<void> {
  response.attachment(`coverage-${campaign.code}-${today}.${f}`);
  if (f === 'csv') response.type('text/csv').send(csvFile(table));
  else response.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(await xlsxFile(table));
}

type Columns = Omit<PaceTree, keyof Frame | 'asOf' | 'seq' | 'kind'>;
/** Rows in order of the path as columns. */
function columnsOf(rows: readonly PaceRow[]): Columns {
  const places = new Map(rows.map(({ grid }, index) => [grid.path, index]));
  const column = <Value>(of: (row: PaceRow) => Value): Value[] => rows.map(of);
  return {
    id: column(({ grid }) => grid.id),
    code: column(({ grid }) => grid.code),
    name: column(({ grid }) => grid.name),
    level: column(({ grid }) => grid.level),
    parent: column(({ grid }) => places.get(grid.path.slice(0, Math.max(0, grid.path.lastIndexOf('/')))) ?? -1),
    untried: column(({ figures }) => figures.untried),
    tried: column(({ figures }) => figures.tried),
    appointment: column(({ figures }) => figures.appointment),
    covered: column(({ figures }) => figures.covered),
    exemptPending: column(({ figures }) => figures.exemptPending),
    exempt: column(({ figures }) => figures.exempt),
    uncovered: column(({ figures }) => figures.uncovered),
    total: column(({ figures }) => figures.denominators.all.count),
    reachable: column(({ figures }) => figures.denominators.reachable.count),
    frozen: column(({ figures }) => figures.denominators.frozen.count),
    frozenCovered: column(({ figures }) => figures.denominators.frozen.covered),
    visitsToday: column(({ pace }) => pace.visits.at(-1) ?? 0),
    coveredToday: column(({ pace }) => pace.covered.at(-1) ?? 0),
    series: column(({ pace }) => pace.covered),
    windowVisits: column(({ pace }) => pace.windowVisits),
    windowCovered: column(({ pace }) => pace.windowCovered),
    workerDays: column(({ pace }) => pace.workerDays),
    visitsPerWorkerDay: column(({ pace }) => pace.visitsPerWorkerDay),
    perWorkingDay: column(({ pace }) => pace.perWorkingDay),
    forecast: column(({ pace }) => pace.forecast.state),
    finish: column(({ pace }) => pace.forecast.finish),
    earliest: column(({ pace }) => pace.forecast.earliest),
    latest: column(({ pace }) => pace.forecast.latest),
    neededPerWorkingDay: column(({ pace }) => pace.neededPerWorkingDay),
    lastVisitOn: column(({ pace }) => pace.lastVisitOn),
    isStalled: column(({ pace }) => pace.isStalled),
  };
}
