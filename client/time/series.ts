import type { HistorySeries } from '#contract/history';

const DAY_MS = 86_400_000;

/** How many days after `from` a day is. */
export function daysAfter(from: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(from)) / DAY_MS);
}

/** The day so many days after another, 2026-09-01. */
export function dayAfter(from: string, days: number): string {
  return new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Running sums of one grid: a row of all measures per day on which something moved, days ascending. */
interface Sums {
  days: number[];
  rows: Float64Array[];
}
type Moves = Map<number, Map<number, Float64Array>>;

/** A series summed up the tree and over time, so that any grid's figures on any day are one search away. */
export class SeriesIndex {
  readonly series: HistorySeries;
  readonly #parents: ReadonlyMap<number, number>;
  readonly #nothing: Float64Array;
  readonly #sums = new Map<number, Sums>();
  readonly #byKind = new Map<number, Sums[]>();

  /** @param parents of basic grids, by id: whatever is told of a grid counts for all above it. Others stand for themselves. */
  constructor(series: HistorySeries, parents: ReadonlyMap<number, number>) {
    this.series = series;
    this.#parents = parents;
    this.#nothing = new Float64Array(series.measures.length);
    const moves: Moves = new Map();
    this.#gather(
      moves,
      (id) => id,
      () => true,
    );
    for (const [id, own] of moves) this.#sums.set(id, summed(own));
  }

  /** All measures of a grid when a day ended. */
  at(gridId: number, day: string): Float64Array {
    return this.#last(this.#sums.get(gridId), day);
  }

  /** The same by kind, in the order of the series' kinds. */
  kindsAt(gridId: number, day: string): Float64Array[] {
    let kinds = this.#byKind.get(gridId);
    if (kinds === undefined) {
      const moves: Moves = new Map();
      this.#gather(
        moves,
        (_, kind) => kind,
        (id) => id === gridId,
      );
      kinds = this.series.kinds.map((_, kind) => summed(moves.get(kind) ?? new Map()));
      this.#byKind.set(gridId, kinds);
    }
    return kinds.map((sums) => this.#last(sums, day));
  }

  /** Which column of a row a measure is. */
  column(measure: string): number {
    return this.series.measures.indexOf(measure);
  }

  #last(sums: Sums | undefined, day: string): Float64Array {
    const index = daysAfter(this.series.from, day);
    if (sums === undefined || index < 0) return this.#nothing;
    const { days, rows } = sums;
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((days[middle] as number) <= index) low = middle + 1;
      else high = middle;
    }
    return rows[low - 1] ?? this.#nothing;
  }

  /** Adds up the entries by day, under a key of each grid (or of one above it) that is wanted. */
  #gather(moves: Moves, keyOf: (gridId: number, kind: number) => number, isWanted: (gridId: number) => boolean): void {
    const { gridId, day, kind, measure, amount, measures } = this.series;
    for (let entry = 0; entry < gridId.length; entry++) {
      for (let id = gridId[entry]; id !== undefined; id = this.#parents.get(id)) {
        if (!isWanted(id)) continue;
        const key = keyOf(id, kind[entry] as number);
        const own = moves.get(key) ?? new Map<number, Float64Array>();
        moves.set(key, own);
        const row = own.get(day[entry] as number) ?? new Float64Array(measures.length);
        own.set(day[entry] as number, row);
        row[measure[entry] as number] = (row[measure[entry] as number] as number) + (amount[entry] as number);
      }
    }
  }
}

function summed(moves: ReadonlyMap<number, Float64Array>): Sums {
  const days = [...moves.keys()].sort((a, b) => a - b);
  let before: Float64Array | null = null;
  const rows = days.map((day) => {
    const row = moves.get(day) as Float64Array;
    for (let column = 0; before !== null && column < row.length; column++) row[column] = (row[column] as number) + (before[column] as number);
    before = row;
    return row;
  });
  return { days, rows };
}

/** Steps of many things, in order of thing and day, made searchable: the value a thing had when a day ended, or undefined before its first. */
export class StepIndex {
  readonly #starts: Uint32Array;
  readonly #days: readonly number[];
  readonly #values: readonly number[];

  constructor(count: number, rows: readonly number[], days: readonly number[], values: readonly number[]) {
    this.#days = days;
    this.#values = values;
    this.#starts = new Uint32Array(count + 1);
    for (const row of rows) this.#starts[row + 1] = (this.#starts[row + 1] ?? 0) + 1;
    for (let row = 0; row < count; row++) this.#starts[row + 1] = (this.#starts[row + 1] ?? 0) + (this.#starts[row] ?? 0);
  }

  at(row: number, day: number): number | undefined {
    for (let step = (this.#starts[row + 1] ?? 0) - 1; step >= (this.#starts[row] ?? 0); step--)
      if ((this.#days[step] as number) <= day) return this.#values[step];
    return undefined;
  }
}
