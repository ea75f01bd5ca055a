import { COVERAGE_STATES, type CoverageState } from '../coverage/contract.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import type { WallSection } from './contract.ts';

interface Cell {
  unit: string;
  floor: number | null;
  states: CoverageState[];
  appointmentAt: Date | null;
}
const sectionBuilding = sqlFile<WallSection['building'] & { seq: number }>(import.meta.url, './section-building.sql');
const sectionCells = sqlFile<Cell>(import.meta.url, './section-cells.sql');

/**
 * A building by floor and unit in a round: states only.
 * @throws Problem not-found
 */
export async function sectionOf(db: Database, buildingId: number, campaignId: number | null, now: Date): Promise<Sendable<WallSection>> {
  const [found] = await sectionBuilding(db, { building_id: buildingId });
  if (found === undefined) throw problems.notFound(`Building ${buildingId}`);
  const { seq, ...building } = found;
  const cells = await sectionCells(db, { building_id: buildingId, campaign_id: campaignId });
  const states = cells.flatMap((cell) => cell.states);
  return {
    asOf: now,
    seq,
    building,
    total: states.length,
    byState: Object.fromEntries(COVERAGE_STATES.map((state) => [state, states.filter((one) => one === state).length])) as Record<CoverageState, number>,
    ...layOut(cells),
  };
}

/** Units from the first, floors from the top, unknown floors last; a place where no door is has an empty cell. */
export function layOut(cells: readonly Cell[]): Pick<Sendable<WallSection>, 'units' | 'floors'> {
  const units = [...new Set(cells.map(({ unit }) => unit))].sort((a, b) => a.localeCompare(b, 'zh', { numeric: true }));
  const floors = [...new Set(cells.map(({ floor }) => floor))].sort((a, b) => (b ?? Number.NEGATIVE_INFINITY) - (a ?? Number.NEGATIVE_INFINITY));
  const at = new Map(cells.map((cell) => [`${cell.unit}/${cell.floor}`, cell]));
  return {
    units,
    floors: floors.map((floor) => ({
      floor,
      cells: units.map((unit) => {
        const { states = [], appointmentAt = null } = at.get(`${unit}/${floor}`) ?? {};
        return { states, appointmentAt };
      }),
    })),
  };
}
