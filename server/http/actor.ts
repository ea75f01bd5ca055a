import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import { type Actor, ANONYMOUS, type WithActor } from '../db/actor.ts';
import { problems } from './problem.ts';

/** A person's role and scope change rarely; half a minute of an old one is harmless until there is login. */
const KEEP_MS = 30_000;

/**
 * Resolves the header `X-Work-As: <person id>` to an actor and puts it on `response.locals.actor`.
 * workAs false (other machines can reach this server): the header is refused, everybody is an anonymous reader.
 */
export function actorMiddleware(withActor: WithActor, workAs: boolean): RequestHandler {
  const actors = new LRUCache<number, Actor>({ max: 1000, ttl: KEEP_MS });
  return async (request, response, next) => {
    const header = request.get('x-work-as');
    response.locals.actor = ANONYMOUS;
    if (header !== undefined && header !== '') {
      if (!workAs) throw problems.workAsNotAllowed();
      const id = Number(header);
      if (!Number.isSafeInteger(id) || id < 1) throw problems.actorUnknown();
      const actor = actors.get(id) ?? (await findActor(withActor, id));
      actors.set(id, actor);
      response.locals.actor = actor;
    }
    next();
  };
}

async function findActor(withActor: WithActor, personId: number): Promise<Actor> {
  const person: { role: string; grid_paths: string[] } | undefined = await withActor(ANONYMOUS, (db) =>
    db('people').where({ id: personId, is_active: true }).first('role', 'grid_paths'),
  );
  if (person === undefined) throw problems.actorUnknown();
  return { personId, role: person.role, scopePath: commonRoot(person.grid_paths) };
}

/** The smallest grid path above all of these; '' for none. */
export function commonRoot(paths: string[]): string {
  const [first = '', ...rest] = paths;
  let root = first.split('/');
  for (const path of rest) {
    const parts = path.split('/');
    const end = root.findIndex((part, index) => part !== parts[index]);
    if (end >= 0) root = root.slice(0, end);
  }
  return root.join('/');
}
