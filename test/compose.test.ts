/** compose.yaml cannot be run by the tests: what it says is held against what the server reads and the engines allow. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ENVIRONMENT_NAMES, readConfig } from '../server/config.ts';

interface Service {
  image: string;
  environment: Record<string, string>;
  volumes: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}
const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const compose: { services: Record<'database' | 'server', Service>; volumes: Record<string, unknown> } = parse(read('compose.yaml'));
const { database, server } = compose.services;

/** `${NAME:-standard}` as compose fills it in when nothing is set. */
const filled = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

test('the server is given only variables that it reads, and they make a configuration', () => {
  expect(Object.keys(server.environment).filter((name) => !ENVIRONMENT_NAMES.includes(name))).toEqual([]);
  const config = readConfig(Object.fromEntries(Object.entries(server.environment).map(([name, value]) => [name, filled(value)])));
  expect(config).toMatchObject({ host: '0.0.0.0', allowOpen: true, demo: 'M' });
});

test('the address of the database names its service, its user, its password and its name', () => {
  const url = new URL(filled(server.environment.DATABASE_URL as string));
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = database.environment;
  expect([url.username, url.password, url.hostname, url.port, url.pathname]).toEqual([
    POSTGRES_USER,
    filled(POSTGRES_PASSWORD as string),
    'database',
    '5432',
    `/${POSTGRES_DB}`,
  ]);
  expect(Object.keys(compose.services)).toContain(url.hostname);
});

test('the server waits for a database that answers over the network, as the user it will be', () => {
  expect(server.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  expect(database.healthcheck?.test.join(' ')).toBe(
    `CMD-SHELL pg_isready -h 127.0.0.1 -U ${database.environment.POSTGRES_USER} -d ${database.environment.POSTGRES_DB}`,
  );
});

test('images are of versions that the program supports', () => {
  const [, postgres, postgis] = /^postgis\/postgis:(\d+)-(\d+\.\d+)$/.exec(database.image) ?? [];
  expect(Number(postgres)).toBeGreaterThanOrEqual(15);
  expect(Number(postgis)).toBeGreaterThanOrEqual(3.3);
  const node = Number(/^node:(\d+)/.exec(server.image)?.[1]);
  expect(node).toBeGreaterThanOrEqual(Number(/^>=(\d+)/.exec(JSON.parse(read('package.json')).engines.node)?.[1]));
});

test('the port inside is the one the server listens on, published on this machine only; what it keeps lies in named volumes', () => {
  const port = readConfig({}).port;
  expect(server.ports?.map(filled)).toEqual([`127.0.0.1:${port}:${port}`]);
  const named = [...database.volumes, ...server.volumes].map((volume) => volume.split(':')[0] as string).filter((name) => !name.startsWith('.'));
  expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
});
