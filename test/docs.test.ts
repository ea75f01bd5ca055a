/** What the documents claim about the repository, held against it. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const exists = (path: string) => existsSync(new URL(`../${path}`, import.meta.url));
const architecture = read('ARCHITECTURE.md');

/** Paths of the tree: names at the start of a line stand in the root, indented ones in the last root folder; several may share a line. */
function treePaths(): string[] {
  const tree = /```\n(client\/[\s\S]*?)```/.exec(architecture)?.[1] ?? '';
  let folder = '';
  return tree.split('\n').flatMap((line) => {
    const names = /^( *)((?:[\w.-]+(?:\/|\.(?:ts|mjs|sql))\s+)+)/.exec(`${line} `);
    if (names === null) return [];
    const isRoot = names[1] === '';
    const listed = (names[2] as string).trim().split(/\s+/);
    if (isRoot) folder = listed[0] as string;
    return isRoot ? listed : listed.map((name) => folder + name);
  });
}

test('every path of the tree in ARCHITECTURE.md exists', () => {
  const paths = treePaths();
  expect(paths.length).toBeGreaterThan(25);
  expect(paths.filter((path) => !exists(path))).toEqual([]);
});

test('every file ARCHITECTURE.md names exists, and every index', () => {
  const files = [...architecture.matchAll(/`((?:server|client|test|geodata|migrations)\/[\w./-]+)`/g)].map(([, path]) => path as string);
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => !exists(path))).toEqual([]);
  const indexes = [...architecture.matchAll(/index `(\w+)`/g)].map(([, name]) => name as string);
  expect(indexes.length).toBeGreaterThan(0);
  expect(indexes.filter((name) => !read('migrations/schema.sql').includes(`INDEX ${name} `))).toEqual([]);
});

test.each(['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md'])('every command of %s is a script of package.json', (name) => {
  if (!exists(name)) expect.fail(`${name} is missing`);
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...read(name).matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script as string);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});
