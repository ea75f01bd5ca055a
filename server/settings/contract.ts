import { z } from 'zod';
import { Position, type RouteContract } from '../http/contract.ts';

const LevelLabel = z.object({ zh: z.string(), en: z.string() });
/** Per-district facts, rows of `settings`. What each key means and may hold: server/settings/keys.ts. */
export const PublicSettings = z.object({
  district: z.object({ name: z.string(), nameEn: z.string() }),
  timeZone: z.string(),
  levelLabels: z.array(LevelLabel).length(5),
  centre: Position,
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  coverageBreaks: z.array(z.number()).length(6),
  /** What the codes of `domain` of an issue are called here. */
  issueDomains: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string().nullable() })),
  /** Line shown at the lower left of the map. */
  attribution: z.string(),
  /** Empty where there is no English one. */
  attributionEn: z.string(),
  /** Frame of reference of all positions, named beside it: by the district's metric zone. */
  datum: z.enum(['CGCS2000', 'WGS84']),
  approvalNumber: z.string().nullable(),
  basemapUrl: z.string().nullable(),
  /** Whether the "work as" picker is allowed here (loopback, or ALLOW_OPEN). */
  workAs: z.boolean(),
  version: z.string(),
});
export type PublicSettings = z.infer<typeof PublicSettings>;
export const settingsRoutes = {
  public: { method: 'get', path: '/api/settings', summary: 'What a client must know of this district', query: z.object({}), response: PublicSettings },
} satisfies Record<string, RouteContract>;
