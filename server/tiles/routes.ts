import { gunzipSync } from 'node:zlib';
import { type Request, type Response, Router } from 'express';
import { problems } from '../http/problem.ts';
import { TILE_LAYERS, type TileJson, type TileLayer, tileRoutes } from './contract.ts';
import { LAYERS, MAX_ZOOM } from './layers.ts';
import { TileStore, type TileStoreOptions } from './tile-store.ts';

export interface TilesRouter {
  router: Router;
  store: TileStore;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** Vector tiles and their TileJSON. Threads start with the first request, or with `store.copies.warm()`. */
export function tilesRouter(options: TileStoreOptions): TilesRouter {
  const store = new TileStore(options);
  const router = Router();
  router.get(tileRoutes.tileJson.path, async (request, response) => {
    const layer = layerOf(request);
    response.set('Cache-Control', 'no-cache').json(await tileJson(store, layer));
  });
  router.get(tileRoutes.tile.path, (request, response) => sendTile(store, request, response));
  return { router, store, close: () => store.close() };
}

/** @throws Problem not-found */
function layerOf(request: Request): TileLayer {
  const layer = TILE_LAYERS.find((known) => known === request.params.layer);
  if (layer === undefined) throw problems.notFound(`The tile layer “${request.params.layer}”`);
  return layer;
}

async function tileJson(store: TileStore, layer: TileLayer): Promise<TileJson> {
  // Always asks the database: this answer is what tells clients of a change.
  const { revision, bounds } = await store.copies.newest(layer);
  const { minzoom, fields } = LAYERS[layer];
  return {
    tilejson: '3.0.0',
    name: layer,
    tiles: [`/tiles/${layer}/${revision}/{z}/{x}/{y}.mvt`],
    minzoom,
    maxzoom: MAX_ZOOM,
    ...(bounds === null ? {} : { bounds }),
    attribution: '',
    vector_layers: [{ id: layer, fields, minzoom, maxzoom: MAX_ZOOM }],
    revision,
  };
}

async function sendTile(store: TileStore, request: Request, response: Response): Promise<void> {
  const layer = layerOf(request);
  const { revision, z, x, y } = address(layer, request.params as Record<string, string>);
  const { body, etag } = await store.tile(layer, revision, z, x, y);
  response.setHeader('ETag', etag);
  // Revision 0 is a layer nobody has published: its address will be used again for other data.
  response.setHeader('Cache-Control', revision === 0 ? 'no-cache' : 'public, max-age=31536000, immutable');
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match']?.includes(etag)) {
    response.status(304).end();
    return;
  }
  if (body === null) {
    response.status(204).end();
    return;
  }
  response.setHeader('Content-Type', 'application/vnd.mapbox-vector-tile');
  const takesGzip = /\bgzip\b|\*/.test(String(request.headers['accept-encoding'] ?? ''));
  if (takesGzip) response.setHeader('Content-Encoding', 'gzip');
  const bytes = takesGzip ? body : gunzipSync(body);
  response.setHeader('Content-Length', bytes.byteLength);
  // Not send(): it would look for an ETag and a type of its own.
  response.end(bytes);
}

const WHOLE = /^\d{1,10}$/;

/** @throws Problem tile-out-of-range */
function address(layer: TileLayer, params: Record<string, string>): { revision: number; z: number; x: number; y: number } {
  const [revision = 0, z = 0, x = 0, y = 0] = ['revision', 'z', 'x', 'y'].map((name) => {
    const text = params[name] ?? '';
    if (!WHOLE.test(text)) throw problems.tileOutOfRange(`${name} is “${text}”: write a whole number.`);
    return Number(text);
  });
  const { minzoom } = LAYERS[layer];
  if (z < minzoom || z > MAX_ZOOM) throw problems.tileOutOfRange(`${layer} has tiles at zooms ${minzoom} to ${MAX_ZOOM}, not ${z}.`);
  if (x >= 2 ** z || y >= 2 ** z) throw problems.tileOutOfRange(`At zoom ${z}, x and y run from 0 to ${2 ** z - 1}.`);
  return { revision, z, x, y };
}
