import { Router } from 'express';
import { mount, type RoomDependencies } from '../http/route.ts';
import { searchRoutes } from './contract.ts';
import { search } from './search.ts';

export function searchRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, searchRoutes.search, deps, async ({ query: { q, limit }, transact }) => ({ items: await transact((db) => search(db, q, limit)), next: null }));
  return router;
}
