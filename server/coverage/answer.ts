import type { Request, Response } from 'express';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { type PastDay, roundAsked } from '../history/day.ts';
import { streamText } from '../http/stream.ts';
import { readSettings } from '../settings/queries.ts';
import type { CampaignRef, CoverageState, UncoveredFormat, Within } from './contract.ts';
import { type Format, featureOf, formatOf, MEDIA_TYPES, WRITERS } from './formats.ts';
import { cursorOf, type PagePosition, type Place, positionOfCursor, type RowsPage, resolvePlace } from './pages.ts';

const DEFAULT_LIMIT = 100;
/** Rows of one transaction of a stream: short enough for the embedded engine's one connection. */
const STREAM_PAGE = 5_000;

/** What is asked for, whatever the filters are. */
export interface Question {
  within: Within;
  campaign: string | undefined;
  /** A day that is over: rows as they stood when it ended. */
  day: string | undefined;
  limit: number | undefined;
  cursor: string | undefined;
  f: z.infer<typeof UncoveredFormat> | undefined;
}

/** Which targets are listed. */
export interface Listing<State extends CoverageState> {
  /** First word of the names of files. */
  name: string;
  /** Beside the place, everything that decides which rows come: what a cursor is bound to. */
  key: object;
  page(db: Knex.Transaction, place: Place, position: PagePosition | null, limit: number): Promise<RowsPage<State>>;
  /** How many rows all pages have; undefined where that is not worth a second reading (the summary counts shapes). */
  total(db: Knex.Transaction, place: Place): Promise<number | undefined>;
}

/** What a route has at hand. */
interface Call {
  transact: <Result>(run: (db: Knex.Transaction) => Promise<Result>) => Promise<Result>;
  request: Request;
  response: Response;
  now: Date;
}

interface FirstPage<State extends CoverageState> {
  campaign: z.infer<typeof CampaignRef>;
  listing: Listing<State>;
  place: Place;
  key: object;
  page: RowsPage<State>;
  total: number | undefined;
  fileName: string;
  asOf: Date;
}

/**
 * A page as JSON or GeoJSON, or everything as a stream: CSV, NDJSON and GeoJSON have no end unless limit says so.
 * @param listingOf the list in the round that the question turns out to mean.
 * @throws Problem of the place, the round, the cursor, or not-acceptable
 */
export async function answerRows<State extends CoverageState>(
  question: Question,
  { transact, request, response, now }: Call,
  listingOf: (db: Knex.Transaction, campaignId: number, past: PastDay | null) => Listing<State> | Promise<Listing<State>>,
) {
  const format = formatOf(request, question.f);
  const { limit } = question;
  const first = await transact(async (db): Promise<FirstPage<State>> => {
    const { campaign, past } = await roundAsked(db, question, now);
    const listing = await listingOf(db, campaign.id, past);
    const place = await resolvePlace(db, question.within);
    const key = { ...listing.key, within: question.within };
    const position = positionOfCursor(place, key, question.cursor);
    const page = await listing.page(db, place, position, limit ?? (format === 'json' ? DEFAULT_LIMIT : STREAM_PAGE));
    const total = format === 'json' ? await listing.total(db, place) : undefined;
    const fileName = format === 'json' ? '' : `${listing.name}-${wordOf(question.within)}-${await dayOf(db, now)}.${format}`;
    return { campaign, listing, place, key, page, total, fileName, asOf: past?.lastMoment ?? now };
  });
  const { campaign, page, asOf } = first;
  const next = cursorOf(first.key, page.next);
  if (format === 'json') return { items: page.rows, next, campaign, asOf, ...(first.total === undefined ? {} : { total: first.total }) };
  if (format === 'geojson' && limit !== undefined) {
    response.type(MEDIA_TYPES.geojson).json({ type: 'FeatureCollection', features: page.rows.map(featureOf), next, campaign, asOf });
    return undefined;
  }
  if (format !== 'ndjson') response.attachment(first.fileName);
  await streamText(response, MEDIA_TYPES[format], pieces(format, first, limit === undefined, transact));
  return undefined;
}

/** The first page, then one transaction per page for as long as the reader wants more. */
async function* pieces<State extends CoverageState>(
  format: Exclude<Format, 'json'>,
  { listing, place, page }: FirstPage<State>,
  isEndless: boolean,
  transact: Call['transact'],
): AsyncGenerator<string> {
  const writer = WRITERS[format];
  yield writer.head + writer.page(page.rows, true);
  for (let position: PagePosition | null = isEndless ? page.next : null; position !== null; ) {
    const after: PagePosition = position;
    const following = await transact((db) => listing.page(db, place, after, STREAM_PAGE));
    yield writer.page(following.rows, false);
    position = following.next;
  }
  if (writer.tail !== '') yield writer.tail;
}

/** What a place is called in the name of a file. */
function wordOf(within: Within): string {
  if ('grid' in within) return within.grid;
  return 'alley' in within ? `alley-${within.alley}-${within.distance_m}m` : 'shape';
}

/** The day of a moment in the district, `2026-06-10`. */
async function dayOf(db: Knex.Transaction, now: Date): Promise<string> {
  const { time_zone } = await readSettings(db);
  return new Intl.DateTimeFormat('en-CA', { timeZone: time_zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
