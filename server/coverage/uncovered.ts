import { type Database, sqlFile } from '../db/sql.ts';
import type { PastDay } from '../history/day.ts';
import { ANY_TARGET, pastListing } from '../history/targets.ts';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '../households/contract.ts';
import type { Listing } from './answer.ts';
import { UNCOVERED_STATES, type UncoveredState } from './contract.ts';
import { type CountsByKind, figuresOf } from './figures.ts';
import { type PackedPage, unpackPage } from './packed-page.ts';
import { type Finder, type PagePosition, type Place, pageOfTargets, type RowsPage, type TargetRow, targetsByIds } from './pages.ts';
import { tallyOf } from './rollup.ts';

export type UncoveredRow = TargetRow<UncoveredState>;

export interface Filters {
  campaignId: number;
  kind: HouseholdKind | undefined;
  states: UncoveredState[] | undefined;
}

const byPath = sqlFile<PackedPage>(import.meta.url, './uncovered-by-path.sql');
/** Planned once a connection. Only without filters: the plan must not depend on whether a kind was asked for. */
const byPathUnfiltered = sqlFile<PackedPage>(import.meta.url, './uncovered-by-path.sql', { isPrepared: true });
const byMembers = sqlFile<UncoveredRow>(import.meta.url, './uncovered-by-members.sql');
const inCell = sqlFile<{ ids: number[] | null }>(import.meta.url, './uncovered-in-cell.sql');

/** One keyset page of at most `limit` uncovered targets after a position. */
export function uncoveredPage(
  db: Database,
  place: Place,
  { campaignId, kind, states }: Filters,
  position: PagePosition | null,
  limit: number,
): Promise<RowsPage<UncoveredState>> {
  const bindings = { campaign_id: campaignId, kind: kind ?? null, states: states ?? null };
  const finder: Finder<UncoveredState> = {
    campaignId,
    byPath: async (where) => {
      const query = bindings.kind === null && bindings.states === null ? byPathUnfiltered : byPath;
      const [packed] = await query(db, { ...bindings, ...where });
      const { ids, rows, pathAt } = unpackPage(packed as PackedPage);
      return { rows: rows ?? (await targetsByIds<UncoveredState>(db, campaignId, ids)), pathAt };
    },
    byMembers: (where) => byMembers(db, { ...bindings, ...where }),
    inCell: (where) => inCell(db, { ...bindings, ...where }),
  };
  return pageOfTargets(db, place, finder, position, limit);
}

/** The uncovered targets of some place, as a list that an answer can be made of; as they stood when a past day ended. */
export function uncoveredListing(filters: Filters, past: PastDay | null): Listing<UncoveredState> {
  const { campaignId, kind = null, states = UNCOVERED_STATES } = filters;
  if (past === null) return uncoveredNow(filters);
  return pastListing('uncovered', { of: 'uncovered', ...filters }, { campaignId, day: past.day }, { ...ANY_TARGET, kind, states });
}

const uncoveredNow = (filters: Filters): Listing<UncoveredState> => ({
  name: 'uncovered',
  key: { of: 'uncovered', ...filters },
  page: (db, place, position, limit) => uncoveredPage(db, place, filters, position, limit),
  async total(db, place) {
    if (place.by === 'shape') return undefined;
    const { campaignId, kind, states } = filters;
    const tally = await tallyOf(db, [place.grid.id], campaignId, kind === undefined ? HOUSEHOLD_KINDS : [kind]);
    const { all } = tally.get(place.grid.id) as CountsByKind;
    return states === undefined ? figuresOf(all).uncovered : states.reduce((sum, state) => sum + all[state], 0);
  },
});
