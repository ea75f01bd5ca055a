import type { Router } from 'express';
import { mount, type RoomDependencies } from '../http/route.ts';
import { wallRoutes } from './contract.ts';
import { addLink, linksOf, revokeLink } from './links.ts';
import { findWall, keepWall, removeWall, wallRows } from './register.ts';

/** What the page /walls does. */
export function mountSetUp(router: Router, deps: RoomDependencies, publicUrl: string | null): void {
  mount(router, wallRoutes.list, deps, ({ transact }) => transact(async (db) => ({ items: await wallRows(db), next: null })));

  mount(router, wallRoutes.add, deps, ({ body, actor, transact, now, response }) =>
    transact(async (db) => {
      const wall = await keepWall(db, actor, body, now, null);
      response.status(201);
      return wall;
    }),
  );

  mount(router, wallRoutes.detail, deps, ({ params, transact }) => transact((db) => findWall(db, params.id)));

  mount(router, wallRoutes.change, deps, ({ params, body: { version, ...wall }, actor, transact, now }) =>
    transact(async (db) => {
      await findWall(db, params.id);
      return keepWall(db, actor, wall, now, { id: params.id, version });
    }),
  );

  mount(router, wallRoutes.remove, deps, ({ params, actor, transact, now }) =>
    transact(async (db) => {
      await removeWall(db, actor, params.id, now);
      return { items: await wallRows(db), next: null };
    }),
  );

  mount(router, wallRoutes.links, deps, ({ params, actor, transact }) => transact(async (db) => ({ items: await linksOf(db, actor, params.id), next: null })));

  mount(router, wallRoutes.addLink, deps, ({ params, body, actor, transact, now, request, response }) =>
    transact(async (db) => {
      const base = (publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`).replace(/\/+$/, '');
      const link = await addLink(db, actor, params.id, body.label ?? null, base, now);
      response.status(201);
      return link;
    }),
  );

  mount(router, wallRoutes.revokeLink, deps, ({ params, actor, transact, now }) => transact((db) => revokeLink(db, actor, params.id, params.link, now)));
}
