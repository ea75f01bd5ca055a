import { z } from 'zod';
import { Limit, pageOf, type RouteContract } from '../http/contract.ts';

export const Person = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  role: z.string(),
  unitName: z.string().nullable(),
  gridPaths: z.array(z.string()),
});
export type Person = z.infer<typeof Person>;
/** A department, an office or an enterprise with duties; its code is what other requests name it by. */
export const Unit = z.object({ id: z.number().int(), code: z.string(), name: z.string(), kind: z.string() });
export type Unit = z.infer<typeof Unit>;
export const PersonListQuery = z.object({ role: z.string().optional(), q: z.string().max(100).optional(), limit: Limit, cursor: z.string().optional() });
export const UnitListQuery = z.object({ q: z.string().max(100).optional(), limit: Limit, cursor: z.string().optional() });
export const peopleRoutes = {
  units: { method: 'get', path: '/api/units', summary: 'Departments and offices', query: UnitListQuery, response: pageOf(Unit) },
  list: { method: 'get', path: '/api/people', summary: 'Staff, for the “work as” picker', query: PersonListQuery, response: pageOf(Person) },
} satisfies Record<string, RouteContract>;
