import { afterEach, expect, it } from 'vitest';
import { listen, type RunningServer } from './listen.ts';

let server: RunningServer;
afterEach(() => server.stop());

it('answers a page that is opened before the server is ready by one that asks again, and everything else by a problem', async () => {
  server = await listen({ host: '127.0.0.1', port: 0, tls: null });
  const page = await fetch(`${server.url}wall`, { headers: { accept: 'text/html,application/xhtml+xml' } });
  expect([page.status, page.headers.get('content-type'), Number(page.headers.get('refresh'))]).toEqual([503, 'text/html; charset=utf-8', 3]);
  expect(await page.text()).toContain('服务正在启动');
  const answer = await fetch(`${server.url}api/health`, { headers: { accept: 'application/json' } });
  expect([answer.status, await answer.json()]).toMatchObject([503, { type: '/problems/busy', status: 503 }]);
  server.use((_request, response) => response.end('ready'));
  expect(await (await fetch(`${server.url}wall`, { headers: { accept: 'text/html' } })).text()).toBe('ready');
});
