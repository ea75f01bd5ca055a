import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Database, sqlFile } from '../db/sql.ts';

const hold = sqlFile<{ holder: string }>(import.meta.url, './hold-lease.sql');
const release = sqlFile(import.meta.url, './release-lease.sql');

/** One name per server and purpose. */
export const newHolder = (): string => `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;

/** Takes or prolongs a lease on the database's clock. @returns false when somebody else has it. The row stays locked until the transaction ends. */
export async function holdLease(db: Database, lease: { name: string; holder: string; holdMs: number }): Promise<boolean> {
  return (await hold(db, { name: lease.name, holder: lease.holder, hold_ms: lease.holdMs })).length > 0;
}

/** Gives a lease back, so that another server need not wait for its end. */
export async function releaseLease(db: Database, lease: { name: string; holder: string }): Promise<void> {
  await release(db, lease);
}
