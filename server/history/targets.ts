import type { Listing } from '../coverage/answer.ts';
import type { CoverageState } from '../coverage/contract.ts';
import type { PagePosition, Place, TargetRow } from '../coverage/pages.ts';
import { type Database, sqlFile } from '../db/sql.ts';

/** Filters as SQL takes them; null = of any kind. */
export interface PastFilters {
  kind: string | null;
  states: readonly CoverageState[] | null;
  only_frozen: boolean;
  building_id: number | null;
  held_by: string[] | null;
  inside: string | null;
  member_of: number | null;
}
export const ANY_TARGET: PastFilters = { kind: null, states: null, only_frozen: false, building_id: null, held_by: null, inside: null, member_of: null };

const targetsOn = sqlFile<TargetRow & { path: string | null; total: number }>(import.meta.url, './targets-on.sql');

/** The targets of a round that pass the filters, as of a day that is over. @param key what the filters come from: a cursor is bound to it. */
export function pastListing<State extends CoverageState>(
  name: string,
  key: object,
  { campaignId, day }: { campaignId: number; day: string },
  filters: PastFilters,
): Listing<State> {
  let total: number | undefined;
  return {
    name: `${name}-${day}`,
    key: { ...key, campaignId, day },
    async page(db, place, position, limit) {
      if (place.by === 'shape' && place.shape === null) return { rows: [], next: null };
      const where = { ...(await placeBindings(db, place)), ...afterOf(place, position) };
      const found = await targetsOn(db, { ...filters, ...where, campaign_id: campaignId, day, limit: limit + 1 });
      total ??= found[0]?.total ?? 0;
      const kept = found.slice(0, limit);
      const rows = kept.map(({ path: _path, total: _total, ...row }) => row as TargetRow<State>);
      const last = kept.at(-1);
      return { rows, next: found.length > limit && last !== undefined ? positionOf(place, last) : null };
    },
    total: async (_db, place) => (place.by === 'shape' ? undefined : total),
  };
}

/** A place as the SQL of past days takes it. */
export async function placeBindings(db: Database, place: Place) {
  const nowhere = { path: null, targets: null, shape: null, distance_m: 0 };
  if (place.by === 'path') return { ...nowhere, path: place.grid.path };
  if (place.by === 'members') return { ...nowhere, targets: await db('grid_members').where({ grid_id: place.grid.id, kind: 'household' }).pluck('target_id') };
  return { ...nowhere, shape: place.shape?.geom ?? null, distance_m: place.shape?.distanceM ?? 0 };
}

/** Positions are those of coverage/pages.ts; a page of a shape has no cells here, so the cell is the empty word. */
function afterOf(place: Place, position: PagePosition | null): { after_path: string; after_id: number } {
  const after_path = place.by === 'path' ? ((position?.[0] as string | undefined) ?? '') : '';
  return { after_path, after_id: (position?.at(-1) as number | undefined) ?? 0 };
}

function positionOf(place: Place, { path, id }: { path: string | null; id: number }): PagePosition {
  if (place.by === 'path') return [path ?? '', id];
  return place.by === 'members' ? [id] : ['', id];
}
