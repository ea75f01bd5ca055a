import type { Response, Router } from 'express';
import type { Knex } from 'knex';
import { ANONYMOUS, WALL } from '../db/actor.ts';
import { sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies, type Sendable } from '../http/route.ts';
import { sendPhoto } from '../photos/send.ts';
import { readSettings } from '../settings/queries.ts';
import { linkedWall } from './access.ts';
import { PictureCache } from './cache.ts';
import { type WallView, wallRoutes } from './contract.ts';
import { bindLink } from './links.ts';
import { drawPicture, wallRound } from './picture.ts';
import { findWall, type WallRow } from './register.ts';
import { replayOf } from './replay.ts';
import { readRoom } from './room-state.ts';
import type { WallSurroundings } from './routes.ts';
import { makeScenes } from './scenes.ts';
import { sectionOf } from './section.ts';

const wallPhoto = sqlFile<{ sha256: string }>(import.meta.url, './wall-photo.sql');
const newestEvent = sqlFile<{ seq: number }>(import.meta.url, './newest-event.sql');

/** The wall that a request is about: that of its link, else the one named, else the first. */
export const wallAsked = (db: Knex.Transaction, named: number | undefined, response: Response): Promise<WallRow> =>
  findWall(db, linkedWall(response) ?? named ?? null);

/** What a screen asks. Whoever asks: it is read as a wall, so that nobody's wall shows more than another's. */
export function mountScreens(router: Router, deps: RoomDependencies, { build, photos }: WallSurroundings): void {
  const cache = new PictureCache();
  const asWall = <Result>(read: (db: Knex.Transaction) => Promise<Result>): Promise<Result> => deps.withActor(WALL, read);
  const viewOf = async (db: Knex.Transaction, wall: WallRow, isLinked: boolean, now: Date): Promise<Sendable<WallView>> => ({
    wall,
    room: await readRoom(db, wall.room, now.getTime()),
    nowMs: now.getTime(),
    timeZone: (await readSettings(db)).time_zone,
    build: build(),
    isLinked,
  });
  /** Sends what every wall of a grid shows alike, drawn once for an event. */
  const sendShared = async (
    name: string,
    { wall: named, response, now }: { wall: number | undefined; response: Response; now: Date },
    draw: (db: Knex.Transaction, wall: WallRow) => Promise<{ seq: number }>,
    keyOf: (wall: WallRow) => string = () => '',
  ): Promise<undefined> => {
    const { wall, seq } = await asWall(async (db) => ({ wall: await wallAsked(db, named, response), seq: (await newestEvent(db))[0]?.seq ?? 0 }));
    const key = `${name} ${wall.grid.path} ${wall.campaign} ${keyOf(wall)}`;
    const text = await cache.get(key, seq, now.getTime(), () => asWall((db) => draw(db, wall)));
    response.type('json').send(text);
  };

  mount(router, wallRoutes.view, deps, ({ query, response, now }) =>
    asWall(async (db) => viewOf(db, await wallAsked(db, query.wall, response), linkedWall(response) !== null, now)),
  );

  mount(router, wallRoutes.picture, deps, ({ query: { wall }, response, now }) =>
    sendShared('picture', { wall, response, now }, (db, { grid, campaign }) => drawPicture(db, grid.code, campaign, now)),
  );

  mount(router, wallRoutes.scenes, deps, ({ query: { wall }, response, now }) =>
    sendShared(
      'scenes',
      { wall, response, now },
      (db, row) => makeScenes(db, row, now),
      ({ id, version }) => `${id} ${version}`,
    ),
  );

  mount(router, wallRoutes.replay, deps, ({ query: { wall }, response, now }) =>
    sendShared('replay', { wall, response, now }, (db, row) => replayOf(db, row, now)),
  );

  mount(router, wallRoutes.section, deps, ({ query: { wall, building }, response, now }) =>
    asWall(async (db) => {
      const { campaign } = await wallAsked(db, wall, response);
      return sectionOf(db, building, (await wallRound(db, campaign, now))?.id ?? null, now);
    }),
  );

  mount(router, wallRoutes.photo, deps, async ({ params: { id }, query: { size }, response }) => {
    const [photo] = await asWall((db) => wallPhoto(db, { id }));
    if (photo === undefined) throw problems.photoNotFound([id]);
    await sendPhoto(response, photos, { id, ...photo }, size);
    return undefined;
  });

  mount(router, wallRoutes.bind, deps, async ({ body, now }) => {
    const wallId = await deps.withActor(ANONYMOUS, (db) => bindLink(db, body.token, body.device, now));
    return asWall(async (db) => viewOf(db, await findWall(db, wallId), true, now));
  });
}
