import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import { acknowledgeAlarm } from '../alarms/deeds.ts';
import { ANONYMOUS } from '../db/actor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { requirePerson } from '../visits/access.ts';
import { WALL_REMOTE_HEADER, wallRoutes } from './contract.ts';
import { wallProblems } from './problems.ts';
import { findWall, MAY_SET_UP } from './register.ts';
import { becomeRemote, findRemote, pair, roomAndWalls, steer } from './rooms.ts';
import { wallAsked } from './screen-routes.ts';

/** A million codes are not many for a machine that tries them. */
const MOST_WRONG = 30;
const WRONG_MS = 60_000;

/** Pairing and what a remote control does. */
export function mountRemotes(router: Router, deps: RoomDependencies, build: () => string): void {
  const wrong: number[] = [];

  mount(router, wallRoutes.pair, deps, ({ query, response, now }) =>
    deps.withActor(ANONYMOUS, async (db) => pair(db, await wallAsked(db, query.wall, response), now)),
  );

  mount(router, wallRoutes.remote, deps, async ({ body, now, response }) => {
    while ((wrong[0] ?? Number.POSITIVE_INFINITY) < now.getTime() - WRONG_MS) wrong.shift();
    if (wrong.length >= MOST_WRONG) {
      response.set('Retry-After', '60');
      throw problems.busy('Too many wrong codes were tried within a minute. Wait a minute, then have the wall show a new one.');
    }
    try {
      return await deps.withActor(ANONYMOUS, (db) => becomeRemote(db, body.code, now));
    } catch (error) {
      wrong.push(now.getTime());
      throw error;
    }
  });

  mount(router, wallRoutes.remoteView, deps, ({ transact, now, request }) =>
    transact(async (db) => {
      const { room, wallId, expiresAt } = await remoteOf(db, request, now);
      return { ...(await roomAndWalls(db, room, now)), expiresAt, wall: await findWall(db, wallId), build: build() };
    }),
  );

  mount(router, wallRoutes.command, deps, ({ body: { wall, command }, actor, transact, now, request }) =>
    transact(async (db) => {
      const room = await roomSteered(db, request, wall, now, async () => {
        if (actor.personId === null) throw wallProblems.remoteRequired();
        await requirePerson(db, actor, MAY_SET_UP);
      });
      if (command.do === 'acknowledge') await acknowledgeAlarm(db, actor, command.alarmId, command.note ?? null, now);
      return steer(db, room, command, now.getTime());
    }),
  );
}

async function remoteOf(db: Knex.Transaction, request: Request, now: Date) {
  const token = request.get(WALL_REMOTE_HEADER);
  if (token === undefined) throw wallProblems.remoteRequired();
  return findRemote(db, token, now);
}

/** The room that a remote control was paired with; without one the room of the wall named, for whoever passes the check. */
async function roomSteered(db: Knex.Transaction, request: Request, wallId: number | undefined, now: Date, check: () => Promise<void>): Promise<string> {
  if (request.get(WALL_REMOTE_HEADER) !== undefined) return (await remoteOf(db, request, now)).room;
  await check();
  return (await findWall(db, wallId ?? null)).room;
}
