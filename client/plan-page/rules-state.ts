/** The hard constraints of a plan beside its money, as they stand in the address. */
export interface PlanRules {
  /** For every subdistrict, share of its households' part of the budget, 0-1, and so many alleys. */
  floor: number;
  leastCount: number;
  /** For single subdistricts instead, 万元 and alleys by code. */
  floors: { grid: string; least: number; count: number }[];
  /** 片区: alleys within so many metres are one contract, worth between least and most 万元 (null = no limit). Null = the rule is off. */
  packages: { withinM: number; least: number; most: number | null } | null;
  /** Share that has to agree; null = the rule is off. */
  consent: number | null;
  /** Where nobody has been asked yet, wait. */
  isAskedFirst: boolean;
  keepsMoratorium: boolean;
  coolOffYears: number | null;
  pipesWithinMonths: number | null;
  /** Not in the same year. */
  conflicts: [number, number][];
  /** [first, then]. */
  precedences: [number, number][];
}

export const DEFAULT_RULES: PlanRules = {
  floor: 0.5,
  leastCount: 0,
  floors: [],
  packages: null,
  consent: 0.667,
  isAskedFirst: false,
  keepsMoratorium: true,
  coolOffYears: 5,
  pipesWithinMonths: 36,
  conflicts: [],
  precedences: [],
};
export const DEFAULT_PACKAGE = { withinM: 150, least: 5, most: 60 };
export const RULE_NAMES = ['floor', 'least', 'floors', 'pack', 'consent', 'asked', 'moratorium', 'cool', 'pipes', 'apart', 'before'];
/** What the server takes at most. */
const MOST = { coolOffYears: 30, pipesWithinMonths: 120, leastCount: 1000, withinM: 1000, money: 1e7 };

export function readRules(parameters: URLSearchParams): PlanRules {
  const number = (name: string, fallback: number, most: number) => {
    const text = parameters.get(name);
    const value = text === null || text === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? Math.min(most, Math.max(0, value)) : fallback;
  };
  const orOff = (name: string, fallback: number | null, most: number) => (parameters.get(name) === 'off' ? null : number(name, fallback ?? 0, most));
  const pairs = (name: string) =>
    [...(parameters.get(name) ?? '').matchAll(/(\d{1,15})-(\d{1,15})/g)]
      .map(([, a, b]): [number, number] => [Number(a), Number(b)])
      .filter(([a, b]) => a !== b);
  const [, within, least, most] = /^(\d{1,4}):(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)?$/.exec(parameters.get('pack') ?? '') ?? [];
  return {
    floor: number('floor', DEFAULT_RULES.floor, 1),
    leastCount: number('least', 0, MOST.leastCount) | 0,
    floors: [...(parameters.get('floors') ?? '').matchAll(/([\w-]+):(\d+(?:\.\d+)?):(\d{1,4})/g)].map(([, grid, money, count]) => ({
      grid: grid as string,
      least: Math.min(MOST.money, Number(money)),
      count: Math.min(MOST.leastCount, Number(count)),
    })),
    packages:
      within === undefined || Number(within) < 1
        ? null
        : { withinM: Math.min(MOST.withinM, Number(within)), least: Number(least), most: most === undefined ? null : Number(most) },
    consent: orOff('consent', DEFAULT_RULES.consent, 1),
    isAskedFirst: parameters.get('asked') === 'first',
    keepsMoratorium: parameters.get('moratorium') !== 'off',
    coolOffYears: orOff('cool', DEFAULT_RULES.coolOffYears, MOST.coolOffYears),
    pipesWithinMonths: orOff('pipes', DEFAULT_RULES.pipesWithinMonths, MOST.pipesWithinMonths),
    conflicts: pairs('apart'),
    precedences: pairs('before'),
  };
}

/** Rules equal to their default are not written. */
export function writeRules(parameters: URLSearchParams, rules: PlanRules): void {
  const set = (name: string, value: string | number | null) => value !== null && value !== '' && parameters.set(name, String(value));
  const orOff = (name: string, value: number | null, fallback: number | null) => set(name, value === null ? 'off' : value === fallback ? null : value);
  set('floor', rules.floor === DEFAULT_RULES.floor ? null : rules.floor);
  set('least', rules.leastCount || null);
  set('floors', rules.floors.map(({ grid, least, count }) => `${grid}:${least}:${count}`).join(','));
  if (rules.packages !== null) set('pack', `${rules.packages.withinM}:${rules.packages.least}:${rules.packages.most ?? ''}`);
  orOff('consent', rules.consent, DEFAULT_RULES.consent);
  set('asked', rules.isAskedFirst ? 'first' : null);
  set('moratorium', rules.keepsMoratorium ? null : 'off');
  orOff('cool', rules.coolOffYears, DEFAULT_RULES.coolOffYears);
  orOff('pipes', rules.pipesWithinMonths, DEFAULT_RULES.pipesWithinMonths);
  set('apart', rules.conflicts.map((pair) => pair.join('-')).join(','));
  set('before', rules.precedences.map((pair) => pair.join('-')).join(','));
}
