import compression from 'compression';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { alarmsRouter } from './alarms/routes.ts';
import { alleysRouter } from './alleys/routes.ts';
import { campaignsRouter } from './campaigns/routes.ts';
import { coverageRouter } from './coverage/routes.ts';
import { ANONYMOUS, type WithActor } from './db/actor.ts';
import { hasGrid } from './grids/grid-ref.ts';
import { gridsRouter } from './grids/routes.ts';
import { healthRouter } from './health/routes.ts';
import { historyRouter } from './history/routes.ts';
import { householdsRouter } from './households/routes.ts';
import { actorMiddleware } from './http/actor.ts';
import { buildName } from './http/build.ts';
import { problemMiddleware, problems } from './http/problem.ts';
import type { RoomDependencies } from './http/route.ts';
import { securityHeaders } from './http/security.ts';
import { clientFiles } from './http/static-files.ts';
import { issuesRouter } from './issues/routes.ts';
import { openApiRouter } from './openapi.ts';
import { paceRouter } from './pace/routes.ts';
import { peopleRouter } from './people/routes.ts';
import { PhotoFolder } from './photos/folder.ts';
import { photosRouter } from './photos/routes.ts';
import { placesRouter } from './places/routes.ts';
import { plansRouter } from './plans/routes.ts';
import { projectsRouter } from './projects/routes.ts';
import { responsibilitiesRouter } from './responsibilities/routes.ts';
import { searchRouter } from './search/routes.ts';
import { settingsRouter } from './settings/routes.ts';
import { stateRouter } from './state/routes.ts';
import { surveysRouter } from './surveys/routes.ts';
import { threadRouter } from './thread/routes.ts';
import { visitsRouter } from './visits/routes.ts';
import { walkRouter } from './walk/routes.ts';
import { KnownLinks, wallMiddleware, wallRefusals } from './walls/access.ts';
import { wallsRouter } from './walls/routes.ts';
import { worksRouter } from './works/routes.ts';

/** A client that neither reads nor sends for this long is given up, and its stream with it. */
const IDLE_MS = 120_000;

/** What a server is made of. Tests hand in a withActor over their own transaction. */
export interface AppDependencies {
  withActor: WithActor;
  /** Whether X-Work-As is honoured: only while nobody from another machine can reach the server, or by ALLOW_OPEN. */
  workAs: boolean;
  /** Of the program. */
  version: string;
  basemapUrl: string | null;
  approvalNumber: string | null;
  /** Address people type, when a proxy stands in front (PUBLIC_URL). */
  publicUrl?: string | null;
  /** Folder of the built client (dist/client); null where the client is served by somebody else. */
  clientFolder: string | null;
  /** Folder of the photos' files; made when the first one comes. */
  photoDir: string;
  /** /tiles and its TileJSON; it holds the columnar copy, so main.ts makes it and closes it. */
  tilesRouter?: Router;
  /** /api/live; its follower runs on its own, so main.ts makes it and closes it. */
  liveRouter?: Router;
  /** Links of walls that are known to be good; main.ts tells it what happens, so that one taken back ends at once. */
  wallLinks?: KnownLinks;
  /** One line per request. */
  requestLog?: RequestHandler;
  now?: () => Date;
}

/** Every room mounted in one visible list. */
export function createApp(dependencies: AppDependencies): Express {
  const { withActor, workAs, version, basemapUrl, approvalNumber, publicUrl, clientFolder, photoDir, tilesRouter, liveRouter, requestLog } = dependencies;
  const deps: RoomDependencies = { withActor, now: dependencies.now ?? (() => new Date()) };
  const build = buildName(clientFolder, version);
  const photos = new PhotoFolder(photoDir);
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  if (requestLog) app.use(requestLog);
  app.use((_request, response, next) => {
    response.setTimeout(IDLE_MS, () => response.destroy());
    next();
  });
  app.use(securityHeaders(basemapUrl));
  // Tiles are compressed once, when they are made.
  if (tilesRouter) app.use(tilesRouter);
  if (liveRouter) app.use(liveRouter);
  app.use(compression());
  app.use('/api', express.json({ limit: '1mb', type: ['application/json', 'application/geo+json'] }));
  app.use('/api', actorMiddleware(withActor, workAs));
  app.use('/api', wallMiddleware(withActor, deps.now, dependencies.wallLinks ?? new KnownLinks()));
  app.use(healthRouter(deps, version, build));
  app.use(settingsRouter(deps, { approvalNumber, basemapUrl, workAs, version }));
  app.use(peopleRouter(deps));
  app.use(gridsRouter(deps));
  app.use(coverageRouter(deps));
  app.use(paceRouter(deps));
  app.use(campaignsRouter(deps));
  app.use(visitsRouter(deps));
  app.use(photosRouter(deps, photos));
  app.use(householdsRouter(deps));
  app.use(walkRouter(deps));
  app.use(stateRouter(deps));
  app.use(historyRouter(deps));
  app.use(issuesRouter(deps));
  app.use(worksRouter(deps));
  app.use(alleysRouter(deps));
  app.use(surveysRouter(deps));
  app.use(projectsRouter(deps));
  app.use(plansRouter(deps));
  app.use(threadRouter(deps));
  app.use(placesRouter(deps));
  app.use(responsibilitiesRouter(deps, publicUrl ?? null));
  app.use(searchRouter(deps));
  app.use(alarmsRouter(deps));
  app.use(wallsRouter(deps, { publicUrl: publicUrl ?? null, build, photos }));
  app.use(openApiRouter());
  if (clientFolder !== null) app.use(clientFiles(clientFolder, (code) => withActor(ANONYMOUS, (db) => hasGrid(db, code))));
  app.use((request) => {
    throw problems.notFound(`${request.method} ${request.path}`);
  });
  app.use(wallRefusals);
  app.use(problemMiddleware);
  return app;
}
