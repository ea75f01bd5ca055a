import type { Geometry } from 'geojson';
import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { searchTerms } from '../../geodata/search-terms.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Columns } from '../db/columns.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { loadTargets, loadVisits } from './load-targets.ts';

const fillMetric = sqlFile(import.meta.url, './fill-metric.sql');
const startRound = sqlFile(import.meta.url, './start-round.sql');
const recountTallies = sqlFile(import.meta.url, './recount-tallies.sql');
const announceLayers = sqlFile(import.meta.url, './announce-layers.sql');

export type Progress = (text: string) => void;

const int = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Columns[string] => ({ type: 'int8', values: (row) => value(rows[row] as Row) });
const small = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Columns[string] => ({ type: 'int2', values: (row) => value(rows[row] as Row) });
const text = <Row>(rows: readonly Row[], value: (row: Row) => string | null): Columns[string] => ({ type: 'text', values: (row) => value(rows[row] as Row) });
const date = <Row>(rows: readonly Row[], value: (row: Row) => string | null): Columns[string] => ({ type: 'date', values: (row) => value(rows[row] as Row) });
const moment = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Columns[string] => ({
  type: 'timestamptz',
  values: (row) => value(rows[row] as Row),
});
const real = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Columns[string] => ({ type: 'float8', values: (row) => value(rows[row] as Row) });
const bool = <Row>(rows: readonly Row[], value: (row: Row) => boolean): Columns[string] => ({ type: 'boolean', values: (row) => value(rows[row] as Row) });
const json = <Row>(rows: readonly Row[], value: (row: Row) => unknown): Columns[string] => ({ type: 'jsonb', values: (row) => value(rows[row] as Row) });
const shape = <Row>(rows: readonly Row[], value: (row: Row) => Geometry): Columns[string] => ({
  type: 'geometry',
  srid: 4326,
  values: (row) => value(rows[row] as Row),
});

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
    progress(`${demo.visits.count} visits`);
    await loadRounds(transaction, demo);
    await loadVisits(transaction, demo);
    progress('Issues and works');
    await loadWorks(transaction, demo, pathOf);
    await loadIssues(transaction, demo, pathOf);
    await fillMetric(transaction);
    progress('Coverage and tallies');
    // Without statistics the first refresh joins 31,000 targets with 70,000 knocks by nested loops: 20 s instead of 1.
    await transaction.raw('analyze households, visits, grids');
    await freezeRounds(transaction, demo);
    await recountTallies(transaction);
    await announceLayers(transaction);
  });
}

async function loadSettings(db: Database, { settings }: DemoDistrict): Promise<void> {
  const rows = Object.entries(settings).map(([key, value]) => ({ key, value: JSON.stringify(value) }));
  // The importer and the first start may have put defaults there: the demo's own facts win.
  await db('settings').insert(rows).onConflict('key').merge();
}

async function loadGrids(db: Database, { grids, gridCodes }: DemoDistrict): Promise<void> {
  await bulkInsert(db, 'grids', grids.length, {
    id: int(grids, ({ id }) => id),
    code: text(grids, ({ code }) => code),
    path: text(grids, ({ path }) => path),
    level: small(grids, ({ level }) => level),
    parent_id: int(grids, ({ parentId }) => parentId),
    name: text(grids, ({ name }) => name),
    short_name: text(grids, ({ shortName }) => shortName),
    kind: text(grids, ({ kind }) => kind),
    geom: shape(grids, ({ polygons }) => ({ type: 'MultiPolygon', coordinates: polygons })),
    label_point: shape(grids, ({ labelPoint }) => ({ type: 'Point', coordinates: labelPoint })),
    valid_from: date(grids, ({ validFrom }) => validFrom),
    search_terms: text(grids, ({ name, code }) => searchTerms([name, code])),
    attributes: json(grids, ({ attributes }) => attributes),
  });
  await bulkInsert(db, 'grid_codes', gridCodes.length, {
    grid_id: int(gridCodes, ({ gridId }) => gridId),
    code_system: text(gridCodes, ({ codeSystem }) => codeSystem),
    code: text(gridCodes, ({ code }) => code),
  });
}

async function loadStaff(db: Database, { units, people, responsibilities }: DemoDistrict): Promise<void> {
  await bulkInsert(db, 'units', units.length, {
    id: int(units, ({ id }) => id),
    code: text(units, ({ code }) => code),
    name: text(units, ({ name }) => name),
    kind: text(units, ({ kind }) => kind),
    parent_id: int(units, ({ parentId }) => parentId),
    ranking_group: text(units, ({ rankingGroup }) => rankingGroup),
    is_double_reporting: bool(units, ({ isDoubleReporting }) => isDoubleReporting),
    duty_phone: text(units, ({ dutyPhone }) => dutyPhone),
  });
  await bulkInsert(db, 'people', people.length, {
    id: int(people, ({ id }) => id),
    code: text(people, ({ code }) => code),
    name: text(people, ({ name }) => name),
    role: text(people, ({ role }) => role),
    unit_id: int(people, ({ unitId }) => unitId),
    grid_paths: { type: 'text[]', values: (row) => people[row]?.gridPaths ?? [] },
    duty_phone: text(people, ({ dutyPhone }) => dutyPhone),
  });
  await bulkInsert(db, 'responsibilities', responsibilities.length, {
    grid_id: int(responsibilities, ({ gridId }) => gridId),
    tier: small(responsibilities, ({ tier }) => tier),
    person_id: int(responsibilities, ({ personId }) => personId),
    unit_id: int(responsibilities, ({ unitId }) => unitId),
  });
}

async function loadPlaces(db: Database, { buildings, baseFeatures, alleys, alleySurveys }: DemoDistrict, pathOf: ReadonlyMap<number, string>): Promise<void> {
  await bulkInsert(db, 'buildings', buildings.length, {
    id: int(buildings, ({ id }) => id),
    code: text(buildings, ({ code }) => code),
    name: text(buildings, ({ name }) => name),
    kind: text(buildings, ({ kind }) => kind),
    compound: text(buildings, ({ compound }) => compound),
    path: text(buildings, ({ microGridId }) => pathOf.get(microGridId) ?? null),
    floors: small(buildings, ({ floors }) => floors),
    units: small(buildings, ({ units }) => units),
    built_year: small(buildings, ({ builtYear }) => builtYear),
    address: text(buildings, ({ address }) => address),
    geom: shape(buildings, ({ polygon }) => ({ type: 'MultiPolygon', coordinates: [polygon] })),
    search_terms: text(buildings, ({ name, code, compound }) => searchTerms([name, code, compound])),
  });
  await bulkInsert(db, 'base_features', baseFeatures.length, {
    id: int(baseFeatures, ({ id }) => id),
    layer: text(baseFeatures, ({ layer }) => layer),
    class: text(baseFeatures, ({ class: featureClass }) => featureClass),
    name: text(baseFeatures, ({ name }) => name),
    width_m: { type: 'float4', values: (row) => baseFeatures[row]?.widthM ?? null },
    is_bridge: bool(baseFeatures, ({ isBridge }) => isBridge),
    geom: shape(baseFeatures, ({ geometry }) => geometry),
  });
  await bulkInsert(db, 'alleys', alleys.length, {
    id: int(alleys, ({ id }) => id),
    code: text(alleys, ({ code }) => code),
    name: text(alleys, ({ name }) => name),
    name_status: text(alleys, ({ nameStatus }) => nameStatus),
    path: text(alleys, ({ microGrids }) => pathOf.get(microGrids[0]?.gridId ?? 0) ?? null),
    width_m: { type: 'float4', values: (row) => alleys[row]?.widthM ?? null },
    length_m: real(alleys, ({ lengthM }) => lengthM),
    surface: text(alleys, ({ surface }) => surface),
    is_dead_end: bool(alleys, ({ isDeadEnd }) => isDeadEnd),
    geom: shape(alleys, ({ line }) => ({ type: 'MultiLineString', coordinates: [line] })),
    // Not null in the table; the metric shape follows as soon as the rows are in.
    geom_m: shape(alleys, ({ line }) => ({ type: 'MultiLineString', coordinates: [line] })),
    search_terms: text(alleys, ({ name, code }) => searchTerms([name, code])),
  });
  const parts = alleys.flatMap(({ id, lengthM, microGrids }) => microGrids.map(({ gridId, share }) => ({ id, gridId, share, lengthM: lengthM * share })));
  await bulkInsert(db, 'alley_grids', parts.length, {
    alley_id: int(parts, ({ id }) => id),
    path: text(parts, ({ gridId }) => pathOf.get(gridId) ?? null),
    share: real(parts, ({ share }) => share),
    length_m: real(parts, ({ lengthM }) => lengthM),
  });
  await bulkInsert(db, 'alley_surveys', alleySurveys.length, {
    id: int(alleySurveys, ({ id }) => id),
    alley_id: int(alleySurveys, ({ alleyId }) => alleyId),
    standard: text(alleySurveys, ({ standard }) => standard),
    meets: bool(alleySurveys, ({ meets }) => meets),
    need: small(alleySurveys, ({ need }) => need),
    measured_value: real(alleySurveys, ({ measuredValue }) => measuredValue),
    measured_unit: text(alleySurveys, ({ measuredUnit }) => measuredUnit),
    surveyed_on: date(alleySurveys, ({ surveyedOn }) => surveyedOn),
    person_id: int(alleySurveys, ({ personId }) => personId),
  });
}

async function loadRounds(db: Database, { programmes, campaigns }: DemoDistrict): Promise<void> {
  await bulkInsert(db, 'programmes', programmes.length, {
    id: int(programmes, ({ id }) => id),
    code: text(programmes, ({ code }) => code),
    name: text(programmes, ({ name }) => name),
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
    if (status === 'open') await refresh(id);
  }
}

async function loadWorks(db: Database, { workTypes, projects, works }: DemoDistrict, pathOf: ReadonlyMap<number, string>): Promise<void> {
  await bulkInsert(db, 'work_types', workTypes.length, {
    code: text(workTypes, ({ code }) => code),
    name: text(workTypes, ({ name }) => name),
    name_en: text(workTypes, ({ nameEn }) => nameEn),
    unit: text(workTypes, ({ unit }) => unit),
    dimension: text(workTypes, ({ dimension }) => dimension),
    family: text(workTypes, ({ family }) => family),
    sort_order: small(workTypes, ({ sortOrder }) => sortOrder),
  });
  await bulkInsert(db, 'projects', projects.length, {
    id: int(projects, ({ id }) => id),
    code: text(projects, ({ code }) => code),
    programme_id: int(projects, ({ programmeId }) => programmeId),
    kind: text(projects, ({ kind }) => kind),
    name: text(projects, ({ name }) => name),
    phase: text(projects, ({ phase }) => phase),
    starts_on: date(projects, ({ startsOn }) => startsOn),
    ends_on: date(projects, ({ endsOn }) => endsOn),
    path: text(projects, ({ gridId }) => pathOf.get(gridId) ?? null),
  });
  await bulkInsert(db, 'works', works.length, {
    id: int(works, ({ id }) => id),
    code: text(works, ({ code }) => code),
    work_type: text(works, ({ workType }) => workType),
    name: text(works, ({ name }) => name),
    quantity: { type: 'numeric', values: (row) => works[row]?.quantity ?? null },
    unit: text(works, ({ unit }) => unit),
    qualifier: text(works, ({ qualifier }) => qualifier),
    as_of: date(works, ({ asOf }) => asOf),
    phase: text(works, ({ phase }) => phase),
    started_on: date(works, ({ startedOn }) => startedOn),
    completed_on: date(works, ({ completedOn }) => completedOn),
    path: text(works, ({ microGrids }) => pathOf.get(microGrids[0]?.gridId ?? 0) ?? null),
    geom: shape(works, ({ geometry }) => geometry),
    alley_id: int(works, ({ alleyId }) => alleyId),
    project_id: int(works, ({ projectId }) => projectId),
    part_of_id: int(works, ({ partOfId }) => partOfId),
  });
  const parts = works.flatMap(({ id, microGrids }) => microGrids.map(({ gridId, share }) => ({ id, gridId, share })));
  await bulkInsert(db, 'work_grids', parts.length, {
    work_id: int(parts, ({ id }) => id),
    path: text(parts, ({ gridId }) => pathOf.get(gridId) ?? null),
    share: real(parts, ({ share }) => share),
  });
}

async function loadIssues(db: Database, { issues, issueEvents, gridMembers }: DemoDistrict, pathOf: ReadonlyMap<number, string>): Promise<void> {
  await bulkInsert(db, 'issues', issues.length, {
    id: int(issues, ({ id }) => id),
    code: text(issues, ({ code }) => code),
    title: text(issues, ({ title }) => title),
    description: text(issues, ({ description }) => description),
    domain: text(issues, ({ domain }) => domain),
    class: text(issues, ({ class: issueClass }) => issueClass),
    channel: text(issues, ({ channel }) => channel),
    state: text(issues, ({ state }) => state),
    holder_level: small(issues, ({ holderLevel }) => holderLevel),
    resolution_mode: text(issues, ({ resolutionMode }) => resolutionMode),
    address: text(issues, ({ address }) => address),
    path: text(issues, ({ microGridId }) => pathOf.get(microGridId) ?? null),
    geom: shape(issues, ({ point }) => ({ type: 'Point', coordinates: point })),
    unit_id: int(issues, ({ unitId }) => unitId),
    person_id: int(issues, ({ personId }) => personId),
    alley_id: int(issues, ({ alleyId }) => alleyId),
    reported_at: moment(issues, ({ reportedAt }) => reportedAt),
    due_at: moment(issues, ({ dueAt }) => dueAt),
    resolved_at: moment(issues, ({ resolvedAt }) => resolvedAt),
    closed_at: moment(issues, ({ closedAt }) => closedAt),
    attributes: json(issues, ({ attributes }) => attributes),
  });
  await bulkInsert(db, 'issue_events', issueEvents.length, {
    id: int(issueEvents, ({ id }) => id),
    issue_id: int(issueEvents, ({ issueId }) => issueId),
    action: text(issueEvents, ({ action }) => action),
    from_state: text(issueEvents, ({ fromState }) => fromState),
    to_state: text(issueEvents, ({ toState }) => toState),
    holder_level: small(issueEvents, ({ holderLevel }) => holderLevel),
    person_id: int(issueEvents, ({ personId }) => personId),
    unit_id: int(issueEvents, ({ unitId }) => unitId),
    note: text(issueEvents, ({ note }) => note),
    occurred_at: moment(issueEvents, ({ occurredAt }) => occurredAt),
  });
  await bulkInsert(db, 'grid_members', gridMembers.length, {
    grid_id: int(gridMembers, ({ gridId }) => gridId),
    kind: text(gridMembers, ({ kind }) => kind),
    target_id: int(gridMembers, ({ targetId }) => targetId),
  });
}
