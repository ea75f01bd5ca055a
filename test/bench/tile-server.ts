/**
 * The real server for the tile bench, in a process of its own: forked with DATABASE_URL, schema and the bytes of the tile cache as arguments.
 * Tells `{ url }`, then a `{ load }` per layer, `{ warm }`, and answers `memory` with `{ memory }`.
 */
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createApp } from '../../server/app.ts';
import { createWithActor } from '../../server/db/actor.ts';
import { connect } from '../../server/db/connect.ts';
import { grantRoles } from '../../server/db/role.ts';
import { tilesRouter } from '../../server/tiles/routes.ts';
import type { TileServerMessage } from './tiles.ts';

const [url = '', schema = '', cacheBytes = '0'] = process.argv.slice(2);
const tell = (message: TileServerMessage): void => void process.send?.(message);
const pool = connect({ engine: 'native', url });
const withActor = createWithActor(pool, { schema, ...(await grantRoles(pool, schema)), statementTimeoutMs: 60_000 });
const tiles = tilesRouter({ withActor, cacheBytes: Number(cacheBytes), onLoad: (load) => tell({ load }) });
const app = createApp({
  withActor,
  workAs: true,
  version: 'bench',
  basemapUrl: null,
  approvalNumber: null,
  clientFolder: null,
  photoDir: '',
  tilesRouter: tiles.router,
});
const server = app.listen(0, '127.0.0.1', () => tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (message) => {
  if (message === 'memory') tell({ memory: { rssBytes: process.memoryUsage().rss, loopDelayMs: delay.max / 1e6 } });
});
// The bench holds the other end; without it nobody would stop this process.
process.on('disconnect', () => process.exit());
const baseline = process.memoryUsage().rss;
const started = performance.now();
await tiles.store.copies.warm();
tell({ warm: { milliseconds: performance.now() - started, baselineBytes: baseline } });
