import { type Response, Router } from 'express';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Condition } from '../alleys/conditions.ts';
import { ALLEY_STANDARDS } from '../alleys/contract.ts';
import { findCampaign } from '../coverage/campaigns.ts';
import { COVERAGE_STATES } from '../coverage/contract.ts';
import { type Database, type Query, sqlFile } from '../db/sql.ts';
import { findScope, type Scope } from '../grids/grid-ref.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { bboxBindings } from '../http/bbox.ts';
import { DAY_MS } from '../http/clock.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { LATENESS } from '../issues/contract.ts';
import { type Change, ChangeKind, COVERAGE_SERIES, type HistorySubject, historyRoutes, ISSUE_SERIES, WORK_SERIES } from './contract.ts';
import { endOfDay, readFrame } from './day.ts';

/** More points than a screen can show: ask for figures per grid. */
const MOST_HOUSEHOLDS = 50_000;
/** A transaction that began before midnight may commit a little after it. */
const SETTLED_MS = 10 * 60_000;
/** Characters of past series that are kept: a district of 31,000 targets has 1.7 million at level 5. */
const KEPT_CHARACTERS = 64_000_000;

type Body = { body: string | null };
const file = <Row>(name: string): Query<Row> => sqlFile<Row>(import.meta.url, `./${name}.sql`);
const alleyKey = file<{ key: string }>('alley-key');
const pastKey = file<{ key: string }>('past-key');
const series: Record<HistorySubject, Query<Body>> = { coverage: file('coverage-series'), issues: file('issue-series'), works: file('work-series') };
const issueKinds = file<{ kinds: string[] }>('issue-kinds');
const workKinds = file<{ kinds: string[] }>('work-kinds');
const householdHistory = file<Body>('household-history');
const alleyHistory = file<Body>('alley-history');
const issueHistory = file<Body>('issue-history');
const workHistory = file<Body>('work-history');
const changes = file<{ counts: Partial<Record<ChangeKind, number>>; items: Change[] }>('changes');
/** By subject. */
const MEASURES = { coverage: COVERAGE_SERIES, issues: ISSUE_SERIES, works: WORK_SERIES };
const Before = z.tuple([z.string(), ChangeKind, z.number().int()]);

export function historyRouter(deps: RoomDependencies): Router {
  const router = Router();
  const kept = new LRUCache<string, string>({ maxSize: KEPT_CHARACTERS, sizeCalculation: (text) => text.length + 1 });

  mount(router, historyRoutes.frame, deps, ({ transact, now }) => transact((db) => readFrame(db, now)));

  mount(router, historyRoutes.series, deps, async ({ params: { subject }, query, transact, now, response }) => {
    const body = await transact(async (db) => {
      const campaign = subject === 'coverage' ? await findCampaign(db, query.campaign) : null;
      const known = await readFrame(db, now);
      const range = rangeOf(query, known.rounds.find(({ id }) => id === campaign?.id)?.firstDay ?? known.firstDay, known.today);
      const scope = await findScope(db, query.grid);
      const { level } = query;
      const [{ key }] = (await pastKey(db)) as [{ key: string }];
      const name = JSON.stringify([key, campaign, level, scope, range]);
      // Issues and works are few, and their past is edited; the past of a round is not.
      const isSettled = subject === 'coverage' && range.to < known.today && new Date(now.getTime() - SETTLED_MS).getTime() >= (await endOfDay(db, range.to));
      const found = isSettled ? kept.get(name) : undefined;
      if (found !== undefined) return found;
      const kinds = await kindsOf(db, subject);
      const columns = await series[subject](db, {
        ...(await targetsOf(db, scope, subject)),
        ...range,
        level,
        now,
        campaign_id: campaign?.id ?? null,
        kinds,
        states: COVERAGE_STATES,
        measures: MEASURES[subject],
      });
      const head = JSON.stringify({ subject, campaign, level, ...range, kinds, measures: MEASURES[subject] });
      const text = `${head.slice(0, -1)},${(columns[0]?.body ?? '{}').slice(1)}`;
      if (isSettled) kept.set(name, text);
      return text;
    });
    return sendText(response, body);
  });

  mount(router, historyRoutes.households, deps, async ({ query, transact, now, response }) => {
    if (query.grid === undefined && query.bbox === undefined) throw problems.areaTooLarge('No grid and no bbox was given', MOST_HOUSEHOLDS);
    const body = await transact(async (db) => {
      const campaign = await findCampaign(db, query.campaign);
      const known = await readFrame(db, now);
      const [row] = await householdHistory(db, {
        ...(await findScope(db, query.grid)),
        ...bboxBindings(query.bbox),
        ...rangeOf(query, known.rounds.find(({ id }) => id === campaign.id)?.firstDay ?? known.firstDay, known.today),
        campaign_id: campaign.id,
        campaign: JSON.stringify(campaign),
        states: COVERAGE_STATES,
        kinds: HOUSEHOLD_KINDS,
        most: MOST_HOUSEHOLDS,
      });
      return row?.body ?? null;
    });
    if (body === null) throw problems.areaTooLarge(`More than ${MOST_HOUSEHOLDS.toLocaleString('en')} targets are in view`, MOST_HOUSEHOLDS);
    return sendText(response, body);
  });

  mount(router, historyRoutes.issues, deps, async ({ query, transact, now, response }) => {
    const [row] = await transact(async (db) => {
      const known = await readFrame(db, now);
      return issueHistory(db, { ...(await findScope(db, query.grid)), ...rangeOf(query, known.firstDay, known.today), now, lateness: LATENESS });
    });
    return sendText(response, row?.body ?? '{}');
  });

  mount(router, historyRoutes.alleys, deps, async ({ query, transact, now, response }) => {
    const body = await transact(async (db) => {
      const known = await readFrame(db, now);
      const scope = await findScope(db, query.grid);
      const range = rangeOf(query, known.firstDay, known.today);
      // Whatever is derived from lamps takes a second or two; lamps and surveys move the mark.
      const [{ key }] = (await alleyKey(db, { now })) as [{ key: string }];
      const name = JSON.stringify(['alleys', key, scope, range]);
      const found = kept.get(name);
      if (found !== undefined) return found;
      const [row] = await alleyHistory(db, { ...scope, ...range, now, standards: ALLEY_STANDARDS, conditions: Condition.options });
      const text = row?.body ?? '{}';
      if (range.to < known.today) kept.set(name, text);
      return text;
    });
    return sendText(response, body);
  });

  mount(router, historyRoutes.works, deps, async ({ query, transact, response }) => {
    const [row] = await transact(async (db) => workHistory(db, { ...(await findScope(db, query.grid)) }));
    return sendText(response, row?.body ?? '{}');
  });

  mount(router, historyRoutes.changes, deps, ({ query, actor, transact, now }) =>
    transact(async (db) => {
      const { limit, cursor, kind, grid } = query;
      const since = query.since ?? (await readFrame(db, now)).changesSince;
      // Without a grid: the actor's own part of the district.
      const scope = grid === undefined && actor.scopePath !== '' ? { path: actor.scopePath, member_of: null } : await findScope(db, grid);
      const key = { of: 'changes', since, scope, kind };
      const before = decodeCursor(key, Before, cursor);
      const [row] = await changes(db, {
        ...scope,
        now,
        since,
        kinds: kind ?? null,
        before_at: before?.[0] ?? null,
        before_kind: before?.[1] ?? null,
        before_id: before?.[2] ?? null,
        limit: limit + 1,
      });
      const page = limit === 0 ? { items: [], next: null } : pageOfRows(row?.items ?? [], limit, key, (item) => [item.at, item.kind, item.id]);
      const counts = Object.fromEntries(ChangeKind.options.map((name) => [name, row?.counts[name] ?? 0])) as Record<ChangeKind, number>;
      return { ...page, since, asOf: now, counts };
    }),
  );
  return router;
}

/** The days asked for, within those there are: from the first one known to yesterday unless told otherwise. */
function rangeOf(query: { from?: string | undefined; to?: string | undefined }, firstDay: string, today: string): { from: string; to: string } {
  const yesterday = new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10);
  const to = query.to === undefined ? yesterday : query.to < today ? query.to : today;
  const [from = to] = [query.from ?? firstDay, to].sort();
  return { from, to };
}

async function kindsOf(db: Database, subject: HistorySubject): Promise<readonly string[]> {
  if (subject === 'coverage') return HOUSEHOLD_KINDS;
  return (await (subject === 'issues' ? issueKinds : workKinds)(db))[0]?.kinds ?? [];
}

/** A scope with the members of a dedicated grid by their ids; targets null: by path. */
async function targetsOf(db: Database, scope: Scope, subject: HistorySubject) {
  if (scope.member_of === null) return { ...scope, targets: null };
  const kind = { coverage: 'household', issues: 'issue', works: 'work' }[subject];
  return { ...scope, targets: await db('grid_members').where({ grid_id: scope.member_of, kind }).pluck('target_id') };
}

/** Text that PostgreSQL made; Express adds the ETag, and a browser asks by it before it takes what it has. */
function sendText(response: Response, body: string): undefined {
  response.set('cache-control', 'no-cache').type('application/json').send(body);
  return undefined;
}
