import type { Highs } from 'highs';
import { ascend, bestOption, eachOption, orderByPrices, type Prices, type Pricing, priceOut } from './bound.ts';
import { violationsOf } from './check.ts';
import { closeGap } from './closing.ts';
import { fillDown, greedy } from './greedy.ts';
import { buildModel, choiceOf, type Option, optionOf, type SelectionModel } from './model.ts';
import { type Choice, type SelectionProblem, worthOf } from './problem.ts';
import { keyOf, RelaxedProblem, type SolveLimits, solveWhole, type WholeProblem } from './solver.ts';

export interface ExactOptions {
  /** Share of the value that may be missing for the answer to count as optimal. */
  gap: number;
  timeLimitMs: number;
  isCancelled?: () => boolean;
  onProgress?: (progress: ExactProgress) => void;
}
export interface ExactProgress {
  stage: 'bound' | 'core' | 'proof';
  value: number | null;
  bound: number | null;
  /** Units (alleys, packages) that are not settled yet. */
  open: number;
  elapsedMs: number;
}

/** optimal: proven within the gap. stopped: out of time or cancelled; the choice is the best known. infeasible: no choice keeps all constraints. */
export interface ExactAnswer {
  status: 'optimal' | 'stopped' | 'infeasible';
  /** Null where none is known. */
  choice: Choice | null;
  value: number;
  /** No choice whatever is worth more: proven. */
  bound: number;
  /** (bound − value) ÷ value; null while no choice is known. */
  gap: number | null;
  /** Units that the bound alone could not settle and the solver had to. */
  open: number;
  elapsedMs: number;
}

/** Units given to the solver at first; each round that does not prove the gap doubles it. */
const FIRST_CORE = 400;
const ASCENT_ROUNDS = 60;
/** Options of one unit that the first core knows; each round doubles it, and the proof knows all that matter. */
const FIRST_OPTIONS = 6;
/** A core that holds so large a part of the units and has its optimum says that the bound is what is weak. */
const PROOF_CORE = 20;
/** Share of the time left that a core may take. */
const CORE_TIME = 0.3;
/** With more options than so many times the core, a proof would take longer than another core. */
const PROOF_OPTIONS = 3;

/**
 * The best choice under all constraints. A Lagrangian bound prices the constraints that tie alleys together; what earns far more or far less than its
 * prices is settled by it, and HiGHS decides about the rest, starting from the best choice known. The bound is computed here and holds whatever the
 * solver does; choices are checked in whole minor units before they count.
 */
export function solveExactly(problem: SelectionProblem, highs: Highs, options: ExactOptions): ExactAnswer {
  return new ExactSearch(problem, highs, options).run();
}

interface Relaxed {
  prices: Prices;
  pricing: Pricing;
  options: Option[];
  /** Of each option. */
  shares: Float64Array;
}

class ExactSearch {
  readonly #problem: SelectionProblem;
  readonly #highs: Highs;
  readonly #gap: number;
  readonly #model: SelectionModel;
  readonly #begun = performance.now();
  readonly #limits: SolveLimits;
  readonly #onProgress: ((progress: ExactProgress) => void) | undefined;
  #best: { choice: Choice; value: number } | null = null;
  #bound = Number.POSITIVE_INFINITY;
  #open: number;
  #stage: ExactProgress['stage'] = 'bound';

  constructor(problem: SelectionProblem, highs: Highs, { gap, timeLimitMs, isCancelled, onProgress }: ExactOptions) {
    this.#problem = problem;
    this.#highs = highs;
    this.#gap = gap;
    this.#model = buildModel(problem);
    this.#open = this.#model.units.length;
    this.#onProgress = onProgress;
    this.#limits = {
      until: this.#begun + timeLimitMs,
      isCancelled: isCancelled ?? (() => false),
      onProgress: ({ reached }) => this.#tell(reached === null ? null : reached * this.#model.valueUnit),
    };
  }

  run(): ExactAnswer {
    for (const rule of ['density', 'score'] as const) this.#offer(greedy(this.#problem, rule));
    this.#tell(null);
    const ascent = ascend(this.#model, (this.#best?.value ?? 0) / this.#model.valueUnit, ASCENT_ROUNDS, this.#limits.isCancelled);
    this.#lower(ascent.pricing.bound);
    const relaxed = this.#limits.isCancelled() ? null : this.#relax(ascent.pricing);
    if (relaxed === 'infeasible') return this.#answer('infeasible');
    const pricing = relaxed?.pricing ?? ascent.pricing;
    const { order, yearsOf } = orderByPrices(this.#problem, this.#model, pricing);
    this.#offer(fillDown(this.#problem, order, yearsOf));
    this.#tell(null);
    if (relaxed === null) return this.#answer('stopped');
    this.#close(relaxed);
    return this.#search(relaxed);
  }

  /** Lists the combinations that lose little, which closes most gaps. */
  #close({ prices, pricing }: Relaxed): void {
    if (this.#missing() <= this.#gap) return;
    const missing = pricing.bound - (this.#best?.value ?? 0) / this.#model.valueUnit;
    const offer = (options: readonly Option[]): void => {
      this.#offer(choiceOf(this.#problem, this.#model, options));
      this.#tell(null);
    };
    const down = closeGap(this.#model, pricing, prices, { gap: this.#gap * 0.98, missing, limits: this.#limits, offer });
    this.#lower(pricing.bound - down);
    this.#tell(null);
  }

  /** The relaxed optimum: options that earn something at its prices are added until none does. Null: out of time. */
  #relax(first: Pricing): Relaxed | 'infeasible' | null {
    const pool = this.#firstPool(first);
    const options = pool.map(({ option }) => option);
    const known = new Set(options.map(keyOf));
    const isComplete = this.#model.units.every(({ members }) => members.length === 1);
    const relaxed = new RelaxedProblem(this.#highs, this.#model, pool, this.#limits);
    try {
      for (;;) {
        const { status, shares, prices } = relaxed.run();
        if (status === 'stopped') return null;
        const pricing = priceOut(this.#model, prices);
        // No choice is worth less than nothing: a bound below it is the proof that there is no choice.
        if (pricing.bound < -1e-6) return 'infeasible';
        this.#lower(pricing.bound);
        this.#tell(null);
        const fresh = isComplete ? [] : this.#earning(pricing).filter((option) => !known.has(keyOf(option)));
        if (fresh.length === 0 || this.#limits.isCancelled()) return { prices, pricing, options, shares };
        for (const option of fresh) known.add(keyOf(option));
        options.push(...fresh);
        relaxed.add(fresh);
      }
    } finally {
      relaxed.close();
    }
  }

  /** All options of alleys that stand alone; of packages those of the known choices and the best at these prices. */
  #firstPool(pricing: Pricing): { option: Option; isLikely: boolean }[] {
    const pool: { option: Option; isLikely: boolean }[] = [];
    for (const [unit, { members }] of this.#model.units.entries()) {
      const best = bestOption(this.#model, pricing, unit).option;
      const likely = best === null ? '' : keyOf(best);
      const options: Option[] = [];
      if (members.length === 1) eachOption(this.#model, pricing.worth, unit, (year, mask) => void options.push({ unit, year, mask }));
      else {
        const chosen = this.#best === null ? null : optionOf(this.#model, unit, this.#best.choice);
        if (best !== null) options.push(best);
        if (chosen !== null && keyOf(chosen) !== likely) options.push(chosen);
      }
      pool.push(...options.map((option) => ({ option, isLikely: keyOf(option) === likely })));
    }
    return pool;
  }

  /** Of each package the option that earns most in each year, if it earns more than what the unit has already. */
  #earning(pricing: Pricing): Option[] {
    const fresh: Option[] = [];
    for (const [unit, { members }] of this.#model.units.entries()) {
      if (members.length === 1) continue;
      const byYear = new Map<number, { option: Option; earns: number }>();
      eachOption(this.#model, pricing.worth, unit, (year, mask, earns) => {
        if (earns > (byYear.get(year)?.earns ?? Number.NEGATIVE_INFINITY)) byYear.set(year, { option: { unit, year, mask }, earns });
      });
      const most = pricing.best[unit] as number;
      for (const { option, earns } of byYear.values()) if (earns > 1e-7 && earns > most - 1e-7 - 0.05 * Math.abs(most)) fresh.push(option);
    }
    return fresh;
  }

  /** Rounds of a growing core; the round whose options are all that the bound has not settled is the proof. */
  #search({ pricing, options, shares }: Relaxed): ExactAnswer {
    const margins = Float64Array.from(this.#model.units, (_, unit) => bestOption(this.#model, pricing, unit).margin);
    let isBoundWeak = false;
    for (let core = FIRST_CORE; ; core *= 2) {
      if (this.#missing() <= this.#gap) return this.#answer('optimal');
      if (performance.now() > this.#limits.until || this.#limits.isCancelled()) return this.#answer('stopped');
      const proof = this.#proof(pricing, margins, isBoundWeak ? Number.POSITIVE_INFINITY : core);
      this.#stage = proof === null ? 'core' : 'proof';
      this.#tell(null);
      const whole = proof ?? this.#core(pricing, margins, core, options, shares);
      const enough = this.#bound / this.#model.valueUnit / (1 + this.#gap);
      const now = performance.now();
      const until = proof === null ? now + (this.#limits.until - now) * CORE_TIME : this.#limits.until;
      const answer = solveWhole(this.#highs, this.#model, whole, this.#gap * (proof === null ? 0.5 : 0.98), { ...this.#limits, until, enough });
      if (answer.options !== null) this.#offer(choiceOf(this.#problem, this.#model, answer.options));
      if (proof === null) {
        // The core has no better answer: it is the bound that has to come down.
        isBoundWeak = answer.status === 'optimal' && core >= this.#model.units.length / PROOF_CORE;
        continue;
      }
      if (answer.status === 'infeasible' && this.#best === null) return this.#answer('infeasible');
      // What was settled is settled against the best choice known: nothing is worth more than the greater of that choice and the bound of the rest.
      this.#lower(Math.max(answer.bound, (this.#best?.value ?? 0) / this.#model.valueUnit));
      return this.#answer(this.#missing() <= this.#gap ? 'optimal' : 'stopped');
    }
  }

  /** Everything that a choice better than the best known can hold; null where that is too much for now. */
  #proof(pricing: Pricing, margins: Float64Array, core: number): WholeProblem | null {
    const room = this.#best === null ? Number.POSITIVE_INFINITY : pricing.bound * (1 + 1e-9) - this.#best.value / this.#model.valueUnit + 1e-7;
    this.#open = margins.reduce((open, margin) => open + (margin <= room ? 1 : 0), 0);
    if (this.#best !== null && this.#open > core * 2) return null;
    const whole = { settled: [] as Option[], open: [] as Option[], needed: new Set<number>(), start: this.#best === null ? null : this.#optionsOfBest() };
    for (const [unit, { isNeeded }] of this.#model.units.entries()) {
      const most = pricing.best[unit] as number;
      const options: Option[] = [];
      eachOption(this.#model, pricing.worth, unit, (year, mask, earns) => {
        if (most - earns <= room) options.push({ unit, year, mask });
      });
      const mayBeNone = !isNeeded && most <= room;
      if (options.length === 1 && !mayBeNone) whole.settled.push(options[0] as Option);
      else {
        whole.open.push(...options);
        if (!mayBeNone) whole.needed.add(unit);
      }
      if (this.#best !== null && whole.open.length > core * PROOF_OPTIONS) return null;
    }
    return whole;
  }

  /** Units of the smallest margins, and those on which the relaxed answer and the best choice differ, are open; the rest stay as chosen. */
  #core(pricing: Pricing, margins: Float64Array, core: number, pool: readonly Option[], shares: Float64Array): WholeProblem {
    const { choice } = this.#best as { choice: Choice };
    const widest = margins.toSorted()[Math.min(core, margins.length - 1)] as number;
    const isOpen = Array.from(margins, (margin) => margin <= widest);
    const chosen = this.#model.units.map((_, unit) => optionOf(this.#model, unit, choice));
    const relaxedOf = new Map<number, Option[]>();
    for (const [column, option] of pool.entries()) {
      const share = shares[column] as number;
      if (share < 1e-6) continue;
      relaxedOf.set(option.unit, [...(relaxedOf.get(option.unit) ?? []), option]);
      const own = chosen[option.unit];
      if (share < 1 - 1e-6 || own === null || own === undefined || keyOf(own) !== keyOf(option)) isOpen[option.unit] = true;
    }
    const whole = { settled: [] as Option[], open: [] as Option[], needed: new Set<number>(), start: this.#optionsOfBest() };
    for (const [unit, own] of chosen.entries()) {
      if (own !== null && !isOpen[unit] && !relaxedOf.has(unit)) isOpen[unit] = true;
      if (!isOpen[unit]) {
        if (own !== null) whole.settled.push(own);
        continue;
      }
      const few = this.#bestOptions(pricing, unit, (core / FIRST_CORE) * FIRST_OPTIONS, [...(own === null ? [] : [own]), ...(relaxedOf.get(unit) ?? [])]);
      whole.open.push(...few);
      if (this.#model.units[unit]?.isNeeded) whole.needed.add(unit);
    }
    return whole;
  }

  /** The options of a unit that earn most, and some in any case. */
  #bestOptions(pricing: Pricing, unit: number, most: number, inAnyCase: readonly Option[]): Option[] {
    const all: { option: Option; earns: number }[] = [];
    eachOption(this.#model, pricing.worth, unit, (year, mask, earns) => void all.push({ option: { unit, year, mask }, earns }));
    all.sort((a, b) => b.earns - a.earns);
    const few = new Map([...inAnyCase, ...all.slice(0, most).map(({ option }) => option)].map((option) => [keyOf(option), option]));
    return [...few.values()];
  }

  #optionsOfBest(): Option[] {
    const { choice } = this.#best as { choice: Choice };
    return this.#model.units.map((_, unit) => optionOf(this.#model, unit, choice)).filter((option) => option !== null);
  }

  /** Keeps a choice if it is better and breaks nothing, counted in whole minor units. */
  #offer(choice: Choice): void {
    const value = worthOf(this.#problem, choice);
    if (this.#best !== null && value <= this.#best.value) return;
    if (violationsOf(this.#problem, choice).length === 0) this.#best = { choice, value };
  }

  #lower(bound: number): void {
    this.#bound = Math.min(this.#bound, bound * this.#model.valueUnit);
  }

  /** Share of the value that a better choice could add, as far as is known. */
  #missing(): number {
    if (this.#best === null) return Number.POSITIVE_INFINITY;
    const { value } = this.#best;
    if (this.#bound <= value * (1 + 1e-12)) return 0;
    return value === 0 ? Number.POSITIVE_INFINITY : (this.#bound - value) / value;
  }

  #tell(reached: number | null): void {
    const value = this.#best === null ? reached : Math.max(this.#best.value, reached ?? 0);
    const bound = Number.isFinite(this.#bound) ? this.#bound : null;
    this.#onProgress?.({ stage: this.#stage, value, bound, open: this.#open, elapsedMs: performance.now() - this.#begun });
  }

  #answer(status: ExactAnswer['status']): ExactAnswer {
    const elapsedMs = performance.now() - this.#begun;
    if (status === 'infeasible') return { status, choice: null, value: 0, bound: 0, gap: null, open: this.#open, elapsedMs };
    const missing = this.#missing();
    const value = this.#best?.value ?? 0;
    const bound = Math.max(this.#bound, value);
    return { status, choice: this.#best?.choice ?? null, value, bound, gap: Number.isFinite(missing) ? missing : null, open: this.#open, elapsedMs };
  }
}
