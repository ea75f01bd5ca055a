import type { HouseholdKind } from '../households/contract.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { UNCOVERED_STATES, type UncoveredState } from './contract.ts';
import type { UncoveredRow } from './uncovered.ts';

/** A page of uncovered-by-path.sql: lists as texts. Everything is null when nothing was found. */
export interface PackedPage {
  /** In order of the page, three numbers a target: id, last visit and appointment in seconds since 1970 (or null). */
  targetNumbers: string | null;
  /** In order of the page: first letters. */
  states: string | null;
  /** The same households in any order, five numbers each: id, building (or null), floor (or null), longitude, latitude. */
  doorNumbers: string | null;
  /** In the order of doorNumbers, five texts each: first letter of the kind, name, unit, room, address. */
  doorTexts: string | null;
  /** In order of the path; so many rows of the page each. */
  grids: { path: string; rows: number; code: string | null; name: string | null }[] | null;
  buildings: { id: number[] | null; name: (string | null)[] };
}

const TARGET_NUMBERS = 3;
const DOOR_NUMBERS = 5;
const DOOR_TEXTS = 5;
const SEPARATOR = '\x1f';
const MISSING = '\x1d';

const byFirstLetter = <Word extends string>(words: readonly Word[]): Map<string, Word> => new Map(words.map((word) => [word.charAt(0), word]));
const KINDS: Map<string, HouseholdKind> = byFirstLetter(HOUSEHOLD_KINDS);
const STATES: Map<string, UncoveredState> = byFirstLetter(UNCOVERED_STATES);

const numbersOf = (text: string | null): (number | null)[] => JSON.parse(`[${text ?? ''}]`) as (number | null)[];
const nameOf = (text: string | undefined): string | null => (text === MISSING || text === undefined ? null : text);
/** Milliseconds, cut and not rounded, as the driver reads a timestamp. */
const momentOf = (seconds: number | null | undefined): Date | null => (seconds == null ? null : new Date(Math.floor(Math.round(seconds * 1e6) / 1e3)));

/** A page taken apart. */
export interface UnpackedPage {
  ids: number[];
  /** null when a text of the register holds a separator: then the rows must be read one by one, by `ids`. */
  rows: UncoveredRow[] | null;
  /** The path of the row at a place. */
  pathAt: (place: number) => string;
}

export function unpackPage({ targetNumbers, states, doorNumbers, doorTexts, grids, buildings }: PackedPage): UnpackedPage {
  const targets = numbersOf(targetNumbers);
  const numbers = numbersOf(doorNumbers);
  const texts = doorTexts === null ? [] : doorTexts.split(SEPARATOR);
  const count = targets.length / TARGET_NUMBERS;
  const ids = Array.from({ length: count }, (_, place) => targets[place * TARGET_NUMBERS] as number);
  const pathAt = (place: number): string => {
    let end = 0;
    for (const { path, rows } of grids ?? []) {
      end += rows;
      if (place < end) return path;
    }
    throw new RangeError(`the page has no row ${place}`);
  };
  // A separator inside a text makes one text more than there are; nothing else can.
  if (numbers.length !== count * DOOR_NUMBERS || texts.length !== count * DOOR_TEXTS) return { ids, rows: null, pathAt };
  const doorOf = new Map(ids.map((_, door) => [numbers[door * DOOR_NUMBERS] as number, door]));
  const buildingNames = new Map((buildings.id ?? []).map((id, place) => [id, buildings.name[place] ?? null]));
  const rows: UncoveredRow[] = [];
  for (const { rows: held, code, name: gridName } of grids ?? []) {
    for (const end = rows.length + held; rows.length < end; ) {
      const target = rows.length * TARGET_NUMBERS;
      const id = targets[target] as number;
      const door = doorOf.get(id) as number;
      const number = door * DOOR_NUMBERS;
      const text = door * DOOR_TEXTS;
      const buildingId = numbers[number + 1] ?? null;
      rows.push({
        id,
        kind: KINDS.get(texts[text] as string) as HouseholdKind,
        state: STATES.get((states as string).charAt(rows.length)) as UncoveredState,
        name: nameOf(texts[text + 1]),
        gridCode: code,
        gridName,
        buildingId,
        buildingName: buildingId === null ? null : (buildingNames.get(buildingId) ?? null),
        unit: nameOf(texts[text + 2]),
        floor: numbers[number + 2] ?? null,
        room: nameOf(texts[text + 3]),
        address: texts[text + 4] as string,
        lon: numbers[number + 3] as number,
        lat: numbers[number + 4] as number,
        lastVisitedAt: momentOf(targets[target + 1]),
        appointmentAt: momentOf(targets[target + 2]),
      });
    }
  }
  return { ids, rows, pathAt };
}
