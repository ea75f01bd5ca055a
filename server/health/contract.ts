import { z } from 'zod';
import type { RouteContract } from '../http/contract.ts';

export const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  /** Names what is served to browsers; another one: a page that runs for days loads itself again. */
  build: z.string(),
  engine: z.enum(['native', 'embedded']),
  postgres: z.string(),
  postgis: z.string(),
  migration: z.string(),
  district: z.string(),
  /** Rows per table, and how many households lie outside every grid. */
  rows: z.record(z.string(), z.number().int()),
  householdsOutside: z.number().int(),
});
export type Health = z.infer<typeof Health>;
export const healthRoutes = {
  health: { method: 'get', path: '/api/health', summary: 'Engine, versions, migration and row counts', query: z.object({}), response: Health },
} satisfies Record<string, RouteContract>;
