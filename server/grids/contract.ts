import { z } from 'zod';
import { Bbox, Limit, Position, pageOf, type RouteContract } from '../http/contract.ts';

export const GridKind = z.enum(['basic', 'dedicated', 'unit_management']);
export type GridKind = z.infer<typeof GridKind>;

export const GridLevel = z.coerce.number().int().min(1).max(5);

/** The smallest thing that names a grid on a screen. */
export const GridRef = z.object({ id: z.number().int(), code: z.string(), name: z.string(), level: z.number().int(), kind: GridKind, path: z.string() });
export type GridRef = z.infer<typeof GridRef>;

export const GridSummary = GridRef.extend({
  shortName: z.string().nullable(),
  parentCode: z.string().nullable(),
  areaM2: z.number().nullable(),
  /** west, south, east, north; null for a grid without geometry. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  labelPoint: Position.nullable(),
  childCount: z.number().int(),
});
export type GridSummary = z.infer<typeof GridSummary>;

/** What the contract names: 包专线, 包路段, 包社区, 包网格. A line or a road section is a part of the grid. */
export const ScopeType = z.enum(['line', 'road_section', 'community', 'grid']);
export type ScopeType = z.infer<typeof ScopeType>;

/** 五包: who answers for a grid. The phone is that of the duty, never a private one. */
export const Responsibility = z.object({
  tier: z.number().int().min(1).max(5),
  role: z.string(),
  person: z.object({ id: z.number().int(), name: z.string(), role: z.string() }),
  unit: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  dutyPhone: z.string().nullable(),
  /** null = not recorded. */
  scopeType: ScopeType.nullable(),
  /** Part of the duty (0 to 1) where several divide it; null = undivided. */
  share: z.number().nullable(),
  /** The grid the responsibility is written for: the grid itself, or the ancestor it is inherited from. */
  grid: GridRef,
});
export type Responsibility = z.infer<typeof Responsibility>;

export const GridDetail = GridSummary.extend({
  validFrom: z.string(),
  /** From the district down to the parent. */
  ancestors: z.array(GridRef),
  children: z.array(GridSummary),
  /** Dedicated grids that overlap this one. */
  dedicated: z.array(GridRef),
  responsibilities: z.array(Responsibility),
});
export type GridDetail = z.infer<typeof GridDetail>;

/** One thing that is wrong in the tree. measure is in unit (m² or share). */
export const GridCheckFinding = z.object({
  check: z.enum(['invalid_geometry', 'missing_geometry', 'outside_parent', 'gap', 'overlap', 'path_mismatch']),
  grid: GridRef,
  other: GridRef.nullable(),
  measure: z.number(),
  unit: z.enum(['m2', 'share']),
  detail: z.string(),
  place: Position.nullable(),
});
export type GridCheckFinding = z.infer<typeof GridCheckFinding>;
export const GridChecks = z.object({
  grid: GridRef,
  asOf: z.string(),
  checked: z.number().int(),
  toleranceShare: z.number(),
  toleranceM2: z.number(),
  findings: z.array(GridCheckFinding),
});
export type GridChecks = z.infer<typeof GridChecks>;

export const GridCode = z.object({ code: z.string().min(1).max(200) });
export const GridListQuery = z.object({
  level: GridLevel.optional(),
  parent: z.string().optional(),
  kind: GridKind.optional(),
  q: z.string().max(100).optional(),
  bbox: Bbox.optional(),
  limit: Limit,
  cursor: z.string().optional(),
});
export const GridPage = pageOf(GridSummary);
export const GridChecksQuery = z.object({
  /** Share of a child's area that may lie outside its parent before it is reported. Real data spills 1-2 %. */
  toleranceShare: z.coerce.number().min(0).max(1).default(0.02),
  /** Gaps and overlaps smaller than this are drawing noise. */
  toleranceM2: z.coerce.number().min(0).default(10),
});

export const gridRoutes = {
  list: { method: 'get', path: '/api/grids', summary: 'Grids without geometry', query: GridListQuery, response: GridPage },
  detail: { method: 'get', path: '/api/grids/:code', summary: 'One grid: ancestors, children, who answers for it', params: GridCode, response: GridDetail },
  geometry: { method: 'get', path: '/api/grids/:code/geometry', summary: 'One grid as a GeoJSON feature', params: GridCode, alsoAs: ['application/geo+json'] },
  checks: {
    method: 'get',
    path: '/api/grids/:code/checks',
    summary: 'Validity, nesting, gaps and overlaps of a subtree',
    params: GridCode,
    query: GridChecksQuery,
    response: GridChecks,
  },
} satisfies Record<string, RouteContract>;
