import type { Knex } from 'knex';
import type { Actor, WithActor } from '../db/actor.ts';
import { sqlFile } from '../db/sql.ts';
import { holdLease, newHolder, releaseLease } from '../live/lease.ts';
import type { PhotoFolder } from './folder.ts';

const unlinkedPhotos = sqlFile<{ id: number }>(import.meta.url, './unlinked-photos.sql');
const markSwept = sqlFile(import.meta.url, './mark-swept.sql');
const sweptFiles = sqlFile<{ sha256: string }>(import.meta.url, './swept-files.sql');

const SWEEPER: Actor = { personId: null, role: 'system', scopePath: '' };
const LEASE = 'photo-sweep';
const LEASE_MS = 600_000;
const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const PAGE = 500;

export interface SweepOptions {
  withActor: WithActor;
  folder: PhotoFolder;
  now: () => Date;
}

/**
 * Deletes photos that no record has named within a day, rows and files; one server at a time. First the rows are marked, so that nobody takes or
 * sees them; then, while no upload is under way, the files go and after them the rows: whatever interrupts it, the next sweep goes on.
 * @returns how many photos are gone.
 */
export async function sweepPhotos({ withActor, folder, now }: SweepOptions, holder = newHolder()): Promise<number> {
  const lease = { name: LEASE, holder, holdMs: LEASE_MS };
  if (!(await withActor(SWEEPER, (db) => holdLease(db, lease)))) return 0;
  try {
    while ((await withActor(SWEEPER, (db) => markUnlinked(db, now()))) === PAGE);
    const swept = await withActor(SWEEPER, (db) => deleteMarked(db, folder));
    await folder.removeUnfinished(now());
    return swept;
  } finally {
    await withActor(SWEEPER, (db) => releaseLease(db, lease));
  }
}

async function markUnlinked(db: Knex.Transaction, now: Date): Promise<number> {
  const rows = await unlinkedPhotos(db, { before: new Date(now.getTime() - DAY_MS), limit: PAGE });
  await markSwept(db, { ids: rows.map(({ id }) => id), now });
  return rows.length;
}

async function deleteMarked(db: Knex.Transaction, folder: PhotoFolder): Promise<number> {
  // An upload of the same image relies on the file it finds: it is waited for, and the next one waits for us.
  await db.raw('lock table photos in share row exclusive mode');
  for (const { sha256 } of await sweptFiles(db)) await folder.remove(sha256);
  return db('photos').whereNotNull('swept_at').delete();
}

/** Sweeps now and then until it is closed. onError: the database or the folder failed; the next time may go better. */
export function startSweep(options: SweepOptions, onError: (error: unknown) => void): { close(): Promise<void> } {
  const holder = newHolder();
  let running: Promise<unknown> = Promise.resolve();
  const run = () => {
    running = sweepPhotos(options, holder).catch(onError);
  };
  const timer = setInterval(run, EVERY_MS);
  run();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
