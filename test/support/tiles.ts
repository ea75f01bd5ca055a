import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { VectorTile } from '@mapbox/vector-tile';
import express from 'express';
import type { Knex } from 'knex';
import { PbfReader } from 'pbf';
import type { WithActor } from '../../server/db/actor.ts';
import { problemMiddleware } from '../../server/http/problem.ts';
import type { LoadReport } from '../../server/tiles/copy-store.ts';
import { tilesRouter } from '../../server/tiles/routes.ts';

const DISTRICT = readFileSync(new URL('../integration/tiles-district.sql', import.meta.url), 'utf8');

/** Draws the small district of tiles-district.sql. `schema` is set for the transaction. */
export async function drawDistrict(pool: Knex, schema: string): Promise<void> {
  await pool.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true)`, [schema]);
    for (const statement of DISTRICT.split(/;\s*\n/).filter((text) => /^\s*(--[^\n]*\n)*\s*insert/.test(text))) {
      await db.raw(statement.replaceAll('?', '\\?'));
    }
  });
}

/** The tile routes of their own on a free port. */
export async function serveTiles(withActor: WithActor, options: { cacheBytes?: number } = {}) {
  const loads: LoadReport[] = [];
  const tiles = tilesRouter({ withActor, ...options, onLoad: (report) => loads.push(report) });
  const app = express();
  app.use(tiles.router);
  app.use(problemMiddleware);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    loads,
    store: tiles.store,
    get: (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await tiles.close();
    },
  };
}

/** The one layer of a tile. */
export function decodeTile(bytes: Uint8Array | ArrayBuffer) {
  const layers = Object.values(new VectorTile(new PbfReader(bytes)).layers);
  const layer = layers[0];
  if (layer === undefined || layers.length !== 1) throw new Error(`expected one layer, found ${layers.length}`);
  return Array.from({ length: layer.length }, (_, index) => layer.feature(index));
}

/** Column and row of the tile that holds a position. */
export function tileAt(longitude: number, latitude: number, z: number): [number, number] {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [Math.floor((longitude / 360 + 0.5) * 2 ** z), Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z)];
}
