import { largeName } from '../../geodata/demo/large.ts';
import { COVERAGE_STATES, HOUSEHOLD_KINDS } from '../../geodata/demo/types.ts';
import type { Batch, Columns } from '../../server/db/columns.ts';
import { type LocatedHouseholds, METRIC_SRID } from './household-batches.ts';

const ROWS_PER_BATCH = 50_000;
/** The last day of the round, and how many seconds of it lie before: last visits are spread over them. */
const ROUND_END_MS = Date.UTC(2026, 10, 20);
const ROUND_SECONDS = 60 * 86_400;

/** What the rows of both tables are made from. `order`: row numbers in the order of writing. */
export interface HouseholdSource {
  columns: LocatedHouseholds;
  order: Int32Array;
  /** Path per micro-grid, address per building id. */
  paths: string[];
  addresses: string[];
  campaignId: number;
}

/** Batches for `households`. */
export function householdRows({ columns, order, paths, addresses }: HouseholdSource): Generator<Batch> {
  const { kind, buildingId, unit, floor, room, microGrid, longitude, latitude } = columns;
  return inOrder(order, (rows) => {
    const at = (row: number): number => rows[row] as number;
    return {
      id: { type: 'int8', values: (row) => at(row) + 1 },
      kind: { type: 'text', values: (row) => HOUSEHOLD_KINDS[kind[at(row)] as number] ?? null },
      name: { type: 'text', values: (row) => largeName(kind[at(row)] as number, at(row) + 1) },
      building_id: { type: 'int8', values: (row) => buildingId[at(row)] ?? null },
      unit: { type: 'text', values: (row) => String(unit[at(row)]) },
      floor: { type: 'int2', values: (row) => floor[at(row)] ?? null },
      room: { type: 'text', values: (row) => String(room[at(row)]) },
      address: { type: 'text', values: (row) => `${addresses[buildingId[at(row)] as number]}${unit[at(row)]}单元${room[at(row)]}` },
      path: { type: 'text', values: (row) => paths[microGrid[at(row)] as number] ?? null },
      geom: {
        type: 'point',
        srid: 4326,
        x: Float64Array.from(rows, (row) => longitude[row] as number),
        y: Float64Array.from(rows, (row) => latitude[row] as number),
      },
    };
  });
}

/** Batches for `household_coverage`. */
export function coverageRows({ columns, order, paths, campaignId }: HouseholdSource): Generator<Batch> {
  const { kind, buildingId, frozen, state, microGrid, east, north } = columns;
  return inOrder(order, (rows) => {
    const at = (row: number): number => rows[row] as number;
    return {
      household_id: { type: 'int8', values: (row) => at(row) + 1 },
      campaign_id: { type: 'int8', values: () => campaignId },
      path: { type: 'text', values: (row) => paths[microGrid[at(row)] as number] ?? null },
      kind: { type: 'text', values: (row) => HOUSEHOLD_KINDS[kind[at(row)] as number] ?? null },
      building_id: { type: 'int8', values: (row) => buildingId[at(row)] ?? null },
      state: { type: 'text', values: (row) => COVERAGE_STATES[state[at(row)] as number] ?? null },
      frozen: { type: 'boolean', values: (row) => frozen[at(row)] === 1 },
      last_visited_at: { type: 'timestamptz', values: (row) => (state[at(row)] === 0 ? null : ROUND_END_MS - (((at(row) + 1) * 7919) % ROUND_SECONDS) * 1000) },
      point_m: {
        type: 'point',
        srid: METRIC_SRID,
        x: Float64Array.from(rows, (row) => east[row] as number),
        y: Float64Array.from(rows, (row) => north[row] as number),
      },
    };
  });
}

function* inOrder(order: Int32Array, columnsOf: (rows: Int32Array) => Columns): Generator<Batch> {
  for (let start = 0; start < order.length; start += ROWS_PER_BATCH) {
    const rows = order.subarray(start, start + ROWS_PER_BATCH);
    yield { rows: rows.length, columns: columnsOf(rows) };
  }
}
