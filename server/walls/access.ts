import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { ANONYMOUS, WALL, type WithActor } from '../db/actor.ts';
import { actorOf } from '../http/route.ts';
import { WALL_DEVICE_HEADER, WALL_TOKEN_HEADER, wallRoutes } from './contract.ts';
import { wallOfLink } from './links.ts';
import { wallProblems } from './problems.ts';

/** A link that was taken back ends within this time on every server; in between a screen costs no look-up. */
const KEEP_MS = 2_000;
const INSUFFICIENT_PRIVILEGE = '42501';
/** What a wall may send: it opens its link and shows a code. */
const MAY_SEND: readonly string[] = [wallRoutes.bind.path, wallRoutes.pair.path];

/** The wall that a request's link opens; null without a link. */
export const linkedWall = ({ locals }: Response): number | null => (typeof locals.wallId === 'number' ? locals.wallId : null);

/**
 * Requests with the headers of a wall are made as the wall, whatever else they say: they read, as a role that sees nothing personal. With a token the
 * link decides which wall it is; the device alone is a wall that was opened without a link.
 */
export function wallMiddleware(withActor: WithActor, now: () => Date): RequestHandler {
  const links = new LRUCache<string, number>({ max: 500, ttl: KEEP_MS });
  const wallOf = async (token: string, device: string): Promise<number> => {
    const key = `${token} ${device}`;
    const known = links.get(key);
    if (known !== undefined) return known;
    const wallId = await withActor(ANONYMOUS, (db) => wallOfLink(db, token, device, now()));
    links.set(key, wallId);
    return wallId;
  };
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
