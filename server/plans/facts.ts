import { type AlleyCost, COST_CASES, type CostCase, costOfAlley, type TakeOff, takeOffOf, type UnitCost } from '#geodata/priority/costs';
import { CRITERIA, type CriterionCode, PRIORITY_CRITERIA } from '#geodata/priority/criteria';
import { type Needs, needsOf, type OpenIssue, type RawValue, type RawValues, voiceOf, vulnerableOf } from '#geodata/priority/score';
import type { Standard } from '#geodata/standards/standards';
import { type Database, sqlFile } from '../db/sql.ts';
import type { UnitCostRow } from './contract.ts';

/** A project planned in or beside an alley. digs: it opens the ground and leaves no new surface, so it has to come first. */
interface PlannedWork {
  id: number;
  name: string;
  kind: string;
  startsOn: string | null;
  endsOn: string | null;
  isSame: boolean;
  digs: boolean;
}
/** What lies around an alley. */
interface AlleyGround {
  id: number;
  hasSchool: boolean;
  /** Of the buildings within reach; agedMost: with as many as can live where nobody has counted. Null where nobody has. */
  residents: { counted: number; aged60: number; agedMost: number; on: string; source: string } | null;
}
export interface AlleyFacts extends AlleyGround {
  code: string;
  name: string | null;
  subdistrict: { id: number; code: string; name: string } | null;
  /** Code of its level-3 grid. */
  community: string | null;
  lengthM: number;
  widthM: number | null;
  hasPlace: boolean;
  needs: Partial<Record<Standard, { min: number; max: number; on: string | null; source: string }>>;
  households: number | null;
  darkMinM: number | null;
  darkMaxM: number | null;
  faultyLamps: number;
  faultyDrains: number;
  issues: OpenIssue[];
  planned: PlannedWork[];
  /** 'YYYY-MM-DD', as the next two. */
  renewedOn: string | null;
  closedUntil: string | null;
  isUnderWay: boolean;
  consent: { asked: number; agreed: number; on: string } | null;
  demolition: { until: string | null; reason: string } | null;
  lon: number;
  lat: number;
  placeDigest: string;
}
export interface SubdistrictFacts {
  id: number;
  code: string;
  name: string;
  households: number;
  coverage: number | null;
  spentMinor: number;
  /** Share of the residents counted that are 60 and over. */
  elderlyShare: number | null;
}
export interface CommunityFacts {
  code: string;
  households: number;
  residents: number;
  aged60: number;
}
export interface Facts {
  alleys: AlleyFacts[];
  subdistricts: SubdistrictFacts[];
  communities: CommunityFacts[];
}

/** What the planner knows of one alley: raw values, needs, quantities and what it costs in each case; null where that cannot be told. */
export interface PlannedAlley {
  facts: AlleyFacts;
  raw: RawValues;
  needs: Needs;
  takeOff: TakeOff[] | null;
  costs: Record<CostCase, AlleyCost | null>;
}

const alleyGround = sqlFile<AlleyGround>(import.meta.url, './alley-ground.sql');
const alleyFacts = sqlFile<Omit<AlleyFacts, 'hasSchool' | 'residents'>>(import.meta.url, './alley-facts.sql');
const communityFacts = sqlFile<CommunityFacts>(import.meta.url, './community-facts.sql');
const subdistrictFacts = sqlFile<SubdistrictFacts>(import.meta.url, './subdistrict-facts.sql');
const neighbours = sqlFile<{ a: number; b: number }>(import.meta.url, './neighbours.sql');

/** Where the planner's facts come from: read anew each time (readFrom), or as far as they have changed (FactsCache). Roots are paths; null = all. */
export interface FactsReader {
  /** What follows from homes, buildings and grids alone. */
  ground(db: Database, root: string | null): Promise<{ alleys: AlleyGround[]; communities: CommunityFacts[] }>;
  /** All else that is known of alleys, as of a day: 'YYYY-MM-DD' on the district's clock. */
  register(db: Database, root: string | null, today: string): Promise<Omit<AlleyFacts, 'hasSchool' | 'residents'>[]>;
  /** Pairs of alleys within so many metres. */
  neighbours(db: Database, root: string | null, withinM: number): Promise<{ a: number; b: number }[]>;
}

export const READ_ANEW: FactsReader = {
  ground: async (db, root) => ({ alleys: await alleyGround(db, { root }), communities: await communityFacts(db, { root }) }),
  register: (db, root, today) => alleyFacts(db, { root, today }),
  neighbours: (db, root, withinM) => neighbours(db, { root, within_m: withinM }),
};

/**
 * Everything the planner reads: alleys and communities of a subtree (null = all) and all subdistricts. today: 'YYYY-MM-DD' on the district's clock.
 * Subdistricts are always read: they hold the coverage, which moves with every visit.
 */
export async function readFacts(db: Database, root: string | null, today: string, reader: FactsReader = READ_ANEW): Promise<Facts> {
  const { alleys: around, communities } = await reader.ground(db, root);
  const byId = new Map(around.map((one) => [one.id, one]));
  const alleys = (await reader.register(db, root, today)).flatMap((alley): AlleyFacts[] => {
    const own = byId.get(alley.id);
    return own === undefined ? [] : [{ ...alley, hasSchool: own.hasSchool, residents: own.residents }];
  });
  return { alleys, subdistricts: await subdistrictFacts(db, { today }), communities };
}

const MONTHS_JOINED = 12;

/** Raw values of an alley from its own facts and the figures of its subdistrict and district. */
export function rawValuesOf(alley: AlleyFacts, subdistricts: readonly SubdistrictFacts[], today: string): RawValues {
  const { needs, households, subdistrict } = alley;
  const own = subdistricts.find(({ id }) => id === subdistrict?.id);
  const exact = (value: number | null): RawValue | null => (value === null ? null : { min: value, max: value });
  const surveyed = (standard: Standard): RawValue | null => {
    const need = needs[standard];
    return need ? { min: need.min, max: need.max } : null;
  };
  const until = addMonths(today, MONTHS_JOINED);
  const joined = alley.planned.filter(({ startsOn }) => startsOn !== null && startsOn >= today && startsOn <= until);
  return {
    road: surveyed('road'),
    water: surveyed('water'),
    light: surveyed('light'),
    line: surveyed('line'),
    scene: surveyed('scene'),
    households: exact(households),
    vulnerable: vulnerableOf(alley.hasSchool, elderlyPer100M(alley)),
    equity: exact(equityOf(own, subdistricts)),
    voice: households === null || own?.coverage == null ? null : exact(voiceOf(alley.issues, households, own.coverage)),
    timing: exact(joined.some(({ isSame }) => isSame) ? 100 : joined.length > 0 ? 50 : 0),
  };
}

function elderlyPer100M({ residents, lengthM }: AlleyFacts): RawValue | null {
  if (residents === null || !(lengthM > 0)) return null;
  return { min: (residents.aged60 / lengthM) * 100, max: (residents.agedMost / lengthM) * 100 };
}

/** Money spent for each household of a subdistrict, against that of the district; null where nothing was spent anywhere or nobody lives there. */
function equityOf(own: SubdistrictFacts | undefined, all: readonly SubdistrictFacts[]): number | null {
  const spent = all.reduce((sum, { spentMinor }) => sum + spentMinor, 0);
  const households = all.reduce((sum, one) => sum + one.households, 0);
  if (own === undefined || own.households === 0 || spent === 0) return null;
  return own.spentMinor / own.households / (spent / households);
}

export function addMonths(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** All money is one purse where budgets name no source. */
export const ONE_PURSE = 'any';

/** Prices by work type; with one purse it pays for everything. */
export function pricesOf(rows: readonly UnitCostRow[], sources: readonly string[]): Map<string, UnitCost> {
  const isOnePurse = sources.length === 1 && sources[0] === ONE_PURSE;
  return new Map(
    rows.map(({ workType, unit, lowMinor, likelyMinor, highMinor, shares }) => [
      workType,
      { workType, unit, low: lowMinor, likely: likelyMinor, high: highMinor, shares: isOnePurse ? { [ONE_PURSE]: 1 } : shares },
    ]),
  );
}

export function planAlley(
  facts: AlleyFacts,
  subdistricts: readonly SubdistrictFacts[],
  prices: ReadonlyMap<string, UnitCost>,
  sources: readonly string[],
  today: string,
): PlannedAlley {
  const raw = rawValuesOf(facts, subdistricts, today);
  const needs = needsOf(raw);
  const interval = (code: CriterionCode): RawValue => ({ min: needs.min[CRITERIA.indexOf(code)] as number, max: needs.max[CRITERIA.indexOf(code)] as number });
  const { darkMinM, darkMaxM } = facts;
  const takeOff = facts.hasPlace
    ? takeOffOf({
        lengthM: facts.lengthM,
        widthM: facts.widthM,
        road: interval('road'),
        water: interval('water'),
        line: interval('line'),
        scene: interval('scene'),
        darkM: darkMinM === null || darkMaxM === null ? null : { min: darkMinM, max: darkMaxM },
        faultyLamps: facts.faultyLamps,
        faultyDrains: facts.faultyDrains,
      })
    : null;
  const costs = Object.fromEntries(COST_CASES.map((kind) => [kind, takeOff && costOfAlley(takeOff, prices, sources, kind)])) as Record<
    CostCase,
    AlleyCost | null
  >;
  return { facts, raw, needs, takeOff, costs };
}

/** Where a raw value comes from and of which day, beside the criterion's own description. */
export function originOf(alley: AlleyFacts, code: CriterionCode): { date: string | null; source: string } {
  const need = alley.needs[code as Standard];
  if (need) return { date: need.on, source: need.source };
  if (code === 'vulnerable' && alley.residents) return { date: alley.residents.on, source: alley.residents.source };
  return { date: null, source: PRIORITY_CRITERIA.find((criterion) => criterion.code === code)?.source ?? '' };
}
