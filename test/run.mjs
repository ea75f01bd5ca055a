/**
 * `npm test [-- unit|integration|e2e] [vitest arguments]`: installs if needed, runs the tests on every engine and browser this machine has, and says
 * what was exercised and what was not. REQUIRE_ENGINES=native,embedded,browser makes a missing one a failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureClientBuilt, ensureInstalled, ROOT, refuse } from '../server/bootstrap.mjs';

const KINDS = ['unit', 'integration', 'e2e'];
/** A run that hangs must still end with a message. */
const LIMIT_MS = 25 * 60 * 1000;

checkNode();
ensureInstalled();

const parameters = process.argv.slice(2);
const kinds = parameters.filter((parameter) => KINDS.includes(parameter));
const passedOn = parameters.filter((parameter) => !KINDS.includes(parameter));
const required = (process.env.REQUIRE_ENGINES || '').split(',').filter(Boolean);
const unknown = required.filter((name) => !['native', 'embedded', 'browser'].includes(name));
if (unknown.length > 0) refuse(`REQUIRE_ENGINES does not know ${unknown.join(', ')}: write native, embedded and browser, separated by commas.`);

const wants = (kind) => kinds.length === 0 || kinds.includes(kind);
const found = probe();
const folder = mkdtempSync(join(tmpdir(), 'alleygrid-results-'));
const results = [];

if (wants('unit')) results.push(await run('unit', ['unit', 'unit-client'], `Node ${process.version}`));
if (wants('integration')) {
  // The embedded engine is one process with one session and leaves a core to the native one: side by side they take two thirds of the time.
  const isBeside = availableParallelism() > 1;
  const embedded = () => runWhereFound('integration, embedded', 'embedded', ['integration'], { isHeldBack: isBeside });
  const native = runWhereFound('integration, native', 'native', ['integration']);
  if (!isBeside) await native;
  results.push(...(await Promise.all([native, embedded()])));
}
if (wants('e2e')) {
  if (found.browser.version !== null) ensureClientBuilt();
  results.push(await runWhereFound('e2e', 'browser', ['e2e', 'e2e-timed']));
}
rmSync(folder, { recursive: true, force: true });
report();

/** Which engines and browser there are: { native: { version, reason }, embedded, browser }. */
function probe() {
  const result = spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'test/support/probe.ts')], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) refuse('The machine could not be examined; the reason stands above.');
  return JSON.parse(result.stdout);
}

async function runWhereFound(name, what, projects, options = {}) {
  const { version, reason } = found[what];
  if (version !== null) return run(name, projects, version, { ...options, environment: what === 'browser' ? {} : { TEST_ENGINE: what } });
  const isRequired = required.includes(what);
  return {
    name,
    version: isRequired ? 'REQUIRED, but missing' : 'not run',
    passed: 0,
    failed: isRequired ? 1 : 0,
    skipped: isRequired ? 0 : 1,
    seconds: 0,
    notes: [reason],
  };
}

/** isHeldBack: what it prints is shown when it has ended, so that it does not mingle with the run beside it. */
async function run(name, projects, version, { environment = {}, isHeldBack = false } = {}) {
  const heading = `\n── ${name} (${version}) ──\n`;
  if (!isHeldBack) process.stdout.write(heading);
  const base = join(folder, name.replace(/\W+/g, '-'));
  const output = `${base}.json`;
  const printed = isHeldBack ? openSync(`${base}.txt`, 'w') : 'inherit';
  const started = Date.now();
  const vitest = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  for (const project of projects) vitest.push('--project', project);
  const { status, signal } = await ended(
    spawn(process.execPath, [...vitest, ...passedOn], {
      cwd: ROOT,
      stdio: ['inherit', printed, printed],
      env: { ...process.env, ...environment },
      timeout: LIMIT_MS,
    }),
  );
  if (isHeldBack) {
    closeSync(printed);
    process.stdout.write(heading + readFileSync(`${base}.txt`, 'utf8'));
  }
  const counted = count(existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : null);
  // A file that cannot be loaded, or a set-up that fails, has no failed test to show.
  if (status !== 0 && counted.failed === 0) {
    counted.failed = 1;
    counted.notes.push(signal ? `stopped by ${signal} after ${LIMIT_MS / 60_000} minutes` : 'vitest failed outside a test: see above');
  }
  return { name, version, seconds: Math.round((Date.now() - started) / 1000), ...counted };
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve({ status, signal }));
  });
}

function count(report) {
  if (report === null) return { passed: 0, failed: 0, skipped: 0, notes: [] };
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status === 'skipped' || test.status === 'pending' || test.status === 'todo'),
  );
  // Of "skipped by the name of its group" one line for the group is enough.
  const notes = [...new Set(skipped.map((test) => `skipped: ${test.ancestorTitles[0] || test.title}`))];
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: skipped.length, notes };
}

function report() {
  const rows = [['', 'exercised', 'passed', 'failed', 'skipped', 'seconds']];
  for (const { name, version, passed, failed, skipped, seconds } of results) rows.push([name, version, passed, failed, skipped, seconds].map(String));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  process.stdout.write(`\nNode ${process.version} on ${process.platform}\n`);
  for (const row of rows) process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}\n`);
  for (const { name, notes } of results) for (const note of notes) process.stdout.write(`  ${name}: ${note}\n`);
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped\n`);
  process.exit(total('failed') > 0 ? 1 : 0);
}
