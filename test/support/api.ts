import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type AppDependencies, createApp } from '../../server/app.ts';
import type { RouteContract } from '../../server/http/contract.ts';
import { ProblemBody } from '../../server/http/contract.ts';
import { CONTRACTS } from '../../server/openapi.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined for other media types. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, after the contract has been checked.
  body: any;
  text: string;
}
export interface Api {
  url: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** Tests that store photos hand in a folder of their own. */
const NO_PHOTOS = join(tmpdir(), 'alleygrid-no-photos');

/** The program's HTTP surface on a free port. Every JSON answer is checked against its contract, every problem against RFC 9457. */
export async function serveApi(withActor: AppDependencies['withActor'], options: Partial<AppDependencies> = {}): Promise<Api> {
  const app = createApp({
    withActor,
    workAs: true,
    version: 'test',
    basemapUrl: null,
    approvalNumber: null,
    clientFolder: null,
    photoDir: NO_PHOTOS,
    ...options,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (method: 'get' | 'post', path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(url + path, { method, ...init });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const body = type.includes('json') && !type.includes('ndjson') && text !== '' ? JSON.parse(text) : undefined;
    if (type.startsWith('application/problem+json')) expect(ProblemBody.parse(body).status).toBe(response.status);
    else if (response.ok && type.startsWith('application/json')) contractOf(method, path)?.response?.parse(body);
    return { status: response.status, headers: response.headers, body, text };
  };
  return {
    url,
    get: (path, headers = {}) => ask('get', path, { headers }),
    post: (path, body, headers = {}) => ask('post', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ROUTES: { contract: RouteContract; pattern: RegExp }[] = Object.values(CONTRACTS)
  .flatMap((routes) => Object.values(routes))
  .map((contract) => ({ contract, pattern: new RegExp(`^${contract.path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`) }));

function contractOf(method: string, path: string): RouteContract | undefined {
  const [pathname = ''] = path.split('?');
  return ROUTES.find(({ contract, pattern }) => contract.method === method && pattern.test(pathname))?.contract;
}

/** Pages through a list to its end. @returns all items. */
export async function allItems(api: Api, path: string): Promise<{ id: number }[]> {
  const items: { id: number }[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Answer = await api.get(`${path}${path.includes('?') ? '&' : '?'}${cursor === '' ? '' : `cursor=${cursor}`}`);
    expect(page.status, page.text).toBe(200);
    items.push(...page.body.items);
    cursor = page.body.next;
  }
  return items;
}
