import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstPicture, WALL_LATER, WALL_PAGES } from './first-picture.ts';

const require = createRequire(import.meta.url);
const LIMIT_BYTES = 680_000;
const WALL_LIMIT_BYTES = 1_150_000;
const GROWTH = 1.05;
const folder = mkdtempSync(join(tmpdir(), 'alleygrid-build-'));
const committed = JSON.parse(readFileSync(new URL('./first-picture.json', import.meta.url), 'utf8')) as { gzip_bytes: number };

describe('the first picture', () => {
  let files = new Map<string, number>();
  beforeAll(async () => {
    // A process of its own: inside the test runner React would be built for development.
    const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const environment = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], { cwd: root, env: environment });
    files = firstPicture(folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('needs no more than promised, and not 5 % more than when somebody last looked', () => {
    const total = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
    expect(total, JSON.stringify([...files])).toBeLessThanOrEqual(LIMIT_BYTES);
    expect(total, `test/support/first-picture.json says ${committed.gzip_bytes}: write the new figure there if the growth is meant`).toBeLessThanOrEqual(
      committed.gzip_bytes * GROWTH,
    );
  });

  it('needs no more on a wall, and all a wall ever loads keeps to its own promise', () => {
    const sizeOf = (pages: readonly string[]) => [...firstPicture(folder, pages).values()].reduce((sum, bytes) => sum + bytes, 0);
    expect(sizeOf(WALL_PAGES)).toBeLessThanOrEqual(LIMIT_BYTES);
    expect(sizeOf([...WALL_PAGES, ...WALL_LATER])).toBeLessThanOrEqual(WALL_LIMIT_BYTES);
  });

  it('holds neither deck.gl nor the drawing tools nor the cards', () => {
    const text = [...files.keys()].map((file) => readFileSync(join(folder, file), 'utf8')).join();
    for (const late of ['HexagonLayer', 'IconLayer', 'TerraDraw']) expect(text).not.toContain(late);
  });

  it('asks old browsers for nothing newer than Chrome 90 can parse', async () => {
    const script = join(dirname(require.resolve('es-check')), 'cli/index.js');
    const { stdout } = await promisify(execFile)(process.execPath, [script, 'es2021', join(folder, '{assets/*,*}.js'), '--module']);
    expect(stdout).toContain('passed');
  }, 60_000);
});
