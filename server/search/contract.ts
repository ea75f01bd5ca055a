import { z } from 'zod';
import { Position, pageOf, type RouteContract } from '../http/contract.ts';

/** type says what to do with a hit: grids and alleys are selected, buildings and addresses are flown to. */
export const SearchHit = z.object({
  type: z.enum(['grid', 'alley', 'building', 'address']),
  id: z.number().int(),
  code: z.string().nullable(),
  name: z.string(),
  /** Where it is, in words: names of the grids above it. */
  detail: z.string(),
  level: z.number().int().nullable(),
  position: Position.nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;
export const SearchQuery = z.object({
  q: z.string().trim().min(1, 'Type at least one character.').max(100),
  limit: z.coerce.number().int().min(1).max(50).default(12),
});
export const searchRoutes = {
  search: {
    method: 'get',
    path: '/api/search',
    summary: 'Grids, alleys, buildings and addresses by name, code or pinyin initials',
    query: SearchQuery,
    response: pageOf(SearchHit),
  },
} satisfies Record<string, RouteContract>;
