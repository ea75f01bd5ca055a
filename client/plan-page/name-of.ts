import type { PlanAlleys } from './api.ts';

/** Name, or code where it has none; null for an alley that is gone. */
export function nameOf({ id, name, code }: Pick<PlanAlleys, 'id' | 'name' | 'code'>, alley: number): string | null {
  const place = id.indexOf(alley);
  return place < 0 ? null : (name[place] ?? code[place] ?? null);
}
