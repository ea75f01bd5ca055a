import type { Violation } from '#geodata/selection/check';
import type { Conflict, Figures, Relaxation } from '#geodata/selection/conflict';
import type { PlanContext } from './build.ts';
import type { PlanConflicts, PlanConstraint, PlanRelaxation } from './result-contract.ts';

type Kind = PlanConstraint['kind'];
interface Told {
  year?: number | undefined;
  source?: number | undefined;
  group?: number | undefined;
  package?: number | undefined;
  candidates?: readonly number[] | undefined;
}

/** Kinds that count alleys instead of money. */
const COUNTED: ReadonlySet<Kind> = new Set(['floor-count', 'lock', 'closed-year', 'package-years', 'conflict', 'precedence']);

/** Places in lists as the years, sources, codes and ids they stand for. A constraint of a package names its alleys. */
function named({ years, sources, subdistricts, alleys, problem }: PlanContext, kind: Kind, told: Told) {
  const subdistrict = told.group === undefined ? undefined : subdistricts[told.group];
  const members =
    told.candidates ?? (told.package === undefined ? [] : problem.candidates.flatMap((candidate, at) => (candidate.package === told.package ? [at] : [])));
  return {
    kind,
    year: told.year === undefined ? null : (years[told.year] ?? null),
    source: told.source === undefined ? null : (sources[told.source] ?? null),
    grid: subdistrict?.code ?? null,
    gridName: subdistrict?.name ?? null,
    package: told.package ?? null,
    alleyIds: members.flatMap((at) => alleys[at]?.facts.id ?? []),
    unit: COUNTED.has(kind) ? ('alleys' as const) : ('minor' as const),
  };
}

/** A constraint that a choice breaks. */
export function tellViolation(context: PlanContext, broken: Violation): PlanConstraint {
  const tell = (kind: Kind, told: Told, needed: number, there: number): PlanConstraint => ({ ...named(context, kind, told), needed, there });
  switch (broken.code) {
    case 'year':
      return tell('closed-year', { year: broken.year, candidates: [broken.candidate] }, 1, 0);
    case 'lock':
      return tell('lock', { candidates: [broken.candidate] }, 1, 0);
    case 'budget':
      return tell('budget', broken, broken.spent, broken.budget);
    case 'floor-cost':
    case 'floor-count':
      return tell(broken.code, broken, broken.least, broken.reached);
    case 'package-years':
      return tell('package-years', { package: broken.package }, broken.years.length, 1);
    case 'package-least':
      return tell('package-least', broken, broken.least, broken.value);
    case 'package-most':
      return tell('package-most', broken, broken.value, broken.most);
    case 'conflict':
      return tell('conflict', broken, 2, 1);
    case 'precedence':
      return tell('precedence', { candidates: [broken.first, broken.then] }, 1, 0);
  }
}

const toldOf = (constraint: Figures | Relaxation['constraint']): Told => (constraint.kind === 'lock' ? { candidates: [constraint.candidate] } : constraint);

/** Why there is no answer, and the ways out. */
export function tellConflict(context: PlanContext, { conflicting, isMinimal, relaxations, ways }: Conflict): PlanConflicts {
  const relax = ({ constraint, from, to }: Relaxation): PlanRelaxation => {
    const { package: _none, ...fields } = named(context, constraint.kind, toldOf(constraint));
    return { ...fields, kind: constraint.kind, from, to, amount: Math.abs(to - from) };
  };
  return {
    conflicting: conflicting.map((one) => ({ ...named(context, one.kind, toldOf(one)), needed: one.needed, there: one.there })),
    isMinimal,
    relaxations: relaxations.map(relax),
    ways: ways.map((way) => ({ by: way.by, relaxations: way.relaxations.map(relax) })),
  };
}
