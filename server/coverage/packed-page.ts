import type { HouseholdKind } from '../households/contract.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { UNCOVERED_STATES, type UncoveredState } from './contract.ts';
import type { UncoveredRow } from './uncovered.ts';

/** A page of uncovered-by-path.sql: lists as texts. Everything is null when nothing was found. */
export interface PackedPage {
  /** In order of the page. */
  ids: string | null;
  /** In order of the page: first letters. */
  states: string | null;
  /** Of targets that have one of them, three numbers each: id, last visit and appointment in seconds since 1970 (or null). */
  moments: string | null;
  /** The same households in any order, five numbers each: id, building (0 = none), floor (-32768 = none), longitude, latitude. */
  doorNumbers: string | null;
  /** In the order of doorNumbers, five texts each: first letter of the kind, name, unit, room, address. */
  doorTexts: string | null;
  /** In order of the path; so many rows of the page each. */
  grids: { path: string; rows: number; code: string | null; name: string | null }[] | null;
  buildings: { id: number[] | null; name: (string | null)[] };
}

const MOMENTS = 3;
const DOOR_NUMBERS = 5;
const DOOR_TEXTS = 5;
const SEPARATOR = '\x1f';
const MISSING = '\x1d';
const NO_BUILDING = 0;
const NO_FLOOR = -32_768;

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

export function unpackPage({ ids: idText, states, moments: momentText, doorNumbers, doorTexts, grids, buildings }: PackedPage): UnpackedPage {
  const ids = numbersOf(idText) as number[];
  const moments = numbersOf(momentText);
  const numbers = numbersOf(doorNumbers) as number[];
  const texts = doorTexts === null ? [] : doorTexts.split(SEPARATOR);
  const pathAt = (place: number): string => {
    let end = 0;
    for (const { path, rows } of grids ?? []) {
      end += rows;
      if (place < end) return path;
    }
    throw new RangeError(`the page has no row ${place}`);
  };
  // A separator inside a text makes one text more than there are; nothing else can.
  if (numbers.length !== ids.length * DOOR_NUMBERS || texts.length !== ids.length * DOOR_TEXTS) return { ids, rows: null, pathAt };
  const doorOf = new Map(ids.map((_, door) => [numbers[door * DOOR_NUMBERS] as number, door]));
  const momentsOf = new Map(Array.from({ length: moments.length / MOMENTS }, (_, place) => [moments[place * MOMENTS] as number, place * MOMENTS]));
  const buildingNames = new Map((buildings.id ?? []).map((id, place) => [id, buildings.name[place] ?? null]));
  const rows: UncoveredRow[] = [];
  for (const { rows: held, code, name: gridName } of grids ?? []) {
    for (const end = rows.length + held; rows.length < end; ) {
      const id = ids[rows.length] as number;
      const door = doorOf.get(id) as number;
      const number = door * DOOR_NUMBERS;
      const text = door * DOOR_TEXTS;
      const buildingId = numbers[number + 1] as number;
      const floor = numbers[number + 2] as number;
      const moment = momentsOf.get(id);
      rows.push({
        id,
        kind: KINDS.get(texts[text] as string) as HouseholdKind,
        state: STATES.get((states as string).charAt(rows.length)) as UncoveredState,
        name: nameOf(texts[text + 1]),
        gridCode: code,
        gridName,
        buildingId: buildingId === NO_BUILDING ? null : buildingId,
        buildingName: buildingNames.get(buildingId) ?? null,
        unit: nameOf(texts[text + 2]),
        floor: floor === NO_FLOOR ? null : floor,
        room: nameOf(texts[text + 3]),
        address: texts[text + 4] as string,
        lon: numbers[number + 3] as number,
        lat: numbers[number + 4] as number,
        lastVisitedAt: moment === undefined ? null : momentOf(moments[moment + 1]),
        appointmentAt: moment === undefined ? null : momentOf(moments[moment + 2]),
      });
    }
  }
  return { ids, rows, pathAt };
}
