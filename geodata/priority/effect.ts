/**
 * What came of works: a figure of alleys before and after, against alleys of the same days where nothing was built. A window is a pair of such spans of
 * days; every alley that was built has one, and those compared are read in each of them.
 */
export interface Observed {
  /** What the figure is for each of: homes of issues, 1 of a surveyed alley; 0 = nothing is known of it in this window. */
  weight: number;
  before: number;
  after: number;
}
export interface EffectInput {
  /** Place of each built alley's window. */
  windowOf: readonly number[];
  /** Of the built alleys, each in its own window. */
  chosen: readonly Observed[];
  /** By window: of all alleys compared. */
  compared: readonly (readonly Observed[])[];
}
export interface SideFigures {
  /** Alleys of which something is known. */
  alleys: number;
  weight: number;
  before: number | null;
  after: number | null;
}
export interface EffectFigures {
  chosen: SideFigures;
  compared: SideFigures;
  /** (after − before) of the chosen − (after − before) of the compared; null where one side has nothing. */
  difference: number | null;
  /** Nine in ten redraws of the alleys lie between. */
  low: number | null;
  high: number | null;
}

const MOST_DRAWS = 1_000;
const FEWEST_DRAWS = 200;
/** Additions that are quick enough for an answer. */
const WORK = 2e7;

/** Difference in differences, with the range that redrawing the alleys gives (bootstrap by alley, with replacement). @param random uniform in [0, 1). */
export function effectOf(input: EffectInput, random: () => number): EffectFigures {
  const { windowOf, chosen, compared } = input;
  const ones = (count: number): Uint16Array => new Uint16Array(count).fill(1);
  const count = compared[0]?.length ?? 0;
  const whole = read(input, ones(chosen.length), ones(count));
  const known = (list: readonly Observed[]): number => list.filter(({ weight }) => weight > 0).length;
  const knownCompared = Array.from({ length: count }, (_, at) => at).filter((at) => compared.some((window) => (window[at]?.weight ?? 0) > 0)).length;
  const difference = differenceOf(whole);
  const figures: EffectFigures = {
    chosen: { alleys: known(chosen), ...whole.chosen },
    compared: { alleys: knownCompared, ...whole.compared },
    difference,
    low: null,
    high: null,
  };
  if (difference === null) return figures;
  const draws = Math.round(Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, WORK / (compared.length * count + windowOf.length))));
  const found: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const one = differenceOf(read(input, redraw(chosen.length, random), redraw(count, random)));
    if (one !== null) found.push(one);
  }
  found.sort((a, b) => a - b);
  figures.low = found[Math.floor(found.length * 0.05)] ?? null;
  figures.high = found[Math.ceil(found.length * 0.95) - 1] ?? null;
  return figures;
}

function redraw(count: number, random: () => number): Uint16Array {
  const times = new Uint16Array(count);
  for (let draw = 0; draw < count; draw++) {
    const at = Math.min(count - 1, Math.floor(random() * count));
    times[at] = (times[at] as number) + 1;
  }
  return times;
}

interface Sums {
  weight: number;
  before: number | null;
  after: number | null;
}

/** Each side's figures when alleys count so many times. A window of the compared counts as much as what was built in it. */
function read({ windowOf, chosen, compared }: EffectInput, times: Uint16Array, timesCompared: Uint16Array): { chosen: Sums; compared: Sums } {
  const own = { weight: 0, before: 0, after: 0 };
  const byWindow = new Float64Array(compared.length);
  for (const [at, { weight, before, after }] of chosen.entries()) {
    if (weight === 0) continue;
    const many = times[at] as number;
    own.weight += many * weight;
    own.before += many * before;
    own.after += many * after;
    const window = windowOf[at] as number;
    byWindow[window] = (byWindow[window] as number) + many * weight;
  }
  const others = { weight: 0, before: 0, after: 0 };
  let homes = 0;
  for (const [window, share] of byWindow.entries()) {
    if (share === 0) continue;
    let [weight, before, after] = [0, 0, 0];
    for (const [at, one] of (compared[window] ?? []).entries()) {
      if (one.weight === 0) continue;
      const many = timesCompared[at] as number;
      weight += many * one.weight;
      before += many * one.before;
      after += many * one.after;
    }
    if (weight === 0) continue;
    homes = Math.max(homes, weight);
    others.weight += share;
    others.before += (share * before) / weight;
    others.after += (share * after) / weight;
  }
  const mean = ({ weight, before, after }: typeof own, told: number): Sums =>
    weight === 0 ? { weight: 0, before: null, after: null } : { weight: told, before: before / weight, after: after / weight };
  return { chosen: mean(own, own.weight), compared: mean(others, homes) };
}

function differenceOf({ chosen, compared }: { chosen: Sums; compared: Sums }): number | null {
  if (chosen.before === null || chosen.after === null || compared.before === null || compared.after === null) return null;
  return chosen.after - chosen.before - (compared.after - compared.before);
}
