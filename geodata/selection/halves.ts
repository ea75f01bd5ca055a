import type { Answer, Cluster, SharedRow } from './clusters.ts';

/** Until when to search. */
export interface MatchLimits {
  until: number;
  isCancelled: () => boolean;
}

export interface Match {
  /** By cluster; null: none is better than what was asked. */
  answers: Answer[] | null;
  /** Losses and money left over of these answers, at the prices; what was asked where there are none. */
  missing: number;
  /** No choice of these clusters misses less than the smaller of this and `missing`. */
  proven: number;
  /** There was room for answers beyond those listed. */
  isShort: boolean;
}

const BINS = 256;
/** Bins become so much finer with each try to fit a half. */
const [FINER, MOST_TRIES] = [4, 16];
/** Rows that go into a key; the others are compared. */
const KEY_ROWS = 4;
const MIX = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const;
const MOST_CHECKS = 60_000_000;
const LOOK_EVERY = 4_096;

/**
 * The best choice of one answer for each cluster, by meeting in the middle (Horowitz and Sahni 1974): all combinations of half of the clusters that lose
 * little are listed, and for each the combinations of the other half are looked up that leave nearly nothing over of every priced row.
 * @param within answers are listed up to this loss beyond the first. @param most only choices that miss less count. @param size of a half, at most. @param turn 0-15: each deals the clusters to the halves in another way.
 */
export function matchHalves(
  clusters: readonly Cluster[],
  rows: readonly SharedRow[],
  within: number,
  most: number,
  size: number,
  turn: number,
  { until, isCancelled }: MatchLimits,
): Match {
  let least = 0;
  const left = Float64Array.from(rows, ({ limit }) => limit);
  for (const [first] of clusters as readonly (readonly [Answer, ...Answer[]])[]) {
    least += first.loss;
    for (let row = 0; row < left.length; row++) left[row] = (left[row] as number) - (first.use[row] as number);
  }
  const sides: [number[], number[]] = [[], []];
  const varied = [...clusters.keys()].filter((at) => (clusters[at] as Cluster).length > 1).sort((a, b) => stepOf(clusters[a]) - stepOf(clusters[b]) || a - b);
  for (const [at, cluster] of varied.entries()) sides[parityOf(at & (2 * turn + 3))].push(cluster);
  const isVaried = rows.map((_, row) => varied.some((at) => clusters[at]?.some(({ use }) => use[row] !== clusters[at]?.[0]?.use[row])));
  // An answer that is not listed may change any row, and loses more than `within`.
  const unlisted = least + within;
  // Priced rows that no listed answer changes cost the same whatever is chosen of the lists.
  for (const [row, { price }] of rows.entries()) if (price > 0 && !isVaried[row]) least += price * Math.max(0, left[row] as number);
  const keyed = rows.flatMap(({ price }, row) => (price > 0 && isVaried[row] ? [row] : []));
  const prices = keyed.map((row) => (rows[row] as SharedRow).price);
  let room = most - least;
  if (!(room > 0)) return { answers: null, missing: most, proven: Math.min(unlisted, least), isShort: unlisted < most };
  const reach = reachOf(sides, clusters, within, size);
  const [one, other] = sides.map((side) => new Half(side, clusters, keyed, reach, size)) as [Half, Half];
  const buckets = new Buckets(other, prices, room);
  const goal = new Float64Array(keyed.length);
  let best: [number, number] | null = null;
  let isWhole = one.isWhole && other.isWhole;
  for (let at = 0; at < one.count; at++) {
    if (at % LOOK_EVERY === 0 && (performance.now() > until || isCancelled() || buckets.checks > MOST_CHECKS)) {
      isWhole = false;
      break;
    }
    const loss = one.loss[at] as number;
    if (loss >= room) continue;
    for (let row = 0; row < goal.length; row++) goal[row] = (left[keyed[row] as number] as number) - (one.use[at * goal.length + row] as number);
    buckets.each(goal, (partner) => {
      let sum = loss + (other.loss[partner] as number);
      for (let row = 0; row < goal.length && sum < room; row++) {
        const over = (goal[row] as number) - (other.use[partner * goal.length + row] as number);
        sum += over < 0 ? Number.POSITIVE_INFINITY : (prices[row] as number) * over;
      }
      if (!(sum < room)) return;
      const spare = left.slice();
      const spend = (cluster: number, answer: number): void => {
        const [first, taken] = [clusters[cluster]?.[0] as Answer, clusters[cluster]?.[answer] as Answer];
        for (let row = 0; row < spare.length; row++) spare[row] = (spare[row] as number) + (first.use[row] as number) - (taken.use[row] as number);
      };
      one.each(at, spend);
      other.each(partner, spend);
      if (spare.some((rest) => rest < 0)) return;
      room = sum;
      best = [at, partner];
    });
  }
  const proven = Math.min(unlisted, isWhole ? least + reach : least);
  const isShort = isWhole && reach === within;
  if (best === null) return { answers: null, missing: most, proven, isShort };
  const answers = clusters.map((cluster) => cluster[0] as Answer);
  const take = (cluster: number, answer: number): void => {
    answers[cluster] = clusters[cluster]?.[answer] as Answer;
  };
  one.each(best[0], take);
  other.each(best[1], take);
  return { answers, missing: least + room, proven, isShort };
}

function parityOf(bits: number): 0 | 1 {
  let parity: 0 | 1 = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) parity = parity === 0 ? 1 : 0;
  return parity;
}

const stepOf = (cluster: Cluster | undefined): number => (cluster?.[1]?.loss ?? 0) - (cluster?.[0]?.loss ?? 0);

/** The greatest loss up to which both sides have few enough combinations, as near as bins tell. */
function reachOf(sides: readonly (readonly number[])[], clusters: readonly Cluster[], within: number, size: number): number {
  let reach = 0;
  // In wide bins small losses count as none: then finer ones reach further.
  for (let most = within, tries = 0; tries < MOST_TRIES && most > reach; most /= FINER, tries++) {
    const counts = sides.map((side) => countsOf(side, clusters, most));
    for (let bin = BINS; bin > 0 && (most * bin) / BINS > reach; bin--)
      if (counts.every((count) => (count[bin] as number) <= size)) reach = (most * bin) / BINS;
  }
  return reach;
}

/** How many combinations lose at most so much, by bins of loss; never too few. */
function countsOf(side: readonly number[], clusters: readonly Cluster[], within: number): Float64Array {
  let counts = new Float64Array(BINS + 1);
  counts[0] = 1;
  for (const at of side) {
    const cluster = clusters[at] as Cluster;
    const least = (cluster[0] as Answer).loss;
    const next = new Float64Array(BINS + 1);
    for (const { loss } of cluster) {
      const steps = Math.floor(((loss - least) / within) * BINS);
      if (steps > BINS) break;
      for (let bin = steps; bin <= BINS; bin++) next[bin] = (next[bin] as number) + (counts[bin - steps] as number);
    }
    counts = next;
  }
  for (let bin = 1; bin <= BINS; bin++) counts[bin] = (counts[bin] as number) + (counts[bin - 1] as number);
  return counts;
}

/** Combinations of answers of some clusters that lose at most `reach` beyond the first of each: all of them, unless there are more than fit. */
class Half {
  readonly loss: Float64Array;
  /** By combination and keyed row: use beyond that of the first answers. */
  readonly use: Float64Array;
  count = 1;
  isWhole = true;
  readonly #from: Int32Array;
  readonly #cluster: Int32Array;
  readonly #answer: Int32Array;

  constructor(side: readonly number[], clusters: readonly Cluster[], keyed: readonly number[], reach: number, size: number) {
    const width = keyed.length;
    this.loss = new Float64Array(size);
    this.use = new Float64Array(size * width);
    this.#from = new Int32Array(size).fill(-1);
    this.#cluster = new Int32Array(size);
    this.#answer = new Int32Array(size);
    for (const cluster of side) {
      const answers = clusters[cluster] as Cluster;
      const first = answers[0] as Answer;
      const until = this.count;
      for (let answer = 1; answer < answers.length; answer++) {
        const { loss, use } = answers[answer] as Answer;
        const more = loss - first.loss;
        if (more > reach) break;
        const steps = keyed.map((row) => (use[row] as number) - (first.use[row] as number));
        for (let from = 0; from < until; from++) {
          const sum = (this.loss[from] as number) + more;
          if (sum > reach) continue;
          if (this.count === size) {
            this.isWhole = false;
            return;
          }
          const at = this.count++;
          this.loss[at] = sum;
          for (let row = 0; row < width; row++) this.use[at * width + row] = (this.use[from * width + row] as number) + (steps[row] as number);
          this.#from[at] = from;
          this.#cluster[at] = cluster;
          this.#answer[at] = answer;
        }
      }
    }
  }

  /** Calls back with each cluster in which a combination has another answer than the first. */
  each(combination: number, use: (cluster: number, answer: number) => void): void {
    for (let at = combination; (this.#from[at] as number) >= 0; at = this.#from[at] as number) use(this.#cluster[at] as number, this.#answer[at] as number);
  }
}

/** Combinations by what they use of up to four rows, in cells as wide as may be left over: what fits lies in one of two cells of each row. */
class Buckets {
  checks = 0;
  readonly #starts: Int32Array;
  readonly #items: Int32Array;
  readonly #widths: number[];
  readonly #keyed: number[];
  readonly #mask: number;

  constructor(half: Half, prices: readonly number[], room: number) {
    const rows = prices.length;
    const widths = prices.map((price) => Math.max(1, room / price));
    // The rows that tell most apart.
    const spread = widths.map((width, row) => {
      let [low, high] = [0, 0];
      for (let at = row; at < half.count * rows; at += rows) {
        low = Math.min(low, half.use[at] as number);
        high = Math.max(high, half.use[at] as number);
      }
      return (high - low) / width;
    });
    this.#keyed = [...prices.keys()].sort((a, b) => (spread[b] as number) - (spread[a] as number) || a - b).slice(0, KEY_ROWS);
    this.#widths = this.#keyed.map((row) => widths[row] as number);
    this.#mask = 2 ** Math.ceil(Math.log2(half.count + 1) + 1) - 1;
    this.#starts = new Int32Array(this.#mask + 2);
    this.#items = new Int32Array(half.count);
    const keys = new Int32Array(half.count);
    for (let at = 0; at < half.count; at++) {
      let sum = 0;
      for (let key = 0; key < this.#keyed.length; key++)
        sum =
          (sum + Math.imul(Math.floor((half.use[at * rows + (this.#keyed[key] as number)] as number) / (this.#widths[key] as number)), MIX[key] as number)) | 0;
      const bucket = this.#bucket(sum);
      keys[at] = bucket;
      this.#starts[bucket + 1] = (this.#starts[bucket + 1] as number) + 1;
    }
    for (let bucket = 0; bucket <= this.#mask; bucket++) this.#starts[bucket + 1] = (this.#starts[bucket + 1] as number) + (this.#starts[bucket] as number);
    const next = this.#starts.slice();
    for (let at = 0; at < half.count; at++) {
      const bucket = keys[at] as number;
      this.#items[next[bucket] as number] = at;
      next[bucket] = (next[bucket] as number) + 1;
    }
  }

  /** Calls back with every combination that may use so much and leave nearly nothing; others come too. */
  each(goal: Float64Array, use: (combination: number) => void): void {
    let low = 0;
    for (let key = 0; key < this.#keyed.length; key++)
      low = (low + Math.imul(Math.floor((goal[this.#keyed[key] as number] as number) / (this.#widths[key] as number)), MIX[key] as number)) | 0;
    for (let corner = 0; corner < 1 << this.#keyed.length; corner++) {
      let sum = low;
      for (let key = 0; key < this.#keyed.length; key++) if ((corner & (1 << key)) !== 0) sum = (sum - (MIX[key] as number)) | 0;
      const bucket = this.#bucket(sum);
      const end = this.#starts[bucket + 1] as number;
      this.checks += end - (this.#starts[bucket] as number);
      for (let at = this.#starts[bucket] as number; at < end; at++) use(this.#items[at] as number);
    }
  }

  #bucket(sum: number): number {
    return (sum ^ (sum >>> 15)) & this.#mask;
  }
}
