/** `npm start` and, with --dev, `npm run dev`: makes sure of everything the server needs, then runs it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensureClientBuilt, ensureInstalled, ROOT } from './bootstrap.mjs';

const isDev = process.argv.includes('--dev');
checkNode();
ensureInstalled();
if (!isDev) ensureClientBuilt();

const SERVER = ['--import', 'tsx', join(ROOT, 'server/main.ts')];
const RELOADING_SERVER = [
  join(ROOT, 'node_modules/tsx/dist/cli.mjs'),
  'watch',
  '--clear-screen=false',
  '--include',
  './server/**/*.sql',
  join(ROOT, 'server/main.ts'),
];
const VITE = [join(ROOT, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false'];

/** The channel tells a child that we are gone, even when we were killed. */
function run(parameters) {
  return spawn(process.execPath, parameters, { cwd: ROOT, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

const children = (isDev ? [RELOADING_SERVER, VITE] : [SERVER]).map(run);
let running = children.length;

function stopAll(signal) {
  for (const child of children) child.kill(signal);
}

// Ctrl-C goes to the whole process group: the children stop by themselves and we leave after the last one.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => stopAll('SIGTERM'));
process.on('SIGHUP', () => stopAll('SIGTERM'));
for (const child of children) {
  child.on('exit', (code, signal) => {
    running -= 1;
    if (code !== 0 && process.exitCode === undefined) process.exitCode = code === null ? 128 + (signal === 'SIGINT' ? 2 : 15) : code;
    if (running > 0) stopAll('SIGTERM');
  });
}
