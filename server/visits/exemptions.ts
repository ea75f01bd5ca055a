import { z } from 'zod';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import type { Sendable } from '../http/route.ts';
import { readSettings } from '../settings/queries.ts';
import { requirePerson } from './access.ts';
import { EVERYWHERE, type ExemptionGrid, SUPERVISORS, type WaitingExemption } from './contract.ts';
import { exemptions } from './record.ts';

const waitingExemptions = sqlFile<Sendable<WaitingExemption> & { path: string; householdId: number; gridPath: string | null }>(
  import.meta.url,
  './waiting-exemptions.sql',
);
const exemptionGrids = sqlFile<Omit<ExemptionGrid, 'total' | 'exempted'>>(import.meta.url, './exemption-grids.sql');
const Position = z.tuple([z.string(), z.number().int()]);

/**
 * A page of what waits for a person's decision: where he may not decide there is nothing for him.
 * @throws Problem person-required, role-not-allowed, invalid-cursor
 */
export async function exemptionsPage(db: Database, actor: Actor, asked: { campaignId: number; limit: number; cursor: string | undefined }) {
  const { campaignId, limit, cursor } = asked;
  const person = await requirePerson(db, actor, SUPERVISORS);
  const key = { of: 'exemptions', campaignId, personId: person.id };
  const after = decodeCursor(key, Position, cursor);
  const rows = await waitingExemptions(db, {
    campaign_id: campaignId,
    everywhere: EVERYWHERE.includes(person.role),
    grid_paths: person.gridPaths,
    person_id: person.id,
    unit_id: person.unitId,
    after_path: after?.[0] ?? null,
    after_id: after?.[1] ?? null,
    limit: limit + 1,
  });
  const page = pageOfRows(rows, limit, key, ({ path, householdId }) => [path, householdId]);
  const paths = [...new Set(page.items.flatMap(({ gridPath }) => gridPath ?? []))];
  const counts = new Map((await exemptions(db, { campaign_id: campaignId, paths })).map((row) => [row.path, row]));
  const grids = (await exemptionGrids(db, { paths })).map((grid) => {
    const { total = 0, exempted = 0 } = counts.get(grid.path) ?? {};
    return { ...grid, total, exempted };
  });
  const { visit_rules } = await readSettings(db);
  return { items: page.items.map(({ path: _path, ...item }) => item), next: page.next, exemptShare: visit_rules.exemptShare, grids };
}
