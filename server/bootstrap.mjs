/**
 * What start.mjs and test/run.mjs do before anything is installed: check Node, install, build the client.
 * No dependencies, and no syntax newer than 2019: an old Node must be able to read the message that it is too old.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const CLIENT_SOURCES = ['client', 'geodata', 'server', 'package-lock.json', 'vite.config.ts'];
const CLIENT_HASH = join(ROOT, 'dist/client.hash');

/** Node 20.19+, 22.12+ and everything from 24 on. */
export function isNodeSupported(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  if (parts[0] === 20) return parts[1] >= 19;
  if (parts[0] === 22) return parts[1] >= 12;
  return parts[0] >= 24;
}

/** Ends the process with one line: what is wrong and what to do. */
export function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

export function checkNode(version = process.version) {
  if (!isNodeSupported(version))
    refuse(`Node ${version} is too old: Alleygrid needs 20.19+, 22.12+ or 24+. Install one from https://nodejs.org and run this again.`);
}

/**
 * True when node_modules holds what the lock file names (npm keeps its own list there). Optional packages of other platforms may be missing.
 * lock and installed are parsed package-lock files, installed null when there is none.
 */
export function isInstalled(lock, installed) {
  if (installed === null) return false;
  return Object.keys(lock.packages).every((path) => {
    if (path === '') return true;
    const wanted = lock.packages[path];
    const found = installed.packages[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** npm ci, when node_modules is missing or not what the lock file says. Development packages too: tests and the check belong to the program. */
export function ensureInstalled() {
  if (isInstalled(readJson(join(ROOT, 'package-lock.json')), readJson(join(ROOT, 'node_modules/.package-lock.json')))) return;
  process.stdout.write('Installing packages (npm ci) …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) refuse('Packages could not be installed. Check the network and the npm registry, then run `npm ci` to see the whole message.');
}

/** Files the client is made of: its own, geodata and the contracts. */
function clientFiles(path) {
  if (!existsSync(join(ROOT, path))) return [];
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  const nested = readdirSync(join(ROOT, path))
    .sort()
    .map((name) => clientFiles(`${path}/${name}`));
  return [].concat(...nested).filter((file) => !file.startsWith('server/') || file.endsWith('/contract.ts'));
}

function clientHash() {
  const hash = createHash('sha256');
  for (const source of CLIENT_SOURCES) {
    for (const file of clientFiles(source)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** Builds the client when a source has changed since the last build. */
export function ensureClientBuilt() {
  const hash = clientHash();
  if (existsSync(join(ROOT, 'dist/client/index.html')) && existsSync(CLIENT_HASH) && readFileSync(CLIENT_HASH, 'utf8') === hash) return;
  process.stdout.write('Building the client …\n');
  const result = spawnSync(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit' });
  if (result.status !== 0) refuse('The client could not be built; the reason stands above. After mending it run `npm start` again.');
  mkdirSync(dirname(CLIENT_HASH), { recursive: true });
  writeFileSync(CLIENT_HASH, hash);
}
