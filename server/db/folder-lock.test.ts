import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alleygrid-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is held until it is released', () => {
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid}`);
  release();
  lockFolder(folder)();
  expect(existsSync(`${folder}/lock`)).toBe(false);
});

test('the lock of a dead process is reaped', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  writeFileSync(`${folder}/lock`, JSON.stringify({ pid: child.pid, started: null }));
  lockFolder(folder);
  expect(JSON.parse(readFileSync(`${folder}/lock`, 'utf8'))).toMatchObject({ pid: process.pid });
});

test('the lock of a live process stands, however old it is', () => {
  writeFileSync(`${folder}/lock`, JSON.stringify({ pid: process.ppid, started: null }));
  expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`);
});

test.runIf(process.platform === 'linux')('a later process with the same number does not keep the folder', () => {
  writeFileSync(`${folder}/lock`, JSON.stringify({ pid: process.ppid, started: 'another-boot/1' }));
  lockFolder(folder)();
});

test('a lock cut off while it was written is reaped', () => {
  writeFileSync(`${folder}/lock`, '{"pid":');
  lockFolder(folder)();
});

test('a reaper at work is not disturbed', () => {
  writeFileSync(`${folder}/lock`, '');
  writeFileSync(`${folder}/lock.reaping`, '');
  expect(() => lockFolder(folder)).toThrow('Try again in ten seconds');
});
