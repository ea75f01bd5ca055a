import { eachOption, eachTerm, type Prices, type Pricing } from './bound.ts';
import type { Option, RowMeaning, SelectionModel } from './model.ts';

/** A budget or floor: use ≤ limit, in whole minor units or alleys (a floor counts negatively). price: worth of one unit of it, 0 or more. */
export interface SharedRow {
  meaning: RowMeaning;
  limit: number;
  price: number;
}

/** One answer of a cluster: what it loses against its prices, and what it uses of each shared row. */
export interface Answer {
  loss: number;
  use: Float64Array;
  options: readonly Option[];
}

/**
 * Units that conflicts or precedences tie together, with every answer that keeps them and loses little; the one that loses least comes first.
 * Clusters share budgets and floors only. Worth of a whole choice = bound − losses − price × what is left over of each shared row.
 */
export type Cluster = readonly Answer[];

export interface Clusters {
  rows: SharedRow[];
  clusters: Cluster[];
  /** All answers are listed that lose no more than this beyond the first of their cluster. */
  within: number;
}

/** Steps of listing; with more than that fewer answers are listed. */
const MOST_STEPS = 400_000;

const isShared = ({ kind }: RowMeaning): boolean => kind !== 'conflict' && kind !== 'precedence';

/** Lists answers that lose up to `within`, or half of that, and so on, as far as there are not too many. Null: even few are too many. */
export function listClusters(model: SelectionModel, pricing: Pricing, prices: Prices, within: number): Clusters | null {
  const lister = new Lister(model, pricing, prices);
  for (let limit = within, tries = 0; tries < 8; limit /= 2, tries++) {
    const clusters = lister.list(limit);
    if (clusters !== null) return { rows: lister.rows, clusters, within: limit };
  }
  return null;
}

/** An option of a unit, or none of it. */
interface Part {
  option: Option | null;
  loss: number;
  use: Float64Array;
  ties: { row: number; term: number }[];
}

class Lister {
  readonly rows: SharedRow[] = [];
  readonly #model: SelectionModel;
  readonly #pricing: Pricing;
  readonly #prices: Prices;
  /** By row of the model: its place among the shared rows, or −1. */
  readonly #place: Int32Array;
  readonly #scale: number[] = [];
  readonly #groups: { units: number[]; closing: number[][] }[];
  #steps = 0;

  constructor(model: SelectionModel, pricing: Pricing, prices: Prices) {
    this.#model = model;
    this.#pricing = pricing;
    this.#prices = prices;
    this.#place = new Int32Array(model.rows.length).fill(-1);
    for (const [row, meaning] of model.rows.entries()) {
      if (!isShared(meaning)) continue;
      const isFloor = meaning.kind !== 'budget';
      // Whole minor units again: sums of them are exact.
      const scale = (meaning.kind === 'floor-count' ? 1 : model.costUnit) * (isFloor ? -1 : 1);
      const limit = Math.round(((isFloor ? model.lower[row] : model.upper[row]) as number) * scale);
      this.#place[row] = this.rows.push({ meaning, limit, price: (prices[row] as number) / scale }) - 1;
      this.#scale.push(scale);
    }
    this.#groups = this.#tiedUnits();
  }

  list(limit: number): Cluster[] | null {
    this.#steps = 0;
    const clusters: Cluster[] = [];
    for (const group of this.#groups) {
      let most = limit;
      let found = this.#answers(group, most);
      // Ties may cost more than their prices say: then the least loss is above 0, and the bound falls by it.
      while (found !== null && found.length === 0 && most < this.#pricing.bound) {
        most = 2 * most + 1e-9;
        found = this.#answers(group, most);
      }
      const least = found?.[0]?.loss;
      if (found !== null && least !== undefined && least + limit > most + 1e-12) found = this.#answers(group, least + limit);
      if (found === null || found.length === 0) return null;
      clusters.push(found);
    }
    return clusters;
  }

  /** All answers of a group that lose at most so much, those that lose least first. Null: too many steps. */
  #answers({ units, closing }: { units: readonly number[]; closing: readonly number[][] }, most: number): Answer[] | null {
    const parts = units.map((unit) => this.#parts(unit, most));
    const found: Answer[] = [];
    const taken: Part[] = [];
    const used = new Map<number, number>();
    const go = (at: number, loss: number): void => {
      if (++this.#steps > MOST_STEPS) return;
      if (at === units.length) {
        const use = new Float64Array(this.rows.length);
        for (const part of taken) for (let row = 0; row < use.length; row++) use[row] = (use[row] as number) + (part.use[row] as number);
        found.push({ loss, use, options: taken.flatMap(({ option }) => option ?? []) });
        return;
      }
      for (const part of parts[at] as Part[]) {
        if (loss + part.loss > most) break;
        for (const { row, term } of part.ties) used.set(row, (used.get(row) ?? 0) + term);
        let sum = loss + part.loss;
        for (const row of closing[at] as number[]) {
          const left = (this.#model.upper[row] as number) - (used.get(row) ?? 0);
          sum += left < -1e-9 ? Number.POSITIVE_INFINITY : (this.#prices[row] as number) * left;
        }
        taken.push(part);
        if (sum <= most) go(at + 1, sum);
        taken.pop();
        for (const { row, term } of part.ties) used.set(row, (used.get(row) as number) - term);
      }
    };
    go(0, 0);
    return this.#steps > MOST_STEPS ? null : found.sort((a, b) => a.loss - b.loss);
  }

  #parts(unit: number, most: number): Part[] {
    const model = this.#model;
    const best = this.#pricing.best[unit] as number;
    const parts: Part[] = [];
    if (!model.units[unit]?.isNeeded && best <= most) parts.push({ option: null, loss: best, use: new Float64Array(this.rows.length), ties: [] });
    eachOption(model, this.#pricing.worth, unit, (year, mask, earns) => {
      if (best - earns > most) return;
      const part: Part = { option: { unit, year, mask }, loss: Math.max(0, best - earns), use: new Float64Array(this.rows.length), ties: [] };
      eachTerm(model, { unit, year, mask }, (row, term) => {
        const place = this.#place[row] as number;
        if (place < 0) part.ties.push({ row, term });
        else part.use[place] = (part.use[place] as number) + Math.round(term * (this.#scale[place] as number));
      });
      parts.push(part);
    });
    return parts.sort((a, b) => a.loss - b.loss);
  }

  /** Units joined by ties, each group with the rows that are complete once a unit is decided. */
  #tiedUnits(): { units: number[]; closing: number[][] }[] {
    const { units, unitOf, years, termStarts, termRows } = this.#model;
    const unitsOfRow = new Map<number, Set<number>>();
    for (let pair = 0; pair + 1 < termStarts.length; pair++) {
      for (let at = termStarts[pair] as number; at < (termStarts[pair + 1] as number); at++) {
        const row = termRows[at] as number;
        if ((this.#place[row] as number) >= 0) continue;
        const unit = unitOf[Math.floor(pair / years)] as number;
        const set = unitsOfRow.get(row);
        if (set) set.add(unit);
        else unitsOfRow.set(row, new Set([unit]));
      }
    }
    const root = Int32Array.from(units, (_, unit) => unit);
    const rootOf = (unit: number): number => {
      let at = unit;
      while (root[at] !== at) at = root[at] as number;
      return at;
    };
    for (const set of unitsOfRow.values()) {
      const [first, ...others] = set;
      for (const other of others) root[rootOf(other)] = rootOf(first as number);
    }
    const groups = new Map<number, { units: number[]; closing: number[][] }>();
    const placeIn = new Int32Array(units.length);
    for (const unit of units.keys()) {
      const key = rootOf(unit);
      const group = groups.get(key) ?? { units: [], closing: [] };
      groups.set(key, group);
      placeIn[unit] = group.units.push(unit) - 1;
      group.closing.push([]);
    }
    for (const [row, set] of unitsOfRow) {
      const last = Math.max(...[...set].map((unit) => placeIn[unit] as number));
      groups.get(rootOf([...set][0] as number))?.closing[last]?.push(row);
    }
    return [...groups.values()];
  }
}
