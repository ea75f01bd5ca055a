import { type DemoDistrict, HOUSEHOLD_KINDS, VISIT_MODES, VISIT_OUTCOMES } from '../../geodata/demo/types.ts';
import { searchTerms } from '../../geodata/search-terms.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import type { Paths } from './load-places.ts';

/** Writes the visit targets. Addresses are put together from the building, staircase and door: "文昌家属院3号楼2单元501". */
export async function loadTargets(db: Database, { households, buildings }: DemoDistrict, pathOf: Paths): Promise<void> {
  const { firstId, kind, buildingId, unit, floor, room, names } = households;
  const firstBuilding = buildings[0]?.id ?? 1;
  const sounds = buildings.map(({ compound, name }) => searchTerms([compound ?? name]));
  const buildingOf = (row: number): number => (buildingId[row] ?? 0) - firstBuilding;
  const door = (row: number): string => {
    const own = buildings[buildingOf(row)]?.name.match(/(\d+)号/)?.[1] ?? '';
    return room[row] === 0 ? own : `${own}-${unit[row]}-${room[row]}`;
  };
  await bulkInsert(db, 'households', households.count, {
    id: { type: 'int8', values: (row) => firstId + row },
    kind: { type: 'text', values: (row) => HOUSEHOLD_KINDS[kind[row] ?? 0] ?? null },
    name: { type: 'text', values: (row) => names.get(row) ?? null },
    building_id: { type: 'int8', values: (row) => (buildingId[row] === 0 ? null : (buildingId[row] ?? null)) },
    unit: { type: 'text', values: (row) => (unit[row] === 0 ? null : String(unit[row])) },
    floor: { type: 'int2', values: (row) => (floor[row] === 0 ? null : (floor[row] ?? null)) },
    room: { type: 'text', values: (row) => (room[row] === 0 ? null : String(room[row])) },
    address: {
      type: 'text',
      values: (row) => (buildings[buildingOf(row)]?.address ?? '') + (room[row] === 0 ? '' : `${unit[row]}单元${room[row]}`),
    },
    path: { type: 'text', values: (row) => pathOf.get(households.microGridId[row] ?? 0) ?? null },
    geom: { type: 'point', srid: 4326, x: households.longitude, y: households.latitude },
    search_terms: {
      type: 'text',
      values: (row) => (names.has(row) ? searchTerms([names.get(row)]) : `${sounds[buildingOf(row)] ?? ''} ${door(row)}`),
    },
  });
}

/** Writes the knocks. Their client_uuid is made from the row number: the demo is the client, and the same demo makes the same ids. */
export async function loadVisits(db: Database, { visits, options }: DemoDistrict): Promise<void> {
  const prefix = (options.seed >>> 0).toString(16).padStart(8, '0');
  const orNull = (values: ArrayLike<number>, row: number): number | null => (values[row] === 0 ? null : (values[row] ?? null));
  await bulkInsert(db, 'visits', visits.count, {
    id: { type: 'int8', values: (row) => visits.firstId + row },
    client_uuid: { type: 'uuid', values: (row) => `${prefix}-0000-4000-8000-${(visits.firstId + row).toString(16).padStart(12, '0')}` },
    campaign_id: { type: 'int8', values: visits.campaignId },
    household_id: { type: 'int8', values: visits.householdId },
    person_id: { type: 'int8', values: visits.personId },
    outcome: { type: 'text', values: (row) => VISIT_OUTCOMES[visits.outcome[row] ?? 0] ?? null },
    mode: { type: 'text', values: (row) => VISIT_MODES[visits.mode[row] ?? 0] ?? null },
    visited_at: { type: 'timestamptz', values: visits.visitedAt },
    appointment_at: { type: 'timestamptz', values: (row) => orNull(visits.appointmentAt, row) },
    approved_at: { type: 'timestamptz', values: (row) => orNull(visits.approvedAt, row) },
    approved_by: { type: 'int8', values: (row) => orNull(visits.approvedBy, row) },
    recorded_at: { type: 'timestamptz', values: visits.visitedAt },
  });
}
