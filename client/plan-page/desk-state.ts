import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { CRITERIA, DEFAULT_WEIGHTS, type Weights } from '#geodata/priority/criteria';
import { type PlanRules, RULE_NAMES, readRules, writeRules } from './rules-state.ts';

export const COST_CASES = ['low', 'likely', 'high'] as const;
export const BENEFITS = ['length', 'households', 'alley'] as const;
/** Whose choice the map and the table show: the proven optimum, the explainable rule, or worst first. */
export const ENGINES = ['best', 'rule', 'worst'] as const;
export type Engine = (typeof ENGINES)[number];
export const SORTS = ['score', 'gain', 'cost', 'households', 'stability'] as const;
export type Sort = (typeof SORTS)[number];
/** 分 in 万元. */
export const MINOR_PER_10K = 1_000_000;
export const MOST_YEARS = 3;

/** What is planned: all of it is in the address, so a link opens the same plan. */
export interface PlanState extends PlanRules {
  weights: Weights;
  /** 万元 by source and year of the programme; years beyond the last amount repeat it. */
  budget: Record<string, number[]>;
  years: number;
  costCase: (typeof COST_CASES)[number];
  benefit: (typeof BENEFITS)[number];
  /** person: whose word it is; whoever computes stands for those that name nobody. */
  locks: { alleyId: number; kind: 'in' | 'out'; reason: string; person?: string }[];
  engine: Engine;
  sort: Sort;
  alley: number | null;
  /** A saved plan that is looked at: its files, its trail. */
  plan: number | null;
  /** What stands beside the plan on a second map: a saved plan, or another engine's choice. */
  beside: number | 'rule' | 'worst' | null;
  isOpen: boolean;
}

export function readPlanState(search: string): PlanState {
  const parameters = new URLSearchParams(search);
  const oneOf = <Value extends string>(name: string, values: readonly [Value, ...Value[]]) =>
    values.find((value) => value === parameters.get(name)) ?? values[0];
  const given = parameters.get('w')?.split(',').map(Number);
  const isWhole = given?.length === CRITERIA.length && given.every((weight) => weight >= 0 && weight <= 1000);
  const id = (name: string) => {
    const value = Number(parameters.get(name));
    return Number.isSafeInteger(value) && value > 0 ? value : null;
  };
  const years = Number(parameters.get('years') || 1);
  const beside = parameters.get('beside');
  return {
    ...readRules(parameters),
    weights: isWhole ? (Object.fromEntries(CRITERIA.map((code, at) => [code, given[at]])) as Weights) : DEFAULT_WEIGHTS,
    budget: Object.fromEntries(
      [...(parameters.get('budget') ?? '').matchAll(/([\w-]+):(-?\d+(?:\.\d+)?(?:\/-?\d+(?:\.\d+)?)*)/g)].map(([, source, amounts]) => [
        source as string,
        (amounts as string).split('/').slice(0, MOST_YEARS).map(Number),
      ]),
    ),
    years: Number.isFinite(years) ? Math.min(MOST_YEARS, Math.max(1, years | 0)) : 1,
    costCase: oneOf('case', ['likely', 'low', 'high']),
    benefit: oneOf('benefit', BENEFITS),
    locks: [...parameters.getAll('lock')].flatMap((text) => {
      const [, kind, alley, person, reason] = /^(in|out):(\d{1,15})(?:@([^:]{1,100}))?:(.{1,200})$/s.exec(text) ?? [];
      if (alley === undefined) return [];
      return [{ kind: kind as 'in' | 'out', alleyId: Number(alley), reason: reason as string, ...(person === undefined ? {} : { person }) }];
    }),
    engine: oneOf('engine', ENGINES),
    sort: oneOf('sort', SORTS),
    alley: id('alley'),
    plan: id('plan'),
    beside: beside === 'rule' || beside === 'worst' ? beside : id('beside'),
    isOpen: parameters.get('set') === '1',
  };
}

export function writePlanState(state: PlanState): URLSearchParams {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string | number | null) => value !== null && parameters.set(name, String(value));
  if (CRITERIA.some((code) => state.weights[code] !== DEFAULT_WEIGHTS[code])) set('w', CRITERIA.map((code) => state.weights[code]).join(','));
  const budget = Object.entries(state.budget);
  if (budget.length > 0) set('budget', budget.map(([source, amounts]) => `${source}:${amounts.join('/')}`).join(','));
  set('years', state.years === 1 ? null : state.years);
  set('case', state.costCase === 'likely' ? null : state.costCase);
  set('benefit', state.benefit === 'length' ? null : state.benefit);
  writeRules(parameters, state);
  for (const { kind, alleyId, reason, person } of state.locks)
    parameters.append('lock', `${kind}:${alleyId}${person === undefined ? '' : `@${person.replaceAll(':', '')}`}:${reason}`);
  set('engine', state.engine === 'best' ? null : state.engine);
  set('sort', state.sort === 'score' ? null : state.sort);
  set('alley', state.alley);
  set('plan', state.plan);
  set('beside', state.beside);
  set('set', state.isOpen ? 1 : null);
  return parameters;
}

export interface PlanHandle {
  state: PlanState;
  /** Changes in place; a step of the history only where something is opened. */
  go(change: Partial<PlanState>, isStep?: boolean): void;
}

/** What other pages' parameters (the map's view) stand beside ours, is kept. */
const OURS = ['w', 'budget', 'years', 'case', 'benefit', 'lock', 'engine', 'sort', 'alley', 'plan', 'beside', 'set', ...RULE_NAMES];

export function usePlanState(): PlanHandle {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      state: readPlanState(search),
      go: (change, isStep = false) => {
        // From the address bar, not from the closure: two changes within one render must not undo each other.
        const next = writePlanState({ ...readPlanState(window.location.search), ...change });
        const others = [...new URLSearchParams(window.location.search)].filter(([name]) => !OURS.includes(name));
        for (const [name, value] of others) next.append(name, value);
        const text = next.toString().replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/');
        void navigate({ pathname, search: text === '' ? '' : `?${text}` }, { replace: !isStep });
      },
    }),
    [search, pathname, navigate],
  );
}
