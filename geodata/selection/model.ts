import { type Candidate, type Choice, costOf, emptyChoice, NOT_CHOSEN, type SelectionProblem, tiesOf } from './problem.ts';

/** What a row says, so that prices and relaxations can be told in the planner's words. */
export type RowMeaning =
  | { kind: 'budget'; year: number; source: number }
  | { kind: 'floor-cost'; group: number }
  | { kind: 'floor-count'; group: number }
  | { kind: 'conflict'; year: number }
  | { kind: 'precedence'; year: number };

/** What is decided as one: an alley, or a package. Of its options (a year and a subset of its members) one is taken, or none. */
export interface Unit {
  members: readonly number[];
  /** Subsets that may be built together, as bits of members; whatever the package's value, conflicts and precedences within it allow. */
  masks: Uint16Array;
  /** By year: members that may be built then, as bits. */
  allowed: Uint16Array;
  /** Holds a lock-in: none is no answer. */
  isNeeded: boolean;
}

/** A year and a subset of a unit's members. */
export interface Option {
  unit: number;
  year: number;
  mask: number;
}

/**
 * The problem as options of units under the rows that tie units together: maximise value with lower ≤ rows ≤ upper.
 * What an option is worth and what it uses of each row is the sum over its members, by (candidate, year) pair.
 * Money is in units of costUnit minor units and values in units of valueUnit, so that figures stay near 1 for the solver's tolerances.
 */
export interface SelectionModel {
  costUnit: number;
  valueUnit: number;
  units: Unit[];
  unitOf: Int32Array;
  years: number;
  /** By candidate × years + year. */
  values: Float64Array;
  /** Terms of each pair: termStarts[pair] up to termStarts[pair + 1]. */
  termStarts: Int32Array;
  termRows: Int32Array;
  terms: Float64Array;
  rows: RowMeaning[];
  lower: Float64Array;
  upper: Float64Array;
}

const OPEN_END = Number.POSITIVE_INFINITY;

export function buildModel(problem: SelectionProblem): SelectionModel {
  const { candidates, yearWeights } = problem;
  const years = yearWeights.length;
  const greatest = (read: (candidate: Candidate) => number): number => candidates.reduce((most, candidate) => Math.max(most, read(candidate)), 0) || 1;
  const costUnit = greatest(costOf) / 100;
  const valueUnit = greatest(({ value }) => value) / 100;
  const { units, unitOf } = unitsOf(problem);
  const rows = rowsOf(problem, unitOf, costUnit);
  const values = new Float64Array(candidates.length * years);
  for (const [index, { value }] of candidates.entries())
    for (let year = 0; year < years; year++) values[index * years + year] = (value * (yearWeights[year] as number)) / valueUnit;
  return { costUnit, valueUnit, units, unitOf, years, values, ...rows };
}

function unitsOf(problem: SelectionProblem): { units: Unit[]; unitOf: Int32Array } {
  const { candidates, packages } = problem;
  const ties = tiesOf(problem);
  const ofPackage: number[][] = packages.map(() => []);
  const lists: number[][] = [];
  for (const [index, { package: one }] of candidates.entries()) {
    if (one === null) lists.push([index]);
    else if (ofPackage[one]?.push(index) === 1) lists.push(ofPackage[one] as number[]);
  }
  const unitOf = new Int32Array(candidates.length);
  const units = lists.map((members, unit): Unit => {
    for (const member of members) unitOf[member] = unit;
    const place = new Map(members.map((member, bit) => [member, bit]));
    const bitsOf = (some: readonly number[] | undefined): number =>
      (some ?? []).reduce((bits, one) => bits | (place.has(one) ? 1 << (place.get(one) as number) : 0), 0);
    const rivals = members.map((member) => bitsOf(ties.rivals.get(member)));
    const before = members.map((member) => bitsOf(ties.predecessors.get(member)));
    const needed = bitsOf(members.filter((member) => candidates[member]?.isLockedIn));
    const costs = members.map((member) => costOf(candidates[member] as Candidate));
    const { least, most } = packages[candidates[members[0] as number]?.package ?? -1] ?? { least: 0, most: OPEN_END };
    const masks: number[] = [];
    for (let mask = 1; mask < 1 << members.length; mask++) {
      if ((mask & needed) !== needed) continue;
      let cost = 0;
      let isAllowed = true;
      for (let bit = 0; bit < members.length && isAllowed; bit++) {
        if ((mask & (1 << bit)) === 0) continue;
        cost += costs[bit] as number;
        isAllowed = (mask & (rivals[bit] as number)) === 0 && (mask & (before[bit] as number)) === before[bit];
      }
      if (isAllowed && cost >= least && cost <= most) masks.push(mask);
    }
    const allowed = Uint16Array.from(problem.budgets, (_, year) => bitsOf(members.filter((member) => candidates[member]?.years.includes(year))));
    return { members, masks: Uint16Array.from(masks), allowed, isNeeded: needed !== 0 };
  });
  return { units, unitOf };
}

type Rows = Pick<SelectionModel, 'termStarts' | 'termRows' | 'terms' | 'rows' | 'lower' | 'upper'>;

function rowsOf(problem: SelectionProblem, unitOf: Int32Array, costUnit: number): Rows {
  const { candidates, budgets, floors } = problem;
  const years = budgets.length;
  const rows: RowMeaning[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const terms: { row: number; term: number }[][] = Array.from({ length: candidates.length * years }, () => []);
  const add = (meaning: RowMeaning, from: number, to: number): number => {
    lower.push(from);
    upper.push(to);
    return rows.push(meaning) - 1;
  };
  const put = (row: number, candidate: number, year: number, term: number): void => {
    if (term !== 0) terms[candidate * years + year]?.push({ row, term });
  };
  for (const [year, sources] of budgets.entries()) {
    for (const [source, budget] of sources.entries()) {
      const row = add({ kind: 'budget', year, source }, -OPEN_END, budget / costUnit);
      for (const [index, { costs }] of candidates.entries()) put(row, index, year, (costs[source] as number) / costUnit);
    }
  }
  for (const { group, leastCost, leastCount } of floors) {
    for (const kind of ['floor-cost', 'floor-count'] as const) {
      const least = kind === 'floor-cost' ? leastCost / costUnit : leastCount;
      if (least <= 0) continue;
      const row = add({ kind, group }, least, OPEN_END);
      for (const [index, candidate] of candidates.entries()) {
        if (candidate.group !== group) continue;
        for (let year = 0; year < years; year++) put(row, index, year, kind === 'floor-cost' ? costOf(candidate) / costUnit : 1);
      }
    }
  }
  for (const clique of cliquesOf(problem)) {
    // Within a unit the options see to it.
    if (clique.every((member) => unitOf[member] === unitOf[clique[0] as number])) continue;
    for (let year = 0; year < years; year++) {
      const row = add({ kind: 'conflict', year }, -OPEN_END, 1);
      for (const member of clique) put(row, member, year, 1);
    }
  }
  for (const { first, then, isStrict } of orders(problem)) {
    if (unitOf[first] === unitOf[then]) continue;
    for (let year = 0; year < years; year++) {
      const row = add({ kind: 'precedence', year }, -OPEN_END, 0);
      for (let early = 0; early <= year; early++) {
        put(row, then, early, 1);
        if (early < year || !isStrict) put(row, first, early, -1);
      }
    }
  }
  const termStarts = new Int32Array(terms.length + 1);
  for (const [pair, list] of terms.entries()) termStarts[pair + 1] = (termStarts[pair] as number) + list.length;
  const flat = terms.flat();
  return {
    rows,
    lower: Float64Array.from(lower),
    upper: Float64Array.from(upper),
    termStarts,
    termRows: Int32Array.from(flat, ({ row }) => row),
    terms: Float64Array.from(flat, ({ term }) => term),
  };
}

/** Precedences; strict where the two also conflict, and added where that follows over several steps: then the later one needs a later year. */
function orders(problem: SelectionProblem): { first: number; then: number; isStrict: boolean }[] {
  const { rivals, predecessors } = tiesOf(problem);
  const found: { first: number; then: number; isStrict: boolean }[] = [];
  for (const [then, direct] of predecessors) {
    const before = new Set(direct);
    for (const one of before) for (const earlier of predecessors.get(one) ?? []) before.add(earlier);
    for (const first of before) {
      const isStrict = rivals.get(then)?.includes(first) === true;
      if (isStrict || direct.includes(first)) found.push({ first, then, isStrict });
    }
  }
  return found;
}

/** Conflicts as groups of which at most one may be built a year: three that exclude each other are one row, which says more than three pairs. */
function cliquesOf({ conflicts }: SelectionProblem): number[][] {
  const rivals = new Map<number, Set<number>>();
  const note = (a: number, b: number): void => {
    const set = rivals.get(a);
    if (set) set.add(b);
    else rivals.set(a, new Set([b]));
  };
  for (const [a, b] of conflicts) {
    note(a, b);
    note(b, a);
  }
  const covered = new Set<string>();
  const key = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const cliques: number[][] = [];
  for (const [a, b] of conflicts) {
    if (covered.has(key(a, b))) continue;
    const clique = [a, b];
    for (const other of rivals.get(a) ?? []) if (clique.every((member) => member !== other && rivals.get(member)?.has(other))) clique.push(other);
    for (const one of clique) for (const other of clique) if (one < other) covered.add(key(one, other));
    cliques.push(clique);
  }
  return cliques;
}

/** The option that a choice takes of a unit; null where it takes none. */
export function optionOf(model: SelectionModel, unit: number, choice: Choice): Option | null {
  const { members } = model.units[unit] as Unit;
  let mask = 0;
  let year = NOT_CHOSEN;
  for (const [bit, member] of members.entries()) {
    if (choice[member] === NOT_CHOSEN) continue;
    mask |= 1 << bit;
    year = choice[member] as number;
  }
  return mask === 0 ? null : { unit, year, mask };
}

/** The choice that options stand for. */
export function choiceOf(problem: SelectionProblem, model: SelectionModel, options: Iterable<Option>): Choice {
  const choice = emptyChoice(problem);
  for (const { unit, year, mask } of options)
    for (const [bit, member] of (model.units[unit] as Unit).members.entries()) if (mask & (1 << bit)) choice[member] = year;
  return choice;
}
