import { Problem } from '../api/request.ts';
import { refusalOf } from './api.ts';

/** The fields of the form for a new round. */
export type PlanField = 'code' | 'name' | 'startsOn' | 'endsOn' | 'kinds' | 'checklist' | 'states' | 'share';

const AT: readonly (readonly [pointer: string, field: PlanField])[] = [
  ['/code', 'code'],
  ['/name', 'name'],
  ['/startsOn', 'startsOn'],
  ['/endsOn', 'endsOn'],
  ['/kinds', 'kinds'],
  ['/checklist', 'checklist'],
  ['/recheckOf/states', 'states'],
  ['/recheckOf/sampleShare', 'share'],
];

/** Which fields the server refused ('taken': the code is another round's), and what it said that belongs to none of them. */
export function wrongFields(error: unknown): { fields: Map<PlanField, 'wrong' | 'taken'>; other: ReturnType<typeof refusalOf> | null } {
  const fields = new Map<PlanField, 'wrong' | 'taken'>();
  if (error === null) return { fields, other: null };
  if (error instanceof Problem) {
    if (error.type === '/problems/campaign-exists') fields.set('code', 'taken');
    if (error.type === '/problems/checklist-not-found') fields.set('checklist', 'wrong');
    for (const { pointer } of error.errors) {
      const field = AT.find(([start]) => pointer === start || pointer.startsWith(`${start}/`))?.[1];
      if (field !== undefined) fields.set(field, 'wrong');
    }
  }
  return { fields, other: fields.size > 0 ? null : refusalOf(error) };
}
