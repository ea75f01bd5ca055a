import compression from 'compression';
import express, { type Express } from 'express';
import type { WithActor } from './db/actor.ts';
import { problemMiddleware, problems } from './http/problem.ts';

/** What a server is made of. Tests hand in a withActor over their own transaction. */
export interface AppDependencies {
  withActor: WithActor;
}

/** Every room mounted in one visible list. */
export function createApp(_dependencies: AppDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(compression());
  app.use(express.json({ limit: '1mb' }));
  app.use('/api', (request) => {
    throw problems.notFound(`${request.method} ${request.originalUrl}`);
  });
  app.use(problemMiddleware);
  return app;
}
