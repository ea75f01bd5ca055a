/** Seeded pseudo-random numbers (sfc32): fast, the same on every machine, and one stream per topic so that adding a draw in one place moves nothing elsewhere. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  range(low: number, high: number): number;
  /** Whole number in [low, high]. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** Index drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number;
  /** Standard normal, by the sum of uniforms: no logarithm whose last bit could differ between machines. */
  normal(): number;
  shuffle<T>(list: T[]): T[];
  /** A stream of its own, fixed by this stream's seed and the label. */
  fork(label: string): Random;
}

function hashText(text: string, seed: number): number {
  let hash = 2166136261 ^ seed;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export function createRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 ^ seed;
  let c = 0x243f6a88;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let index = 0; index < 12; index += 1) next();
  const random: Random = {
    next,
    range: (low, high) => low + (high - low) * next(),
    int: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new RangeError('pick from an empty list');
      return item;
    },
    weighted: (weights) => {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (const [index, weight] of weights.entries()) {
        rest -= weight;
        if (rest < 0) return index;
      }
      return weights.length - 1;
    },
    normal: () => {
      let sum = -6;
      for (let index = 0; index < 12; index += 1) sum += next();
      return sum;
    },
    shuffle: (list) => {
      for (let index = list.length - 1; index > 0; index -= 1) {
        const other = Math.floor(next() * (index + 1));
        const held = list[index] as (typeof list)[number];
        list[index] = list[other] as (typeof list)[number];
        list[other] = held;
      }
      return list;
    },
    fork: (label) => createRandom(hashText(label, seed)),
  };
  return random;
}

/** A duty phone that nobody has: numbers inside a Chinese city never begin with 0. */
export function demoPhone(random: Random): string {
  return `0394-0${String(random.int(0, 999_999)).padStart(6, '0')}`;
}
