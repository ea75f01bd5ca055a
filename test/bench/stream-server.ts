/** The API over a loaded database in a process of its own, so that its memory is its own: node --import tsx stream-server.ts URL SCHEMA ROLE */
import type { AddressInfo } from 'node:net';
import { createApp } from '../../server/app.ts';
import { createWithActor, type WithActor } from '../../server/db/actor.ts';
import { connect } from '../../server/db/connect.ts';
import type { StreamServerMessage } from './stream.ts';

const [url = '', schema = '', databaseRole = ''] = process.argv.slice(2);
const pool = connect({ engine: 'native', url });
const within = createWithActor(pool, { schema, databaseRole: databaseRole === '' ? null : databaseRole, wallRole: null, statementTimeoutMs: 30_000 });
let transactions = 0;
const withActor: WithActor = (actor, fn) => {
  transactions += 1;
  return within(actor, fn);
};
const app = createApp({ withActor, workAs: false, version: 'bench', basemapUrl: null, approvalNumber: null, clientFolder: null, photoDir: '' });
const tell = (message: StreamServerMessage): void => {
  process.send?.(message);
};
const server = app.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
process.on('message', () => tell({ rssBytes: process.memoryUsage.rss(), transactions }));
process.on('disconnect', () => process.exit());
