import type { Knex } from 'knex';
import type { WithActor } from '../../server/db/actor.ts';
import type { GridRef } from '../../server/grids/contract.ts';

/** A loaded database and what the queries ask about. */
export interface BenchTarget {
  /** 'L', 'M' or 'small'. */
  size: string;
  pool: Knex;
  schema: string;
  withActor: WithActor;
  campaignId: number;
  /** Basic grids by level, 1 first. */
  grids: GridRef[][];
  alleyIds: number[];
  households: number;
  uncovered: number;
}

/** One line of the table: `once` runs the server's own function, with something else to ask for every time, and tells how many rows came. */
export interface QueryBench {
  group: 'count' | 'page' | 'filter' | 'rollup' | 'shape' | 'alley' | 'place' | 'search' | 'state';
  query: string;
  /** What the issue asks for, in milliseconds (p50); absent where it names no figure. */
  targetMs?: number;
  once: (db: Knex.Transaction, run: number) => Promise<number>;
}

/** Picks another item every run, spread over the whole list. */
export function pickFor<Item>(items: readonly Item[], run: number): Item {
  const item = items[(run * 7_919 + 13) % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
