import { expect, test } from 'vitest';
import { terminalLines } from './terminal-lines.ts';

function shown(line: Record<string, unknown>): string {
  let text = '';
  terminalLines((written) => {
    text += written;
  }).write(`${JSON.stringify(line)}\n`);
  return text;
}
const time = new Date(2026, 10, 22, 8, 15).getTime();

test('a person reads words, not JSON', () => {
  expect(shown({ level: 40, time, query: './x.sql', ms: 265, msg: 'slow query' })).toBe('08:15:00 warning: slow query, query ./x.sql, ms 265\n');
  expect(shown({ level: 30, time, method: 'GET', route: null, status: 404, msg: 'request' })).toBe('08:15:00 request, method GET, status 404\n');
});

test('an error comes with its stack', () => {
  expect(shown({ level: 50, time, err: { type: 'Error', message: 'no', stack: 'Error: no\n    at x' }, msg: 'request failed' })).toBe(
    '08:15:00 error: request failed\nError: no\n    at x\n',
  );
});
