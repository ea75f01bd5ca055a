import { type Response, Router } from 'express';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { findGrid } from '../grids/grid-ref.ts';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '../households/contract.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { streamText } from '../http/stream.ts';
import { campaigns, findCampaign } from './campaigns.ts';
import { type CampaignRef, coverageRoutes, type UncoveredState, type Within } from './contract.ts';
import { type CountsByKind, figuresByKind, figuresOf } from './figures.ts';
import { type Format, featureOf, formatOf, MEDIA_TYPES, WRITERS } from './formats.ts';
import { childrenOf, tallyAt, tallyOf } from './rollup.ts';
import { summaryOf } from './summary.ts';
import { cursorOf, type Filters, type PagePosition, type Place, positionOfCursor, queryKey, type RowsPage, resolvePlace, uncoveredPage } from './uncovered.ts';

const DEFAULT_LIMIT = 100;
/** Rows of one transaction of a stream: short enough for the embedded engine's one connection. */
const STREAM_PAGE = 5_000;

type Transact = <Result>(run: (db: Knex.Transaction) => Promise<Result>) => Promise<Result>;
interface Question {
  within: Within;
  campaign: string | undefined;
  kind: HouseholdKind | undefined;
  states: UncoveredState[] | undefined;
  limit: number | undefined;
  cursor: string | undefined;
  format: Format;
}
interface FirstPage {
  campaign: z.infer<typeof CampaignRef>;
  place: Place;
  filters: Filters;
  key: unknown;
  page: RowsPage;
  total: number | undefined;
}

export function coverageRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, coverageRoutes.campaigns, deps, async ({ transact, now }) => ({ items: await transact((db) => campaigns(db, { now })), next: null }));

  mount(router, coverageRoutes.coverage, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const grid = await findGrid(db, params.code);
      const campaign = await findCampaign(db, query.campaign);
      const children = await childrenOf(db, grid);
      const kinds = query.kind === undefined ? HOUSEHOLD_KINDS : [query.kind];
      const { tallies, seq } = await tallyAt(db, [grid.id, ...children.map((child) => child.id)], campaign.id, kinds);
      const own = tallies.get(grid.id) as CountsByKind;
      return {
        campaign,
        asOf: now,
        seq,
        grid,
        own: figuresOf(own.all),
        byKind: figuresByKind(own.byKind),
        children: children.map((child) => ({ grid: child, coverage: figuresOf((tallies.get(child.id) as CountsByKind).all) })),
      };
    }),
  );

  mount(router, coverageRoutes.uncovered, deps, ({ params, query, request, response, transact, now }) => {
    const { campaign, kind, state, limit, cursor, f } = query;
    return answer({ within: { grid: params.code }, campaign, kind, states: state, limit, cursor, format: formatOf(request, f) }, transact, response, now);
  });

  mount(router, coverageRoutes.query, deps, ({ query, body, request, response, transact, now }) => {
    const { within, campaign, kind, state, limit, cursor } = body;
    return answer({ within, campaign, kind, states: state, limit, cursor, format: formatOf(request, query.f) }, transact, response, now);
  });

  mount(router, coverageRoutes.summary, deps, ({ body, transact, now }) =>
    transact(async (db) => {
      const campaign = await findCampaign(db, body.campaign);
      const place = await resolvePlace(db, body.within);
      return { campaign, asOf: now, ...(await summaryOf(db, place, { campaignId: campaign.id, kind: body.kind, states: body.state })) };
    }),
  );
  return router;
}

/** A page as JSON or GeoJSON, or everything as a stream: CSV, NDJSON and GeoJSON have no end unless limit says so. */
async function answer(question: Question, transact: Transact, response: Response, now: Date) {
  const { format, limit } = question;
  const first = await transact((db) => firstPage(db, question, limit ?? (format === 'json' ? DEFAULT_LIMIT : STREAM_PAGE)));
  const { campaign, page } = first;
  const next = cursorOf(first.key, page.next);
  if (format === 'json') return { items: page.rows, next, campaign, asOf: now, ...(first.total === undefined ? {} : { total: first.total }) };
  if (format === 'geojson' && limit !== undefined) {
    response.type(MEDIA_TYPES.geojson).json({ type: 'FeatureCollection', features: page.rows.map(featureOf), next, campaign, asOf: now });
    return undefined;
  }
  if (format === 'csv') response.attachment('uncovered-households.csv');
  await streamText(response, MEDIA_TYPES[format], pieces(format, first, limit === undefined, transact));
  return undefined;
}

async function firstPage(db: Knex.Transaction, question: Question, limit: number): Promise<FirstPage> {
  const campaign = await findCampaign(db, question.campaign);
  const place = await resolvePlace(db, question.within);
  const filters: Filters = { campaignId: campaign.id, kind: question.kind, states: question.states };
  const key = queryKey(question.within, filters);
  const page = await uncoveredPage(db, place, filters, positionOfCursor(place, key, question.cursor), limit);
  return { campaign, place, filters, key, page, total: question.format === 'json' ? await totalOf(db, place, filters) : undefined };
}

/** How many rows all pages have: known from the tallies for grids, not worth a second reading for shapes (the summary counts those). */
async function totalOf(db: Knex.Transaction, place: Place, { campaignId, kind, states }: Filters): Promise<number | undefined> {
  if (place.by === 'shape') return undefined;
  const tally = await tallyOf(db, [place.grid.id], campaignId, kind === undefined ? HOUSEHOLD_KINDS : [kind]);
  const { all } = tally.get(place.grid.id) as CountsByKind;
  return states === undefined ? figuresOf(all).uncovered : states.reduce((sum, state) => sum + all[state], 0);
}

/** The first page, then one transaction per page for as long as the reader wants more. */
async function* pieces(format: Exclude<Format, 'json'>, { place, filters, page }: FirstPage, isEndless: boolean, transact: Transact): AsyncGenerator<string> {
  const writer = WRITERS[format];
  yield writer.head + writer.page(page.rows, true);
  for (let position: PagePosition | null = isEndless ? page.next : null; position !== null; ) {
    const after: PagePosition = position;
    const following = await transact((db) => uncoveredPage(db, place, filters, after, STREAM_PAGE));
    yield writer.page(following.rows, false);
    position = following.next;
  }
  if (writer.tail !== '') yield writer.tail;
}
