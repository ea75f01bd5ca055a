import { Router } from 'express';
import type { RoomDependencies } from '../http/route.ts';
import type { PhotoFolder } from '../photos/folder.ts';
import { mountRemotes } from './remote-routes.ts';
import { mountScreens } from './screen-routes.ts';
import { mountSetUp } from './set-up-routes.ts';

export interface WallSurroundings {
  /** Address people type (PUBLIC_URL); null = the one a request came by. */
  publicUrl: string | null;
  /** Names the build that is served. */
  build: () => string;
  photos: PhotoFolder;
}

/** `/api/wall/*`: what screens and remote controls ask; `/api/walls`: setting them up. */
export function wallsRouter(deps: RoomDependencies, surroundings: WallSurroundings): Router {
  const router = Router();
  mountScreens(router, deps, surroundings);
  mountRemotes(router, deps, surroundings.build);
  mountSetUp(router, deps, surroundings.publicUrl);
  return router;
}
