import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { bulkInsert } from '../db/bulk.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { loadGrids, loadStaff } from './load-grids.ts';
import { loadComponents, loadPlaces } from './load-places.ts';
import { loadProjects, refreshProjects } from './load-projects.ts';
import { loadResidents } from './load-residents.ts';
import { loadTargets, loadVisits } from './load-targets.ts';
import { loadThreads } from './load-threads.ts';
import { loadIssues, loadWorks } from './load-works.ts';
import { date, int, json, text } from './row-columns.ts';

const fillMetric = sqlFile(import.meta.url, './fill-metric.sql');
const startRound = sqlFile(import.meta.url, './start-round.sql');
const joinLate = sqlFile(import.meta.url, './join-late.sql');
const recountTallies = sqlFile(import.meta.url, './recount-tallies.sql');
const announceLayers = sqlFile(import.meta.url, './announce-layers.sql');

export type Progress = (text: string) => void;

/**
 * Writes a generated district into an empty, migrated schema, in one transaction: all of it or nothing.
 * Ids are the generator's; sequences move past them. Paths come from the generator, which knows the micro-grid of everything it made.
 * @throws the database's own error when the schema already holds rows with the same ids.
 */
export async function loadDemo(db: Database, demo: DemoDistrict, progress: Progress = () => undefined): Promise<void> {
  await db.transaction(async (transaction) => {
    const pathOf = new Map(demo.grids.map(({ id, path }) => [id, path]));
    progress('Grids and staff');
    await loadSettings(transaction, demo);
    await loadGrids(transaction, demo);
    await loadStaff(transaction, demo);
    progress('Buildings, roads, water, green, alleys');
    await loadPlaces(transaction, demo, pathOf);
    await fillMetric(transaction);
    progress(`${demo.households.count} households`);
    await loadTargets(transaction, demo, pathOf);
    await loadResidents(transaction, demo);
    progress(`${demo.visits.count} visits`);
    await loadRounds(transaction, demo);
    await loadVisits(transaction, demo);
    progress('Issues and works');
    await loadProjects(transaction, demo);
    await loadWorks(transaction, demo, pathOf);
    await loadIssues(transaction, demo, pathOf);
    await loadThreads(transaction, demo);
    await fillMetric(transaction);
    progress('Coverage and tallies');
    // Without statistics the first refresh joins 31,000 targets with 70,000 knocks by nested loops: 20 s instead of 1.
    await transaction.raw('analyze households, visits, grids');
    await freezeRounds(transaction, demo);
    progress(`${demo.components.length} lamps, manholes and drains`);
    await loadComponents(transaction, demo);
    await refreshProjects(transaction);
    await recountTallies(transaction);
    await announceLayers(transaction);
  });
}

async function loadSettings(db: Database, { settings }: DemoDistrict): Promise<void> {
  const rows = Object.entries(settings).map(([key, value]) => ({ key, value: JSON.stringify(value) }));
  // The importer and the first start may have put defaults there: the demo's own facts win.
  await db('settings').insert(rows).onConflict('key').merge();
}

async function loadRounds(db: Database, { programmes, campaigns }: DemoDistrict): Promise<void> {
  await bulkInsert(db, 'programmes', programmes.length, {
    id: int(programmes, ({ id }) => id),
    code: text(programmes, ({ code }) => code),
    name: text(programmes, ({ name }) => name),
    kind: text(programmes, ({ kind }) => kind),
    name_en: text(programmes, ({ nameEn }) => nameEn),
    targets: json(programmes, ({ targets }) => targets),
    starts_on: date(programmes, ({ startsOn }) => startsOn),
    ends_on: date(programmes, ({ endsOn }) => endsOn),
  });
  await bulkInsert(db, 'campaigns', campaigns.length, {
    id: int(campaigns, ({ id }) => id),
    code: text(campaigns, ({ code }) => code),
    name: text(campaigns, ({ name }) => name),
    programme_id: int(campaigns, ({ programmeId }) => programmeId),
    starts_on: date(campaigns, ({ startsOn }) => startsOn),
    ends_on: date(campaigns, ({ endsOn }) => endsOn),
    status: text(campaigns, ({ status }) => status),
  });
}

/** Counts each round with everybody in it, freezes it, and lets those who moved in later join the open one unfrozen. */
async function freezeRounds(db: Database, { campaigns, households }: DemoDistrict): Promise<void> {
  const refresh = (id: number): Promise<unknown> => db.raw('select refresh_household_coverage(?)', [id]);
  for (const { id, status, frozenAt } of campaigns) {
    const belongs = status === 'open' ? households.frozen : households.inClosedRound;
    const late: number[] = [];
    for (let row = 0; row < households.count; row += 1) if (belongs[row] === 0) late.push(households.firstId + row);
    await refresh(id);
    await startRound(db, { campaign_id: id, late_ids: late, frozen_at: new Date(frozenAt) });
    if (status !== 'open') continue;
    await refresh(id);
    await joinLate(db, { campaign_id: id });
  }
}
