import type { Weights } from '#geodata/priority/criteria';
import type { PlanAlleys } from './api.ts';
import { type Ranking, rank } from './ranking.ts';
import type { RankingAnswer, RankingTask } from './ranking-worker.ts';

/**
 * The ranking while a weight is dragged. It stands outside the page's state and address, and is computed in a thread of its own (10,000 alleys: some 5 ms of
 * processor time that the page keeps for drawing): a move costs the page what it draws, once a frame. Whoever lets go of the weight puts it in the address, and
 * clears this once the page has followed.
 */
export class LiveRanking {
  readonly #alleys: PlanAlleys;
  readonly #listeners = new Set<() => void>();
  #worker: Worker | null = null;
  #canThread = typeof Worker === 'function';
  #isAsked = false;
  /** Weights that came while the thread was busy: only the newest are ranked. */
  #next: Weights | null = null;
  #number = 0;
  #answer: Ranking | null = null;
  #ranking: Ranking | null = null;
  #frame = 0;

  constructor(alleys: PlanAlleys) {
    this.#alleys = alleys;
  }

  /** Of the weights as dragged; null where nothing is dragged (or all weights are 0). */
  get ranking(): Ranking | null {
    return this.#ranking;
  }

  /** Begins the thread, so that it is there when a weight is taken. */
  prepare(): void {
    if (this.#worker !== null || !this.#canThread) return;
    try {
      const worker = new Worker(new URL('./ranking-worker.ts', import.meta.url), { type: 'module', name: 'plan-ranking' });
      worker.onmessage = ({ data }: MessageEvent<RankingAnswer>) => this.#hear(data);
      worker.onerror = () => this.#doWithout();
      const { id, needMin, needMax } = this.#alleys;
      worker.postMessage({ ground: { id, needMin, needMax } } satisfies RankingTask);
      this.#worker = worker;
    } catch {
      this.#canThread = false;
    }
  }

  /** Ends the thread; it begins again when it is needed. */
  release(): void {
    this.clear();
    this.#worker?.terminate();
    this.#worker = null;
    this.#isAsked = false;
  }

  /** Takes weights as often as they come; they are ranked as fast as that goes, and told once a frame. */
  drag(weights: Weights): void {
    this.prepare();
    if (this.#worker === null) this.#show(rank(this.#alleys, weights));
    else if (this.#isAsked) this.#next = weights;
    else this.#ask(this.#worker, weights);
  }

  clear(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#next = null;
    // What is still being ranked is of before.
    this.#number += 1;
    if (this.#ranking !== null) this.#tell(null);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #ask(worker: Worker, weights: Weights): void {
    this.#isAsked = true;
    worker.postMessage({ weights, number: this.#number } satisfies RankingTask);
  }

  #hear({ ranking, number }: RankingAnswer): void {
    this.#isAsked = false;
    const next = this.#next;
    this.#next = null;
    if (next !== null && this.#worker !== null) this.#ask(this.#worker, next);
    if (number === this.#number) this.#show(ranking);
  }

  /** A thread that cannot be had (an old browser, a proxy that lost the file): the page ranks by itself. */
  #doWithout(): void {
    const next = this.#next;
    this.release();
    this.#canThread = false;
    if (next !== null) this.drag(next);
  }

  #show(ranking: Ranking | null): void {
    this.#answer = ranking;
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#tell(this.#answer);
    });
  }

  #tell(ranking: Ranking | null): void {
    this.#ranking = ranking;
    for (const listener of this.#listeners) listener();
  }
}
