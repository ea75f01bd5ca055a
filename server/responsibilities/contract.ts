import { z } from 'zod';
import { GridCode, GridLevel, GridRef, Responsibility } from '../grids/contract.ts';
import { Day, FileLimit, pageOf, type RouteContract } from '../http/contract.ts';
import { Qualifier, WorkFamily } from '../works/kinds.ts';

export const Tier = z.coerce.number().int().min(1).max(5);

/** gap: nobody holds an expected tier, here or above. overlap: several hold it undivided. vacant: who held it has left, nobody followed here. */
export const FindingKind = z.enum(['gap', 'overlap', 'vacant']);
export type FindingKind = z.infer<typeof FindingKind>;

export const ResponsibilityFinding = z.object({
  kind: FindingKind,
  tier: z.number().int().min(1).max(5),
  grid: GridRef,
  /** overlap: who holds the tier; vacant: who held it, until which day (null = has left). Empty for a gap. */
  people: z.array(z.object({ id: z.number().int(), name: z.string(), unitName: z.string().nullable(), until: z.string().nullable() })),
});
export type ResponsibilityFinding = z.infer<typeof ResponsibilityFinding>;

export const ChainTier = z.object({
  tier: z.number().int().min(1).max(5),
  /** Who answers, own or inherited (`grid` of each says from where); for the whole grid first, then for lines and road sections in it. */
  holders: z.array(Responsibility),
  /** What is wrong with this tier in this very grid. */
  findings: z.array(ResponsibilityFinding),
});
/** The five tiers of one grid, in order; a tier without holders is named too. */
export const Chain = z.object({ grid: GridRef, tiers: z.array(ChainTier).length(5) });
export type Chain = z.infer<typeof Chain>;
export const ChainOfGrid = Chain.extend({ asOf: z.string() });
export type ChainOfGrid = z.infer<typeof ChainOfGrid>;

export const ChainAtQuery = z.object({ lon: z.coerce.number().min(-180).max(180), lat: z.coerce.number().min(-90).max(90) });
export const ChainAt = z.object({
  asOf: z.string(),
  lon: z.number(),
  lat: z.number(),
  /** Of the smallest basic grid that holds the point; null where only dedicated grids do. A point in none is the problem outside-district. */
  chain: Chain.nullable(),
  /** Dedicated grids that hold the point have chains of their own; they may overlap. */
  dedicated: z.array(Chain),
});
export type ChainAt = z.infer<typeof ChainAt>;

/** As of the end of a day that is over. */
const day = Day.optional();
export const FindingsQuery = z.object({
  day,
  grid: z.string().optional(),
  tier: Tier.optional(),
  kind: FindingKind.optional(),
  f: z.enum(['json', 'csv']).optional(),
  limit: FileLimit,
  cursor: z.string().optional(),
});
export const FindingsTotals = z.object({
  asOf: z.string(),
  /** The rule in force: in every basic grid of `level` each of `tiers` must be held, by the grid or by one above (setting responsibility_rules). */
  rule: z.object({ level: z.number().int(), tiers: z.array(z.number().int()) }),
  items: z.array(z.object({ kind: FindingKind, tier: z.number().int(), count: z.number().int() })),
});
export type FindingsTotals = z.infer<typeof FindingsTotals>;

/** One line of the contact card: a service, who heads it, the phone on duty. */
export const ServiceLine = z.object({
  service: z.string(),
  serviceEn: z.string().nullable(),
  office: z.string().nullable(),
  headName: z.string().nullable(),
  phone: z.string(),
});
export type ServiceLine = z.infer<typeof ServiceLine>;

/** What anybody may know of a grid. No personal data beyond duty contacts that are marked public; no counts of doors or people. */
export const PublicGrid = z.object({
  /** Day in the district. */
  asOf: z.string(),
  code: z.string(),
  name: z.string(),
  level: z.number().int(),
  kind: z.string(),
  /** Names from the district down to the parent. */
  within: z.array(z.string()),
  /** What the five levels are called here. */
  levelLabels: z.array(z.object({ zh: z.string(), en: z.string() })).length(5),
  people: z.array(z.object({ tier: z.number().int().min(1).max(5), name: z.string(), dutyPhone: z.string().nullable() })),
  services: z.array(ServiceLine),
  /** Completed works by type and unit, never added together. */
  works: z.array(
    z.object({ name: z.string(), nameEn: z.string(), family: WorkFamily, quantity: z.number().nullable(), unit: z.string(), qualifier: Qualifier.nullable() }),
  ),
});
export type PublicGrid = z.infer<typeof PublicGrid>;

export const CardsQuery = z.object({ level: GridLevel.refine((level) => level === 3 || level === 4, 'Cards are printed for levels 3 and 4.').optional() });
export const ContactCards = z.object({
  grid: GridRef,
  /** Where the public pages are, without a slash at the end: PUBLIC_URL, else the origin of this request. */
  publicUrl: z.string(),
  /** False for an address of this machine alone (loopback): a phone that reads the code finds nothing there. */
  isReachable: z.boolean(),
  items: z.array(PublicGrid),
});
export type ContactCards = z.infer<typeof ContactCards>;

export const responsibilityRoutes = {
  ofGrid: {
    method: 'get',
    path: '/api/grids/:code/responsibilities',
    summary: 'The five tiers of a grid: who answers, from where, what is missing',
    params: GridCode,
    query: z.object({ day }),
    response: ChainOfGrid,
  },
  at: { method: 'get', path: '/api/responsibilities/at', summary: 'The five tiers at a point', query: ChainAtQuery, response: ChainAt },
  findings: {
    method: 'get',
    path: '/api/responsibilities/findings',
    summary: 'Gaps, overlaps and vacant posts',
    query: FindingsQuery,
    response: pageOf(ResponsibilityFinding),
    alsoAs: ['text/csv'],
  },
  totals: {
    method: 'get',
    path: '/api/responsibilities/totals',
    summary: 'How many gaps, overlaps and vacant posts, by tier',
    query: z.object({ grid: z.string().optional(), day }),
    response: FindingsTotals,
  },
  cards: {
    method: 'get',
    path: '/api/grids/:code/contact-cards',
    summary: 'Contact cards 便民联系卡 of a grid, or of the communities (level=3) or grids (level=4) in it',
    params: GridCode,
    query: CardsQuery,
    response: ContactCards,
  },
  public: {
    method: 'get',
    path: '/api/public/grids/:code',
    summary: 'What anybody may know of a grid: duty contacts, service lines, completed works',
    params: GridCode,
    response: PublicGrid,
  },
} satisfies Record<string, RouteContract>;
