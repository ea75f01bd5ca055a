/**
 * npm run bench -- [--size small|M|L] [--only load,queries,shapes,tiles,visits,works,stream,live] [--json FILE]
 *
 * small: 40,000 targets, under a minute. M: the demo district. L: 4 million targets, measured beside small, so that the ratio can be seen.
 * Runs on the server of BENCH_DATABASE_URL, or on a scratch cluster that is removed at the end.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BenchRun, PARTS, type Part } from './bench-run.ts';
import { startBenchServer } from './server.ts';

const SIZES = ['small', 'M', 'L'] as const;

function readArguments(): { size: (typeof SIZES)[number]; parts: readonly Part[]; json: string | undefined } {
  const { values } = parseArgs({ options: { size: { type: 'string', default: 'small' }, only: { type: 'string' }, json: { type: 'string' } } });
  const size = SIZES.find((name) => name === values.size);
  if (size === undefined) throw new Error(`--size is one of ${SIZES.join(', ')}`);
  const asked = values.only?.split(',');
  const unknown = asked?.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`--only knows ${PARTS.join(', ')}; not ${unknown}`);
  // Tiles need wrk and take half a minute; a small run does without.
  const parts = asked ? PARTS.filter((part) => asked.includes(part)) : PARTS.filter((part) => part !== 'tiles' || size !== 'small');
  return { size, parts, json: values.json };
}

async function main(): Promise<void> {
  const { size, parts, json } = readArguments();
  const server = await startBenchServer(process.env.BENCH_DATABASE_URL);
  try {
    const bench = new BenchRun(server, parts);
    bench.start();
    if (parts.includes('plans')) await bench.measurePlans();
    const withDatabase = parts.filter((part) => part !== 'plans');
    if (size === 'L')
      await bench.measure(
        'small',
        parts.filter((part) => part !== 'tiles' && part !== 'stream'),
      );
    if (withDatabase.length > 0) await bench.measure(size, withDatabase);
    bench.finish();
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(bench.report(), null, 2)}\n`);
  } finally {
    await server.stop();
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
