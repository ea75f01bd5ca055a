import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { readSettings } from '../settings/queries.ts';
import { totalsOfGrids } from '../works/totals.ts';
import type { PublicGrid, ServiceLine } from './contract.ts';

type OfPath<Row> = Row & { path: string };
const ancestorNames = sqlFile<{ path: string; name: string }>(import.meta.url, './ancestor-names.sql');
const publicPeople = sqlFile<OfPath<PublicGrid['people'][number]>>(import.meta.url, './public-people.sql');
const publicContacts = sqlFile<OfPath<ServiceLine>>(import.meta.url, './public-contacts.sql');

/**
 * What anybody may know of these grids, in their order. Only the columns named here leave the database: nothing of households, no coverage (a small
 * grid's share would tell on single doors), no names of works (they may hold an address). Six questions however many grids: cards of a whole
 * district, asked grid by grid, took 2.4 s.
 */
export async function publicGrids(db: Database, grids: readonly GridRef[], now: Date): Promise<PublicGrid[]> {
  const settings = await readSettings(db);
  const { rows } = await db.raw('select district_day(?)::text as day', [now]);
  const paths = [...new Set(grids.map(({ path }) => path))];
  const above = byPath(await ancestorNames(db, { paths }));
  const people = byPath(await publicPeople(db, { paths, now }));
  const services = byPath(await publicContacts(db, { paths }));
  const works = await totalsOfGrids(db, grids);
  return grids.map(({ code, name, level, kind, path }, index) => ({
    asOf: rows[0].day,
    code,
    name,
    level,
    kind,
    within: (above.get(path) ?? []).map((grid) => grid.name),
    levelLabels: settings.level_labels,
    people: people.get(path) ?? [],
    services: services.get(path) ?? [],
    works: (works[index] ?? []).map(({ workType: type, quantity, unit, qualifier }) => ({
      name: type.name,
      nameEn: type.nameEn,
      family: type.family,
      quantity,
      unit,
      qualifier,
    })),
  }));
}

function byPath<Row>(rows: readonly OfPath<Row>[]): Map<string, Omit<OfPath<Row>, 'path'>[]> {
  const found = new Map<string, Omit<OfPath<Row>, 'path'>[]>();
  for (const { path, ...row } of rows) {
    const list = found.get(path);
    if (list) list.push(row);
    else found.set(path, [row]);
  }
  return found;
}
