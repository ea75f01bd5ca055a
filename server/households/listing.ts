import type { Listing } from '../coverage/answer.ts';
import { type CoverageState, UNCOVERED_STATES } from '../coverage/contract.ts';
import type { CountsByKind } from '../coverage/figures.ts';
import { type Finder, pageOfTargets, type TargetRow } from '../coverage/pages.ts';
import { tallyOf } from '../coverage/rollup.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import type { PastDay } from '../history/day.ts';
import { pastListing } from '../history/targets.ts';
import { HOUSEHOLD_KINDS, type HouseholdKind } from './contract.ts';

export interface HouseholdFilters {
  kind: HouseholdKind | undefined;
  state: CoverageState[] | undefined;
  frozen: boolean | undefined;
  inside: string | undefined;
  building: number | undefined;
  aboveLevel: number | undefined;
}

const byPath = sqlFile<TargetRow & { path: string }>(import.meta.url, './by-path.sql');
const byMembers = sqlFile<TargetRow>(import.meta.url, './by-members.sql');
const dividedGrids = sqlFile<{ path: string }>(import.meta.url, './divided-grids.sql');
const inCell = sqlFile<{ ids: number[] | null }>(import.meta.url, './in-cell.sql');

const uncovered: readonly CoverageState[] = UNCOVERED_STATES;

/**
 * The visit targets of a round that pass the filters, of any state; as they stood when a past day ended.
 * @throws Problem grid-not-found for a grid they are to be inside of
 */
export async function householdListing(db: Database, campaignId: number, filters: HouseholdFilters, past: PastDay | null): Promise<Listing<CoverageState>> {
  const { kind, state, frozen = false, inside, building, aboveLevel } = filters;
  const scope = await findScope(db, inside);
  const bindings = {
    campaign_id: campaignId,
    kind: kind ?? null,
    states: state ?? null,
    only_uncovered: state?.every((one) => uncovered.includes(one)) ?? false,
    only_frozen: frozen,
    building_id: building ?? null,
    held_by: aboveLevel === undefined ? null : (await dividedGrids(db, { level: aboveLevel })).map(({ path }) => path),
    inside: scope.path,
    member_of: scope.member_of,
  };
  const key = { of: 'households', campaignId, ...filters };
  if (past !== null) return pastListing('households', key, { campaignId, day: past.day }, bindings);
  const finderOn = (on: Database): Finder<CoverageState> => ({
    campaignId,
    byPath: async (where) => {
      const found = await byPath(on, { ...bindings, ...where });
      return { rows: found.map(({ path: _path, ...row }) => row), pathAt: (index) => found[index]?.path ?? where.path };
    },
    byMembers: (where) => byMembers(on, { ...bindings, ...where }),
    inCell: (where) => inCell(on, { ...bindings, ...where }),
  });
  return {
    name: 'households',
    key,
    page: (on, place, position, limit) => pageOfTargets(on, place, finderOn(on), position, limit),
    async total(on, place) {
      if (place.by === 'shape' || inside !== undefined || building !== undefined || aboveLevel !== undefined || (frozen && state !== undefined))
        return undefined;
      const tally = await tallyOf(on, [place.grid.id], campaignId, kind === undefined ? HOUSEHOLD_KINDS : [kind]);
      const { all } = tally.get(place.grid.id) as CountsByKind;
      if (frozen) return all.frozen;
      return state === undefined ? all.total : [...new Set(state)].reduce((sum, one) => sum + all[one], 0);
    },
  };
}
