import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { searchTerms } from '../../geodata/search-terms.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import { bool, date, int, moment, real, shape, small, text } from './row-columns.ts';

/** By grid id. */
export type Paths = ReadonlyMap<number, string>;

export async function loadPlaces(db: Database, { buildings, baseFeatures, alleys, alleySurveys }: DemoDistrict, pathOf: Paths): Promise<void> {
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
    cables: text(alleys, ({ cables }) => cables),
    overhead_m: real(alleys, ({ overheadM }) => overheadM),
    parking: text(alleys, ({ parking }) => parking),
    parking_spaces: { type: 'int4', values: (row) => alleys[row]?.parkingSpaces ?? null },
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
  await loadSurveys(db, alleySurveys);
}

async function loadSurveys(db: Database, surveys: DemoDistrict['alleySurveys']): Promise<void> {
  const isExact = ({ needMin, needMax }: DemoDistrict['alleySurveys'][number]): boolean => needMin === needMax;
  await bulkInsert(db, 'alley_surveys', surveys.length, {
    id: int(surveys, ({ id }) => id),
    client_uuid: { type: 'uuid', values: (row) => surveys[row]?.clientUuid ?? null },
    alley_id: int(surveys, ({ alleyId }) => alleyId),
    standard: text(surveys, ({ standard }) => standard),
    meets: { type: 'boolean', values: (row) => surveys[row]?.meets ?? null },
    need: small(surveys, (survey) => (isExact(survey) ? Math.round(survey.needMin) : null)),
    need_min: { type: 'float4', values: (row) => surveys[row]?.needMin ?? null },
    need_max: { type: 'float4', values: (row) => surveys[row]?.needMax ?? null },
    measured_value: real(surveys, ({ measuredValue }) => measuredValue),
    measured_unit: text(surveys, ({ measuredUnit }) => measuredUnit),
    surveyed_on: date(surveys, ({ surveyedOn }) => surveyedOn),
    // Known since the day they were made: the district has a past.
    recorded_at: moment(surveys, ({ surveyedOn }) => Date.parse(`${surveyedOn}T18:00:00+08:00`)),
    person_id: int(surveys, ({ personId }) => personId),
    checklist_code: text(surveys, ({ checklist }) => checklist.code),
    checklist_version: small(surveys, ({ checklist }) => checklist.version),
  });
  const items = surveys.flatMap(({ id, items: own }) => own.map((item) => ({ id, ...item })));
  await bulkInsert(db, 'alley_survey_items', items.length, {
    survey_id: int(items, ({ id }) => id),
    item_code: text(items, ({ code }) => code),
    value: real(items, ({ value }) => value),
    unit: text(items, ({ unit }) => unit),
  });
}

/** Lamps, manholes and drains, and the issues about them; then what follows for the alleys. Once everything else is there. */
export async function loadComponents(db: Database, { components, componentIssues }: DemoDistrict): Promise<void> {
  await db.raw(`select set_config('app.facts_later', 'on', true)`);
  await bulkInsert(db, 'street_components', components.length, {
    id: int(components, ({ id }) => id),
    code: text(components, ({ code }) => code),
    kind: text(components, ({ kind }) => kind),
    status: text(components, ({ status }) => status),
    status_on: date(components, ({ statusOn }) => statusOn),
    geom: shape(components, ({ point }) => ({ type: 'Point', coordinates: point })),
    alley_id: int(components, ({ alleyId }) => alleyId),
  });
  await bulkInsert(db, 'component_issues', componentIssues.length, {
    component_id: int(componentIssues, ({ componentId }) => componentId),
    issue_id: int(componentIssues, ({ issueId }) => issueId),
  });
  await db.raw(`select set_config('app.facts_later', 'off', true)`);
  await db.raw('analyze alleys, base_features, component_issues, street_components, households');
  await db.raw('select refresh_alley_facts()');
}
