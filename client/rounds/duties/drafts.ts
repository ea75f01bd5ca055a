import type { DutiesBody, Duty } from '#contract/campaigns';
import type { GridRef } from '#contract/grids';
import { Problem } from '../../api/request.ts';

export const DUTY_KINDS = ['leader', 'unit', 'fallback'] as const satisfies readonly Duty['kind'][];

type DutyGrid = Pick<GridRef, 'code' | 'name' | 'level' | 'path'>;
/** A duty as it stands in the form: those of the round when it was opened, and what has been added since. */
export interface DutyDraft {
  /** Says which duty it is: two with the same key are one. */
  key: string;
  grid: DutyGrid;
  kind: Duty['kind'];
  person: { id: number; name: string } | null;
  unit: { code: string; name: string } | null;
  isNew: boolean;
}

/** What one addition says of all the grids that were chosen. */
export type DutyHolder = Pick<DutyDraft, 'kind' | 'person' | 'unit'>;

export function draftsOf(duties: readonly Duty[]): DutyDraft[] {
  return duties.map(({ grid, kind, person, unit }) => draft(grid, { kind, person, unit }, false));
}

/** The drafts with a duty more for each of the grids, by grid from the top of the tree; what is there already is not there twice. */
export function withAdded(drafts: readonly DutyDraft[], grids: readonly DutyGrid[], holder: DutyHolder): DutyDraft[] {
  const known = new Set(drafts.map(({ key }) => key));
  const added = grids.map((grid) => draft(grid, holder, true)).filter(({ key }) => !known.has(key));
  return [...drafts, ...added].sort((a, b) => order(a.grid.path, b.grid.path) || DUTY_KINDS.indexOf(a.kind) - DUTY_KINDS.indexOf(b.kind));
}

/** What is sent: the whole of the duty, in the order of the drafts. */
export function bodyOf(drafts: readonly DutyDraft[]): DutiesBody {
  return {
    duties: drafts.map(({ grid, kind, person, unit }) => ({
      grid: grid.code,
      kind,
      ...(person === null ? {} : { person: person.id }),
      ...(unit === null ? {} : { unit: unit.code }),
    })),
  };
}

/** Which parts of which drafts the server does not know any more: place among the drafts → grid, person or unit. */
export function wrongDrafts(error: unknown): ReadonlyMap<number, 'grid' | 'person' | 'unit'> {
  const wrong = new Map<number, 'grid' | 'person' | 'unit'>();
  for (const { pointer } of error instanceof Problem ? error.errors : []) {
    const [, index, part] = /^\/duties\/(\d+)\/(grid|person|unit)$/.exec(pointer) ?? [];
    if (index !== undefined) wrong.set(Number(index), part as 'grid' | 'person' | 'unit');
  }
  return wrong;
}

function draft({ code, name, level, path }: DutyGrid, { kind, person, unit }: DutyHolder, isNew: boolean): DutyDraft {
  const key = JSON.stringify([code, kind, person?.id ?? null, unit?.code ?? null]);
  return { key, grid: { code, name, level, path }, kind, person, unit: unit && { code: unit.code, name: unit.name }, isNew };
}

/** As the database orders paths: a grid before what lies below it. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
