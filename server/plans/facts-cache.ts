import { LRUCache } from 'lru-cache';
import { type Database, sqlFile } from '../db/sql.ts';
import { type FactsReader, READ_ANEW } from './facts.ts';

type Part = 'ground' | 'register';
interface State {
  snapshot: string;
  epoch: string;
  /** The transaction has written: it may see what nobody else sees. */
  isWriting: boolean;
  isFresh: boolean;
}
const factsState = sqlFile<State>(import.meta.url, './facts-state.sql');

interface Kept {
  /** Of the database when it was read: another epoch is another history (a restored backup). */
  snapshot: string;
  epoch: string;
  value: unknown;
}
const KEPT = 12;
/** Half of what notes of changes are kept for (migrations/0029). */
const KEPT_MS = 12 * 3_600_000;

/**
 * Facts as they were read, for as long as nothing they follow from has been written by anybody: which transactions have is noted by the database itself
 * (plan_fact_changes), in the transaction that does it, whoever does it. Reading takes 0.7-1.4 s for 1,157 alleys, looking whether it has to be done 1 ms.
 * A transaction that has itself written reads anew and leaves nothing behind.
 */
export class FactsCache implements FactsReader {
  readonly #kept = new LRUCache<string, Kept>({ max: KEPT, ttl: KEPT_MS });

  ground: FactsReader['ground'] = (db, root) => this.#read(db, 'ground', JSON.stringify([root]), () => READ_ANEW.ground(db, root));

  register: FactsReader['register'] = (db, root, today) => this.#read(db, 'register', JSON.stringify([root, today]), () => READ_ANEW.register(db, root, today));

  neighbours: FactsReader['neighbours'] = (db, root, withinM) =>
    this.#read(db, 'ground', JSON.stringify([root, withinM]), () => READ_ANEW.neighbours(db, root, withinM));

  async #read<Value>(db: Database, part: Part, of: string, readAnew: () => Promise<Value>): Promise<Value> {
    const key = `${part} ${of}`;
    const kept = this.#kept.get(key);
    // The snapshot is taken before what is read under it: what is committed in between counts as not seen.
    const [state] = await factsState(db, { part, snapshot: kept?.snapshot ?? null, epoch: kept?.epoch ?? null });
    const { snapshot, epoch, isWriting, isFresh } = state as State;
    if (isWriting) return readAnew();
    if (kept !== undefined && isFresh) return kept.value as Value;
    const value = await readAnew();
    this.#kept.set(key, { snapshot, epoch, value });
    return value;
  }
}
