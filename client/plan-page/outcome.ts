import type { PlanResult } from '#contract/plans';
import { type Engine, MINOR_PER_10K } from './desk-state.ts';

/** What the map and the table call an alley's place in the plan. */
export type Standing = 'core' | 'edge' | 'barred' | 'other';
/** In at least so many of the draws an alley counts as safe. */
export const CORE_SHARE = 0.95;
/** What fills the last gaps of a budget may be worth little: so much of the money does not tell where the line is. */
const FILLING_SHARE = 0.05;
/** Reasons that are no rule: the money simply went to others. */
const PASSED_OVER = new Set(['chosen', 'outbid', 'budget', 'nothing-to-gain']);
const COLUMNS = { best: 'year', rule: 'greedyYear', worst: 'worstFirstYear' } as const;

export interface Outcome {
  standing: Standing;
  year: number | null;
  stability: number | null;
  costMinor: number | null;
  /** Of the optimum; the other engines choose by a list and give no reasons of their own. */
  reason: Record<string, unknown> & { code: string };
  consentUnknown: boolean;
  /** Need removed by 10,000 元 spent here; null where nothing would be spent. */
  density: number | null;
  /** 片区, by number; null = it stands alone. */
  package: number | null;
}

/** A result by alley, as one engine chose. Empty before the first one. */
export class Outcomes {
  readonly result: PlanResult | null;
  readonly engine: Engine;
  /** Need that 10,000 元 remove in the weakest alley that is in by its own worth, not merely because it filled a gap; null where there is none. */
  readonly leastDensity: number | null;
  readonly #place = new Map<number, number>();
  readonly #standings = new Map<Standing, number[]>([
    ['core', []],
    ['edge', []],
    ['barred', []],
    ['other', []],
  ]);

  constructor(result: PlanResult | null, engine: Engine = 'best') {
    this.result = result;
    this.engine = engine;
    const worthy: { density: number; cost: number }[] = [];
    for (const [place, id] of (result?.alleys.id ?? []).entries()) {
      this.#place.set(id, place);
      const outcome = this.of(id) as Outcome;
      this.#standings.get(outcome.standing)?.push(id);
      if (outcome.year !== null && outcome.reason.by === 'value' && outcome.density !== null)
        worthy.push({ density: outcome.density, cost: outcome.costMinor ?? 0 });
    }
    worthy.sort((a, b) => a.density - b.density);
    const filling = worthy.reduce((sum, { cost }) => sum + cost, 0) * FILLING_SHARE;
    let below = 0;
    const line = worthy.find(({ cost }) => {
      below += cost;
      return below >= filling;
    });
    this.leastDensity = line?.density ?? null;
  }

  of(id: number): Outcome | null {
    const place = this.#place.get(id);
    if (this.result === null || place === undefined) return null;
    const { alleys } = this.result;
    const year = alleys[COLUMNS[this.engine]][place] ?? null;
    const cost = alleys.costMinor[place] ?? null;
    const why = alleys.reason[place] as Outcome['reason'];
    const stays = this.engine === 'best' ? (alleys.stability[place] ?? null) : null;
    const standing: Standing = year === null ? (PASSED_OVER.has(why.code) ? 'other' : 'barred') : stays === null || stays >= CORE_SHARE ? 'core' : 'edge';
    return {
      standing,
      year,
      stability: stays,
      costMinor: cost,
      reason: why,
      consentUnknown: alleys.consentUnknown[place] === true,
      density: cost === null || cost === 0 ? null : ((alleys.value[place] ?? 0) / cost) * MINOR_PER_10K,
      package: alleys.package[place] ?? null,
    };
  }

  isIn(id: number): boolean {
    const place = this.#place.get(id);
    return place !== undefined && this.result?.alleys[COLUMNS[this.engine]][place] != null;
  }

  /** Ids by standing. */
  ids(standing: Standing): readonly number[] {
    return this.#standings.get(standing) ?? [];
  }
}
