import type { HouseholdKind } from '../households/contract.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { UNCOVERED_STATES, type UncoveredState } from './contract.ts';
import type { UncoveredRow } from './uncovered.ts';

/** A page of uncovered-by-path.sql, column by column. All columns are null when nothing was found. */
export interface PackedPage {
  /** In order of the page: ids, first letters of the states, seconds since 1970. */
  targets: { id: number[] | null; state: string; lastVisited: (number | null)[]; appointment: (number | null)[] };
  /** The same households in any order: ids, first letters of the kinds, and what stands in the register. */
  doors: {
    id: number[];
    kind: string;
    name: (string | null)[];
    buildingId: (number | null)[];
    unit: (string | null)[];
    floor: (number | null)[];
    room: (string | null)[];
    address: string[];
    lon: number[];
    lat: number[];
  };
  /** In order of the path; so many rows of the page each. */
  grids: { path: string; rows: number; code: string | null; name: string | null }[] | null;
  buildings: { id: number[] | null; name: (string | null)[] };
}

const byFirstLetter = <Word extends string>(words: readonly Word[]): Map<string, Word> => new Map(words.map((word) => [word.charAt(0), word]));
const KINDS: Map<string, HouseholdKind> = byFirstLetter(HOUSEHOLD_KINDS);
const STATES: Map<string, UncoveredState> = byFirstLetter(UNCOVERED_STATES);

/** Milliseconds, cut and not rounded, as the driver reads a timestamp. */
const momentOf = (seconds: number | null | undefined): Date | null => (seconds == null ? null : new Date(Math.floor(Math.round(seconds * 1e6) / 1e3)));

/** The rows of a page in its order, and the path of the row at a place. */
export function unpackPage({ targets, doors, grids, buildings }: PackedPage): { rows: UncoveredRow[]; pathAt: (place: number) => string } {
  const ids = targets.id ?? [];
  const doorOf = new Map(targets.id === null ? [] : doors.id.map((id, door) => [id, door]));
  const buildingNames = new Map((buildings.id ?? []).map((id, place) => [id, buildings.name[place] ?? null]));
  const rows: UncoveredRow[] = [];
  for (const { rows: count, code, name } of grids ?? []) {
    for (const end = rows.length + count; rows.length < end; ) {
      const place = rows.length;
      const id = ids[place] as number;
      const door = doorOf.get(id) as number;
      const buildingId = doors.buildingId[door] ?? null;
      rows.push({
        id,
        kind: KINDS.get(doors.kind.charAt(door)) as HouseholdKind,
        state: STATES.get(targets.state.charAt(place)) as UncoveredState,
        name: doors.name[door] ?? null,
        gridCode: code,
        gridName: name,
        buildingId,
        buildingName: buildingId === null ? null : (buildingNames.get(buildingId) ?? null),
        unit: doors.unit[door] ?? null,
        floor: doors.floor[door] ?? null,
        room: doors.room[door] ?? null,
        address: doors.address[door] as string,
        lon: doors.lon[door] as number,
        lat: doors.lat[door] as number,
        lastVisitedAt: momentOf(targets.lastVisited[place]),
        appointmentAt: momentOf(targets.appointment[place]),
      });
    }
  }
  const pathAt = (place: number): string => {
    let end = 0;
    for (const { path, rows: count } of grids ?? []) {
      end += count;
      if (place < end) return path;
    }
    throw new RangeError(`the page has no row ${place}`);
  };
  return { rows, pathAt };
}
