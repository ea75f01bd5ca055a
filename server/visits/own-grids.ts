import { z } from 'zod';
import { figuresOf } from '../coverage/figures.ts';
import { tallyOf } from '../coverage/rollup.ts';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { readSettings } from '../settings/queries.ts';
import { MAY_VISIT, requirePerson } from './access.ts';
import { endOfToday } from './attempts.ts';
import { EVERYWHERE, type OwnGrid } from './contract.ts';

const ownGrids = sqlFile<GridRef & { due: number }>(import.meta.url, './own-grids.sql');
const Position = z.tuple([z.string(), z.number().int()]);

/**
 * A page of the grids in which a person may record visits of a round, with their counts.
 * @throws Problem person-required, role-not-allowed, invalid-cursor
 */
export async function ownGridsPage(db: Database, actor: Actor, asked: { campaignId: number; limit: number; cursor: string | undefined; now: Date }) {
  const { campaignId, limit, cursor, now } = asked;
  const person = await requirePerson(db, actor, MAY_VISIT);
  const key = { of: 'own-grids', personId: person.id, campaignId };
  const after = decodeCursor(key, Position, cursor);
  const { time_zone } = await readSettings(db);
  const rows = await ownGrids(db, {
    campaign_id: campaignId,
    person_id: person.id,
    unit_id: person.unitId,
    grid_paths: person.gridPaths,
    everywhere: EVERYWHERE.includes(person.role),
    due_before: await endOfToday(db, now, time_zone),
    after_path: after?.[0] ?? null,
    after_id: after?.[1] ?? null,
    limit: limit + 1,
  });
  const page = pageOfRows(rows, limit, key, ({ path, id }) => [path, id]);
  const tallies = await tallyOf(
    db,
    page.items.map(({ id }) => id),
    campaignId,
  );
  const shown = ({ due, ...grid }: GridRef & { due: number }): OwnGrid => {
    const counts = tallies.get(grid.id)?.all;
    if (counts === undefined) throw new Error(`no tally was read for grid ${grid.id}`);
    return { grid, figures: figuresOf(counts), appointmentsDue: due };
  };
  return { items: page.items.map(shown), next: page.next };
}
