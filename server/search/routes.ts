import { Router } from 'express';
import { likeLiteral } from '../db/like.ts';
import { sqlFile } from '../db/sql.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type SearchHit, searchRoutes } from './contract.ts';

const search = sqlFile<SearchHit>(import.meta.url, './search.sql');

export function searchRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, searchRoutes.search, deps, async ({ query: { q, limit }, transact }) => {
    const text = q.toLowerCase();
    const patterns = text.split(/\s+/).map((word) => `%${likeLiteral(word)}%`);
    return { items: await transact((db) => search(db, { typed: q, text, literal: likeLiteral(text), patterns, limit })), next: null };
  });
  return router;
}
