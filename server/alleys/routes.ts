import { type Response, Router } from 'express';
import { z } from 'zod';
import { findCampaign } from '../coverage/campaigns.ts';
import { type Database, type Query, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { pastDay } from '../history/day.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies, type Sendable } from '../http/route.ts';
import { streamText } from '../http/stream.ts';
import type { Issue } from '../issues/contract.ts';
import type { Work } from '../works/contract.ts';
import { amendAlley } from './amend.ts';
import type { Edited } from './begin-edit.ts';
import { type AlleyDetail, type AlleyRevision, type Amendable, alleyRoutes, type DarkStretches, type HouseholdNearAlley, type LineFaults } from './contract.ts';
import { editAlley } from './edit.ts';
import { REGISTER_FORMATS, REGISTER_WRITERS, registerFormat, registerPage, shownRow } from './register.ts';

const alleyDetail = sqlFile<AlleyDetail>(import.meta.url, './alley-detail.sql');
const darkStretches = sqlFile<{ body: DarkStretches }>(import.meta.url, './dark-stretches.sql');
const darkStretchesOn = sqlFile<{ body: DarkStretches }>(import.meta.url, './dark-stretches-on.sql');
const conditionsOn = sqlFile<ConditionsOn>(import.meta.url, './conditions-on.sql');
const factsOn = sqlFile<Pick<AlleyDetail, Amendable>>(import.meta.url, './facts-on.sql');
const lineFaults = sqlFile<{ body: LineFaults }>(import.meta.url, './line-faults.sql');
const lineFaultsOn = sqlFile<{ body: LineFaults }>(import.meta.url, './line-faults-on.sql');
const alleyRevisions = sqlFile<Sendable<AlleyRevision>>(import.meta.url, './revisions.sql');
const householdsNear = sqlFile<z.infer<typeof HouseholdNearAlley>>(import.meta.url, './households-near.sql');
const issuesNear = sqlFile<Issue & { distanceM: number }>(import.meta.url, './issues-near.sql');
const worksNear = sqlFile<Work & { distanceM: number }>(import.meta.url, './works-near.sql');

const DEFAULT_ROWS = 100;
const FILE_PAGE_ROWS = 1_000;

export function alleysRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, alleyRoutes.list, deps, async ({ query: { f, limit, cursor, ...filters }, transact, request, response }) => {
    const format = registerFormat(request, f);
    const firstPage = (withGeometry: boolean) =>
      transact((db) => registerPage(db, filters, { limit: limit ?? (format === 'json' ? DEFAULT_ROWS : FILE_PAGE_ROWS), cursor, withGeometry }));
    if (format === 'json') {
      const { items, next } = await firstPage(false);
      return { items: items.map(shownRow), next };
    }
    const writer = REGISTER_WRITERS[format];
    // Read before the answer begins, so that what is wrong with the question is still a problem document.
    let page = await firstPage(format === 'geojson');
    response.setHeader('content-disposition', `attachment; filename="alleys.${format}"`);
    await streamText(
      response,
      REGISTER_FORMATS[format],
      (async function* () {
        yield writer.head;
        for (let isFirst = true; ; isFirst = false) {
          yield writer.page(page.items, isFirst);
          const after = page.next;
          if (after === null || limit !== undefined) break;
          page = await transact((db) => registerPage(db, filters, { limit: FILE_PAGE_ROWS, cursor: after, withGeometry: format === 'geojson' }));
        }
        yield writer.tail;
      })(),
    );
  });

  mount(router, alleyRoutes.dark, deps, async ({ query: { grid, bbox, day }, transact, now }) => {
    const [west, south, east, north] = bbox ?? [];
    const [row] = await transact(async (db) => {
      const where = { ...(await findScope(db, grid)), west, south, east, north };
      const past = await pastDay(db, day, now);
      return past === null ? darkStretches(db, where) : darkStretchesOn(db, { ...where, day: past.day, now });
    });
    return row?.body;
  });

  mount(router, alleyRoutes.faults, deps, async ({ query: { grid, bbox, day }, transact, now }) => {
    const [west, south, east, north] = bbox ?? [];
    const [row] = await transact(async (db) => {
      const where = { ...(await findScope(db, grid)), west, south, east, north };
      const past = await pastDay(db, day, now);
      return past === null ? lineFaults(db, where) : lineFaultsOn(db, { ...where, day: past.day, now });
    });
    return row?.body;
  });

  mount(router, alleyRoutes.detail, deps, ({ params: { id }, query, transact, now }) =>
    transact(async (db) => {
      const [alley] = await alleyDetail(db, { id });
      if (alley === undefined) throw problems.alleyNotFound(id);
      const past = await pastDay(db, query.day, now);
      if (past === null) return alley;
      return asItWas(alley, { ...(await conditionsOn(db, { id, day: past.day, now }))[0], ...(await factsOn(db, { id, day: past.day }))[0] });
    }),
  );

  mount(router, alleyRoutes.revisions, deps, ({ params: { id }, actor, transact }) =>
    transact(async (db) => {
      const items = await alleyRevisions(db, { id, known_person: actor.personId !== null });
      // An alley that was joined into another has a history and nothing else.
      if (items.length === 0) await requireAlley(db, id);
      return { items, next: null };
    }),
  );

  const edited = async (db: Database, { ids, isNew }: Edited, response: Response) => {
    response.status(isNew ? 201 : 200);
    const items: AlleyDetail[] = [];
    for (const id of ids) items.push(...(await alleyDetail(db, { id })));
    return { items };
  };
  mount(router, alleyRoutes.split, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => edited(db, await editAlley(db, actor, id, { of: 'split', body }, now), response)),
  );
  mount(router, alleyRoutes.join, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => edited(db, await editAlley(db, actor, id, { of: 'join', body }, now), response)),
  );
  mount(router, alleyRoutes.redraw, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => edited(db, await editAlley(db, actor, id, { of: 'redraw', body }, now), response)),
  );
  mount(router, alleyRoutes.amend, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => edited(db, await amendAlley(db, actor, id, body, now), response)),
  );

  mount(router, alleyRoutes.households, deps, ({ params: { id }, query, transact }) =>
    transact(async (db) => {
      const campaign = await findCampaign(db, query.campaign);
      return nearPage(db, householdsNear, { of: 'households-near', id, campaign: campaign.id }, id, query, { campaign_id: campaign.id });
    }),
  );
  mount(router, alleyRoutes.issues, deps, ({ params: { id }, query, transact, now }) =>
    transact(async (db) =>
      nearPage(db, issuesNear, { of: 'issues-near', id, day: query.day }, id, query, { now, day: (await pastDay(db, query.day, now))?.day ?? null }),
    ),
  );
  mount(router, alleyRoutes.works, deps, ({ params: { id }, query, transact, now }) =>
    transact(async (db) =>
      nearPage(db, worksNear, { of: 'works-near', id, day: query.day }, id, query, { day: (await pastDay(db, query.day, now))?.day ?? null }),
    ),
  );
  return router;
}

type ConditionsOn = Pick<AlleyDetail, 'conditions' | 'needs' | 'fails' | 'surveyedOn' | 'darkM' | 'light' | 'water'> & {
  components: Record<string, AlleyDetail['components'][number]['condition']>;
};
/** Today's line and grids with what the register said of it, and what was known of its condition, on a past day. */
function asItWas(alley: AlleyDetail, then: Partial<ConditionsOn & Pick<AlleyDetail, Amendable>>): AlleyDetail {
  const was = { ...alley, ...then };
  const areaOf = (lengthM: number): number | null => (was.widthM === null ? null : lengthM * was.widthM);
  return {
    ...was,
    areaM2: areaOf(alley.lengthM),
    segments: alley.segments.map((segment) => ({ ...segment, areaM2: areaOf(segment.lengthM) })),
    components: alley.components.map((component) => ({ ...component, condition: then.components?.[component.id] ?? 'unknown' })),
  };
}

async function requireAlley(db: Database, id: number): Promise<void> {
  if ((await db('alleys').where({ id }).first('id')) === undefined) throw problems.alleyNotFound(id);
}

/** One page of what is near an alley, nearest first. @throws Problem alley-not-found, invalid-cursor */
async function nearPage<Row extends { id: number; distanceM: number }>(
  db: Database,
  near: Query<Row>,
  key: object,
  alleyId: number,
  query: { distance_m: number; limit: number; cursor?: string | undefined },
  bindings: Record<string, unknown>,
): Promise<{ items: Row[]; next: string | null }> {
  await requireAlley(db, alleyId);
  const bound = { ...key, distance_m: query.distance_m };
  const [after_distance, after_id] = decodeCursor(bound, z.tuple([z.number(), z.number().int()]), query.cursor) ?? [-1, 0];
  const rows = await near(db, { ...bindings, alley_id: alleyId, distance_m: query.distance_m, after_distance, after_id, limit: query.limit + 1 });
  return pageOfRows(rows, query.limit, bound, (row) => [row.distanceM, row.id]);
}
