import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error plain JavaScript on purpose: it runs before anything is installed
import { isInstalled, isNodeSupported, ROOT } from './bootstrap.mjs';

test.each([
  ['v20.19.0', true],
  ['v22.12.0', true],
  ['v24.0.0', true],
  ['v26.1.0', true],
  ['v20.18.3', false],
  ['v21.7.3', false],
  ['v22.11.0', false],
  ['v23.11.0', false],
  ['v18.20.8', false],
])('Node %s: %s', (version, supported) => {
  expect(isNodeSupported(version)).toBe(supported);
});

const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/win-only': { version: '2.0.0', optional: true } } };
test('packages are installed when npm’s own list holds what the lock file names', () => {
  expect(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'x' } } })).toBe(true);
});
test.each([
  ['nothing is there', null],
  ['a package is missing', { packages: {} }],
  ['a package has another version', { packages: { 'node_modules/a': { version: '0.9.0', integrity: 'x' } } }],
])('packages are not installed when %s', (_case, installed) => {
  expect(isInstalled(lock, installed)).toBe(false);
});

test('this checkout is installed', () => {
  const read = (file: string) => JSON.parse(readFileSync(`${ROOT}/${file}`, 'utf8'));
  expect(isInstalled(read('package-lock.json'), read('node_modules/.package-lock.json'))).toBe(true);
});

test.each(['server/bootstrap.mjs', 'server/start.mjs', 'test/run.mjs'])('%s has no syntax that Node 12 cannot parse', (file) => {
  const source = readFileSync(`${ROOT}/${file}`, 'utf8');
  expect(source).not.toMatch(/\?\.|\?\?|\|\|=|&&=|^await /m);
});
