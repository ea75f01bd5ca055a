import type { PlanResult } from '#contract/plans';
import { MINOR_PER_10K } from './desk-state.ts';

/** What the map and the table call an alley's place in the plan. */
export type Standing = 'core' | 'edge' | 'barred' | 'other';
/** In at least so many of the draws an alley counts as safe. */
export const CORE_SHARE = 0.95;
/** Reasons that are no rule: the money simply went to others. */
const PASSED_OVER = new Set(['outbid', 'budget', 'nothing-to-gain']);

export interface Outcome {
  standing: Standing;
  year: number | null;
  stability: number | null;
  costMinor: number | null;
  reason: Record<string, unknown> & { code: string };
  consentUnknown: boolean;
  /** Need removed by 10,000 元 spent here; null where nothing would be spent. */
  density: number | null;
}

/** A result by alley. Empty before the first one. */
export class Outcomes {
  readonly result: PlanResult | null;
  /** Need that 10,000 元 remove in the weakest alley that is in by its own worth; null where there is none. */
  readonly leastDensity: number | null;
  readonly #place = new Map<number, number>();

  constructor(result: PlanResult | null) {
    this.result = result;
    for (const [place, id] of (result?.alleys.id ?? []).entries()) this.#place.set(id, place);
    const chosen = [...this.#place.keys()].map((id) => this.of(id)).filter((one) => one?.year != null && one.reason.by === 'value' && one.density !== null);
    this.leastDensity = chosen.length === 0 ? null : Math.min(...chosen.map((one) => one?.density ?? 0));
  }

  of(id: number): Outcome | null {
    const place = this.#place.get(id);
    if (this.result === null || place === undefined) return null;
    const { year, stability, costMinor, value, reason, consentUnknown } = this.result.alleys;
    const cost = costMinor[place] ?? null;
    const why = reason[place] as Outcome['reason'];
    const stays = stability[place] ?? null;
    const standing: Standing =
      year[place] === null ? (PASSED_OVER.has(why.code) ? 'other' : 'barred') : stays === null || stays >= CORE_SHARE ? 'core' : 'edge';
    return {
      standing,
      year: year[place] ?? null,
      stability: stays,
      costMinor: cost,
      reason: why,
      consentUnknown: consentUnknown[place] === true,
      density: cost === null || cost === 0 ? null : ((value[place] ?? 0) / cost) * MINOR_PER_10K,
    };
  }

  /** Ids by standing. */
  ids(standing: Standing): number[] {
    return [...this.#place.keys()].filter((id) => this.of(id)?.standing === standing);
  }
}
