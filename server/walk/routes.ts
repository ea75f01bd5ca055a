import { type Request, type Response, Router } from 'express';
import type { Knex } from 'knex';
import type { Actor } from '../db/actor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { readSettings } from '../settings/queries.ts';
import { type WalkBody, WalkFormat, type WalkLanguage, walkRoutes } from './contract.ts';
import { CSV, rowsOf, sendCsv, sendXlsx, XLSX } from './files.ts';
import { walkFacts, walkList } from './list.ts';
import { WORDS } from './words.ts';

const MEDIA_TYPES = { json: 'application/json', csv: CSV, xlsx: XLSX } satisfies Record<WalkFormat, string>;

/** What a route has at hand. */
interface Call {
  actor: Actor;
  now: Date;
  transact: <Result>(run: (db: Knex.Transaction) => Promise<Result>) => Promise<Result>;
  request: Request;
  response: Response;
}

export function walkRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, walkRoutes.inGrid, deps, (call) => {
    const { f, lang, ...asked } = call.query;
    return answer({ ...asked, within: { grid: call.params.code } }, f, lang, call);
  });
  mount(router, walkRoutes.query, deps, (call) => answer(call.body, call.query.f, call.query.lang, call));
  return router;
}

async function answer(asked: WalkBody, f: WalkFormat | undefined, lang: WalkLanguage, { actor, now, transact, request, response }: Call) {
  const format = formatOf(request, f);
  const { facts, timeZone } = await transact(async (db) => ({
    facts: await walkFacts(db, { ...asked, actor, now }),
    timeZone: (await readSettings(db)).time_zone,
  }));
  const list = await walkList(facts, now);
  if (format === 'json') return list;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  response.attachment(`${WORDS[lang].sheet} ${list.place.name ?? ''} ${day}.${format}`.replace(/\s+/g, ' '));
  await (format === 'csv' ? sendCsv : sendXlsx)(response, rowsOf(list, lang, timeZone), lang);
  return undefined;
}

/** f= wins over Accept; JSON when neither says. @throws Problem not-acceptable */
function formatOf(request: Request, f: WalkFormat | undefined): WalkFormat {
  if (f !== undefined) return f;
  const accepted = request.accepts(WalkFormat.options.map((format) => MEDIA_TYPES[format]));
  const found = WalkFormat.options.find((format) => MEDIA_TYPES[format] === accepted);
  if (found === undefined) throw problems.notAcceptable(Object.values(MEDIA_TYPES));
  return found;
}
