import type { Database } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { findScope } from '../grids/grid-ref.ts';
import { readSettings } from '../settings/queries.ts';
import { workTotals } from '../works/queries.ts';
import type { PublicGrid } from './contract.ts';
import { publicContacts, publicPeople } from './queries.ts';

/**
 * What anybody may know of a grid. Only the columns named here leave the database: nothing of households, no coverage (a small grid's share would
 * tell on single doors), no names of works (they may hold an address).
 */
export async function publicGrid(db: Database, grid: GridRef, now: Date): Promise<PublicGrid> {
  const settings = await readSettings(db);
  const { rows } = await db.raw('select district_day(?)::text as day', [now]);
  const within: string[] = await db('grids')
    .whereRaw('path in (select path_ancestors(?))', [grid.path])
    .whereNot({ id: grid.id })
    .whereNull('valid_to')
    .orderBy('level')
    .pluck('name');
  const works = await workTotals(db, { ...(await findScope(db, grid.code)) });
  return {
    asOf: rows[0].day,
    code: grid.code,
    name: grid.name,
    level: grid.level,
    kind: grid.kind,
    within,
    levelLabels: settings.level_labels,
    people: await publicPeople(db, { path: grid.path, now }),
    services: await publicContacts(db, { path: grid.path }),
    works: works.map(({ workType: { name, nameEn, family }, quantity, unit, qualifier }) => ({ name, nameEn, family, quantity, unit, qualifier })),
  };
}
