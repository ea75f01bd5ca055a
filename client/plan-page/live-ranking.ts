import type { Weights } from '#geodata/priority/criteria';
import type { PlanAlleys } from './api.ts';
import { type Ranking, rank } from './ranking.ts';

/**
 * The ranking while a weight is dragged. It stands outside the page's state and address: a move costs one ranking a frame, told to the table and the map alone.
 * Whoever lets go of the weight puts it in the address, and clears this once the page has followed.
 */
export class LiveRanking {
  readonly #alleys: PlanAlleys;
  readonly #listeners = new Set<() => void>();
  #weights: Weights | null = null;
  #ranking: Ranking | null = null;
  #frame = 0;

  constructor(alleys: PlanAlleys) {
    this.#alleys = alleys;
  }

  /** Of the weights as dragged; null where nothing is dragged (or all weights are 0). */
  get ranking(): Ranking | null {
    return this.#ranking;
  }

  /** Takes weights as often as they come; they are ranked once a frame. */
  drag(weights: Weights): void {
    this.#weights = weights;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#rank);
  }

  clear(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#ranking !== null) this.#tell(null);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #rank = (): void => {
    this.#frame = 0;
    if (this.#weights !== null) this.#tell(rank(this.#alleys, this.#weights));
  };

  #tell(ranking: Ranking | null): void {
    this.#ranking = ranking;
    for (const listener of this.#listeners) listener();
  }
}
