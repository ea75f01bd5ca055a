import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { ANONYMOUS, WALL, type WithActor } from '../db/actor.ts';
import { actorOf } from '../http/route.ts';
import { WALL_DEVICE_HEADER, WALL_TOKEN_HEADER, wallRoutes } from './contract.ts';
import { wallOfLink } from './links.ts';
import { wallProblems } from './problems.ts';

/** A link that was taken back ends within this time on every server, even on one that was not told; in between a screen costs no look-up. */
const KEEP_MS = 2_000;
const INSUFFICIENT_PRIVILEGE = '42501';
/** A wall was changed, steered, or one of its links taken back. */
const ROOM_EVENT = 'wall-room';
/** What a wall may send: it opens its link and shows a code. */
const MAY_SEND: readonly string[] = [wallRoutes.bind.path, wallRoutes.pair.path];

/** Links that were good a moment ago, until something is told of walls: one that was taken back is refused from the next request on. */
export class KnownLinks {
  readonly #walls = new LRUCache<string, number>({ max: 500, ttl: KEEP_MS });
  #told = 0;

  /** @param look finds the wall of a link that is not known; throws where the link is not good */
  async wallOf(token: string, device: string, look: () => Promise<number>): Promise<number> {
    const key = `${token} ${device}`;
    const known = this.#walls.get(key);
    if (known !== undefined) return known;
    const told = this.#told;
    const wallId = await look();
    // Told of meanwhile: what was found may be from before.
    if (told === this.#told) this.#walls.set(key, wallId);
    return wallId;
  }

  /** Types of events that were committed, here or by another server. */
  noticed(types: readonly string[]): void {
    if (!types.includes(ROOM_EVENT)) return;
    this.#told += 1;
    this.#walls.clear();
  }
}

/** The wall that a request's link opens; null without a link. */
export const linkedWall = ({ locals }: Response): number | null => (typeof locals.wallId === 'number' ? locals.wallId : null);

/**
 * Requests with the headers of a wall are made as the wall, whatever else they say: they read, as a role that sees nothing personal. With a token the
 * link decides which wall it is; the device alone is a wall that was opened without a link.
 */
export function wallMiddleware(withActor: WithActor, now: () => Date, links: KnownLinks): RequestHandler {
  const wallOf = (token: string, device: string): Promise<number> =>
    links.wallOf(token, device, () => withActor(ANONYMOUS, (db) => wallOfLink(db, token, device, now())));
  return async (request, response, next) => {
    const token = request.get(WALL_TOKEN_HEADER);
    const device = request.get(WALL_DEVICE_HEADER);
    if (token !== undefined || device !== undefined) {
      if (token !== undefined && !isBinding(request)) response.locals.wallId = await wallOf(token, device ?? '');
      if (request.method !== 'GET' && !MAY_SEND.includes(`${request.baseUrl}${request.path}`)) throw wallProblems.readOnly();
      response.locals.actor = WALL;
    }
    next();
  };
}

/** What the database refuses to a wall is told as what it is: a wall asked for something that is not for walls. */
export const wallRefusals: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const isRefused = (error as { code?: string }).code === INSUFFICIENT_PRIVILEGE && actorOf(response)?.role === WALL.role;
  next(isRefused ? wallProblems.readOnly() : error);
};

const isBinding = (request: Request): boolean => `${request.baseUrl}${request.path}` === wallRoutes.bind.path;
