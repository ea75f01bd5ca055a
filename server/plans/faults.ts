import type { ProblemFault } from '#geodata/selection/problem';
import type { FieldError } from '../http/contract.ts';
import type { PlanSpec } from './contract.ts';
import type { PlannedAlley, SubdistrictFacts } from './facts.ts';

/** An alley that a question names and the plan does not have: what it was called, and the one it was joined into, if any. */
export interface LostAlley {
  id: number;
  name: string | null;
  intoId: number | null;
  intoName: string | null;
}
export type LostAlleys = ReadonlyMap<number, LostAlley>;

/** Ids that a question names by lock or pair. */
export const alleysNamed = ({ locks, conflicts, precedences }: PlanSpec): number[] => [
  ...new Set([...locks.map(({ alleyId }) => alleyId), ...conflicts.flat(), ...precedences.flat()]),
];

/** Figures that name an alley that is not there: for a sentence, and for the way out. */
export const lostFigures = (alleyId: number, lost: LostAlleys): NonNullable<FieldError['figures']> => {
  const known = lost.get(alleyId);
  return { alleyId, name: known?.name ?? null, intoId: known?.intoId ?? null, intoName: known?.intoName ?? null };
};

/** Pairs of an alley with itself, or with one that is not in the plan. */
export function pairFaults(spec: PlanSpec, placeOf: ReadonlyMap<number, number>, lost: LostAlleys): FieldError[] {
  return (['conflicts', 'precedences'] as const).flatMap((kind) =>
    spec[kind].flatMap(([first, second], at): FieldError[] => {
      const pointer = `/spec/${kind}/${at}`;
      if (first === second) return [{ pointer, detail: 'Two different alleys of the plan.', code: 'pair-same', figures: { alleyId: first } }];
      const missing = [first, second].find((id) => !placeOf.has(id));
      return missing === undefined
        ? []
        : [{ pointer, detail: `No alley ${missing} lies in the plan.`, code: 'pair-nowhere', figures: { ...lostFigures(missing, lost), first, second } }];
    }),
  );
}

/** Floors of subdistricts that are not there. */
export function floorFaults({ floors }: PlanSpec, subdistricts: readonly SubdistrictFacts[]): FieldError[] {
  return floors.flatMap(({ grid }, at): FieldError[] =>
    subdistricts.some(({ code }) => code === grid)
      ? []
      : [{ pointer: `/spec/floors/${at}/grid`, detail: `No subdistrict has the code “${grid}”.`, code: 'floor-nowhere', figures: { grid } }],
  );
}

interface Asked {
  spec: PlanSpec;
  alleys: readonly PlannedAlley[];
  years: readonly number[];
  sources: readonly string[];
}

/** A fault of the selection problem, as one of the question it was made of. */
export function faultError(fault: ProblemFault, { spec: { locks }, alleys, years, sources }: Asked): FieldError {
  const idOf = (candidate: number): number => alleys[candidate]?.facts.id ?? 0;
  switch (fault.code) {
    case 'negative-budget':
      return { pointer: '/spec/budgets', detail: `The budget of ${sources[fault.source]} in ${years[fault.year]} is negative.` };
    case 'locks-break-budget':
      return {
        pointer: '/spec/locks',
        detail: `What is locked in costs ${fault.locked} 分 of ${sources[fault.source]}${fault.year === null ? '' : ` in ${years[fault.year]}`}; the budget is ${fault.budget}.`,
        code: 'locks-break-budget',
        figures: {
          source: sources[fault.source] ?? '',
          year: fault.year === null ? null : (years[fault.year] ?? null),
          lockedMinor: fault.locked,
          budgetMinor: fault.budget,
        },
      };
    case 'locked-never': {
      const at = locks.findIndex(({ alleyId }) => alleyId === idOf(fault.candidate));
      return { pointer: `/spec/locks/${at}`, detail: `Alley ${idOf(fault.candidate)} is closed in the year it is locked into.` };
    }
    case 'precedence-cycle': {
      const alleyId = idOf(fault.candidate);
      return { pointer: '/spec/precedences', detail: `Alley ${alleyId} would have to come before itself.`, code: 'precedence-cycle', figures: { alleyId } };
    }
    case 'candidate-cost':
    case 'candidate-value':
      return { pointer: '/spec', detail: `Alley ${idOf(fault.candidate)} has no usable ${fault.code === 'candidate-cost' ? 'cost' : 'need'}.` };
    case 'package-size':
      return { pointer: '/spec/packages', detail: `A package has ${fault.members} alleys.` };
    case 'years':
      return { pointer: '/spec/years', detail: 'One to five years.' };
  }
}
