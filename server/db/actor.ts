import type { Knex } from 'knex';
import type { Database } from './sql.ts';
import { WALL_ACTOR_ROLE } from './wall-role.ts';

/** Who is asking. Until login exists it is the person chosen in the "work as" picker; id null is an anonymous reader. */
export interface Actor {
  personId: number | null;
  role: string;
  /** Path of the grid the actor may see below; '' is the whole district. */
  scopePath: string;
}

export const ANONYMOUS: Actor = { personId: null, role: 'reader', scopePath: '' };

/** A screen on a wall: it reads as a role of its own that can see nothing personal. */
export const WALL: Actor = { personId: null, role: WALL_ACTOR_ROLE, scopePath: '' };

/** What a transaction is set up with. databaseRole is the unprivileged role (wallRole: that of walls), where the engine let us create it. */
export interface Session {
  schema: string;
  databaseRole: string | null;
  wallRole: string | null;
  statementTimeoutMs: number;
}

/** Runs fn in one transaction as the actor. Every handler gets its database handle here, and from nowhere else. */
export type WithActor = <T>(actor: Actor, fn: (db: Knex.Transaction) => Promise<T>) => Promise<T>;

/** jit: compiling an answer of 1 ms took 240-480 ms on 4 million targets, where estimates of spatial joins run high (measured, test/bench). */
const SET_UP = `select set_config('search_path', ? || ', public', true), set_config('statement_timeout', ?, true), set_config('jit', 'off', true),
  set_config('app.actor_id', ?, true), set_config('app.role', ?, true), set_config('app.scope_path', ?, true)`;

/**
 * Binds a handle (pool, or a test's transaction, where each call becomes a savepoint) to the actor seam.
 * Everything is transaction-local: on the embedded engine all connections share one session.
 */
export function createWithActor(db: Database, session: Session): WithActor {
  return (actor, fn) =>
    db.transaction(async (transaction) => {
      const databaseRole = actor.role === WALL_ACTOR_ROLE ? session.wallRole : session.databaseRole;
      const role = databaseRole === null ? '' : `, set_config('role', ?, true)`;
      await transaction.raw(SET_UP + role, [
        session.schema,
        String(session.statementTimeoutMs),
        actor.personId === null ? '' : String(actor.personId),
        actor.role,
        actor.scopePath,
        ...(databaseRole === null ? [] : [databaseRole]),
      ]);
      return fn(transaction);
    });
}
