import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeConfig, ENVIRONMENT_NAMES, readConfig } from './config.ts';

test('an empty environment gives the embedded database on loopback with the demo district', () => {
  expect(readConfig({})).toMatchObject({ databaseUrl: null, district: 'district', port: 8080, host: '127.0.0.1', isLoopback: true, demo: 'M', tls: null });
});

test('empty variables count as left out', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: '', DEMO: '' })).toEqual(readConfig({}));
});

test('the configuration cannot be changed', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

test.each([
  ['PORT', '80a'],
  ['PORT', '70000'],
  ['DISTRICT', 'public'],
  ['DISTRICT', 'Drop Table'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['DATABASE_URL', 'localhost'],
  ['DEMO', 'XL'],
  ['LOG_LEVEL', 'loud'],
  ['PUBLIC_URL', 'grid.example.org'],
])('%s=%s is refused by name, in one line', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} is not usable: .+$`));
});

test('another host than loopback needs ALLOW_OPEN=1', () => {
  expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/ALLOW_OPEN=1/);
  expect(readConfig({ HOST: '0.0.0.0', ALLOW_OPEN: '1' })).toMatchObject({ isLoopback: false, allowOpen: true });
});

test('certificate and key belong together and must be readable', () => {
  expect(() => readConfig({ TLS_CERT_FILE: '/etc/hostname' })).toThrow(/belong together/);
  expect(() => readConfig({ TLS_CERT_FILE: '/etc/hostname', TLS_KEY_FILE: '/absent/key.pem' })).toThrow(/TLS_KEY_FILE=\/absent\/key.pem cannot be read/);
});

test('the printed configuration has no password', () => {
  const shown = describeConfig(readConfig({ DATABASE_URL: 'postgres://grid:s3cret@db.example.org/city?password=s3cret' }));
  expect(shown).toContain('db.example.org/city');
  expect(shown).not.toContain('s3cret');
  expect(shown).toMatch(/^DATABASE_URL=postgres:\S+ DISTRICT=district HOST=127\.0\.0\.1 PORT=8080 /);
  expect(describeConfig(readConfig({ DATABASE_URL: 'postgres://grid:p@ss:w/rd@/city?host=/run/postgresql' }))).toContain('postgres://grid:***@/city?host=/run');
});

test('.env.example names every variable, in order, and nothing else', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const names = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(names).toEqual(ENVIRONMENT_NAMES);
});

test('.env.example can be used as it is, but for the certificate', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const environment = Object.fromEntries(
    [...example.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]).filter(([name]) => !name?.startsWith('TLS_')),
  );
  expect(readConfig(environment)).toMatchObject({ port: 8080, demo: 'M', approvalNumber: 'GS(2026)0000' });
});
