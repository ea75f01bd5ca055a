import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach } from 'vitest';
import { createApp } from '../../../server/app.ts';
import type { WithActor } from '../../../server/db/actor.ts';
import { liveRouter } from '../../../server/live/routes.ts';
import { tilesRouter } from '../../../server/tiles/routes.ts';
import { KnownLinks } from '../../../server/walls/access.ts';
import { rememberPages } from '../../support/browser.ts';
import { openTestDatabase } from '../../support/database.ts';
import { TEST_NOW } from '../../support/test-demo.ts';

/** What npm run build makes. */
export const CLIENT = fileURLToPath(new URL('../../../dist/client/', import.meta.url));

export interface DeskServer {
  /** `http://127.0.0.1:41234`, without a slash at the end. */
  url: string;
  /** Writes for real into the server's database. */
  withActor: WithActor;
  /** Cuts off every client, does something, and starts again at the same address. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  /** Makes what all stories of the file need in the district: now, and again whenever the district is as it was at first. */
  prepare(work: () => Promise<void>): Promise<void>;
  get<Answer>(path: string): Promise<Answer>;
  /** as: id of the person whose work it is. */
  post<Answer>(path: string, body: unknown, as?: number): Promise<Answer>;
}

interface DeskServerOptions {
  /** The built client, or a copy of it. */
  clientFolder?: string;
  /** Pages that write down the time need the real one. */
  now?: () => Date;
  /** The stories share a page and write nothing: the district stays when one is told a second time. */
  isReadOnly?: boolean;
}

/**
 * The real program on the small demo district: the client, every room, tiles. Stops after the file's last story. A story that is told a second time
 * meets the district as it was at first: what its first attempt wrote, or was still writing, is gone with its pages.
 */
export async function deskServer({ clientFolder = CLIENT, now = () => TEST_NOW, isReadOnly = false }: DeskServerOptions = {}): Promise<DeskServer> {
  if (!existsSync(join(clientFolder, 'index.html'))) throw new Error('The client is not built. Run npm run build (npm test does).');
  const openDistrict = () => openTestDatabase({ demo: 'S', commits: true });
  let district = await openDistrict();
  const withActor: WithActor = (actor, fn) => district.withActor(actor, fn);
  const failures: unknown[] = [];
  const photoDir = mkdtempSync(join(tmpdir(), 'alleygrid-photos-'));
  const start = async (port: number) => {
    const tiles = tilesRouter({ withActor, onError: (error) => failures.push(error) });
    const wallLinks = new KnownLinks();
    const live = await liveRouter({ withActor, onEvents: (types) => wallLinks.noticed(types), onHealth: (error) => error !== null && failures.push(error) });
    const app = createApp({
      withActor,
      workAs: true,
      version: 'test',
      basemapUrl: null,
      approvalNumber: null,
      clientFolder,
      photoDir,
      tilesRouter: tiles.router,
      liveRouter: live.router,
      wallLinks,
      now,
    });
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const stop = async () => {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), live.close()]);
      await tiles.close();
    };
    return { port: (server.address() as AddressInfo).port, stop };
  };
  let running = await start(0);
  const restart = async (meanwhile: () => Promise<void>) => {
    await running.stop();
    await meanwhile();
    running = await start(running.port);
  };
  const preparations: (() => Promise<void>)[] = [];
  let closePages = rememberPages();
  beforeEach(async ({ task }) => {
    if ((task.result?.retryCount ?? 0) === 0) closePages = rememberPages();
    else {
      await closePages();
      if (isReadOnly) return;
      await restart(async () => {
        await district.close();
        district = await openDistrict();
      });
      for (const work of preparations) await work();
    }
  });
  afterAll(async () => {
    await running.stop();
    await district.close();
    rmSync(photoDir, { recursive: true, force: true });
    if (failures.length > 0) throw failures[0];
  });
  const url = `http://127.0.0.1:${running.port}`;
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(url + path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    withActor,
    restart,
    prepare: async (work) => {
      preparations.push(work);
      await work();
    },
    get: (path) => ask(path),
    post: (path, body, as) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(as === undefined ? {} : { 'x-work-as': String(as) }) },
        body: JSON.stringify(body),
      }),
  };
}
