import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger, requestLog } from './log.ts';

let lines: Record<string, unknown>[] = [];
let address = '';
let stop: () => Promise<void>;

beforeEach(async () => {
  lines = [];
  const logger = createLogger('info', { write: (text: string) => void lines.push(JSON.parse(text)) });
  const app = express();
  app.use(requestLog(logger));
  app.get('/api/people/:name', (_request, response) => {
    response.locals.rows = 3;
    response.json([]);
  });
  app.get('/api/fault', (request) => {
    request.log.error({ err: Object.assign(new Error('duplicate key'), { detail: 'Key (duty_phone)=(13800000000) exists' }) }, 'request failed');
    throw new Error('no');
  });
  const server = app.listen(0);
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => new Promise((resolve) => server.close(() => resolve()));
});
afterEach(() => stop());

async function requestLine(): Promise<Record<string, unknown>> {
  await expect.poll(() => lines.some((line) => line.msg === 'request')).toBe(true);
  return lines.find((line) => line.msg === 'request') ?? {};
}

test('a request is one line with the route pattern, status, time and rows', async () => {
  const response = await fetch(`${address}/api/people/zhang?phone=13800000000`);
  const line = await requestLine();
  expect(line).toMatchObject({ method: 'GET', route: '/api/people/:name', status: 200, rows: 3, id: response.headers.get('x-request-id') });
  expect(line.ms).toBeTypeOf('number');
  expect(lines).toHaveLength(1);
});

test('what was asked for is not in the log', async () => {
  await fetch(`${address}/api/people/zhang?phone=13800000000`);
  await requestLine();
  expect(JSON.stringify(lines)).not.toMatch(/zhang|13800000000/);
});

test('the values of a refused row are redacted', async () => {
  await fetch(`${address}/api/fault`);
  await requestLine();
  expect(JSON.stringify(lines)).not.toContain('13800000000');
  expect(lines[0]).toMatchObject({ msg: 'request failed', err: { message: 'duplicate key', detail: '[redacted]' } });
});

test('a caller’s request id is kept, a harmful one is replaced', async () => {
  const kept = await fetch(`${address}/api/people/a`, { headers: { 'x-request-id': 'gateway-17' } });
  const replaced = await fetch(`${address}/api/people/a`, { headers: { 'x-request-id': '{"level":60}' } });
  expect(kept.headers.get('x-request-id')).toBe('gateway-17');
  expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});
