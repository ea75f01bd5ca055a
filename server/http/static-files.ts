import { join } from 'node:path';
import express, { Router } from 'express';

const YEAR_S = 31_536_000;

/**
 * The built client: files under /assets carry a hash of their content in their name and never change; index.html is always asked for again.
 * A page address (`/map`, `/g/KFQ.01`: a grid's code may have points) gets index.html, for the client routes by itself; a missing file stays a 404.
 * So does the public page of a grid that is none: the page says so to people, its status to whatever collects links.
 */
export function clientFiles(folder: string, hasGrid: (code: string) => Promise<boolean>): Router {
  const router = Router();
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_S * 1000, fallthrough: false }));
  // Names without a hash: icons, the manifests, the service worker. A browser that kept a worker's file would keep the old version.
  router.use(express.static(folder, { index: false, cacheControl: false, setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache') }));
  router.get('/g/:code', async (request, response, next) => {
    // A database that does not answer says nothing of the grid; the page tells that by itself.
    const isKnown = await hasGrid(request.params.code).catch(() => true);
    if (!isKnown) response.status(404);
    next();
  });
  router.get(/^\/(?:g\/[^/]+|(?!(?:api|tiles|assets)(?:\/|$))[^.]*)$/, (_request, response) => {
    response.sendFile(join(folder, 'index.html'), { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
  });
  return router;
}
