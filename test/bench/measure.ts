import { readFileSync } from 'node:fs';

/** What repeated runs took, in milliseconds, and the rows they gave on average. */
export interface Timing {
  p50: number;
  p95: number;
  min: number;
  runs: number;
  rows: number;
  /** Processor time of a run in this process and in the database's, which neighbours on a busy machine do not lengthen; null for a database elsewhere. */
  cpuMs: number | null;
}

/** Value below which a share of the sorted numbers lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface MeasureOptions {
  /** Runs not counted: connections, plans and caches get warm. */
  warmUp: number;
  runs: number;
  /** Stops early after so many milliseconds, for what is slow. */
  mostMs: number;
  /** Process id of the database's end of the connection. */
  backend: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Processor time a process has used so far, in milliseconds; null where it is not on this machine. */
function processCpuMs(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}

/** Runs `once` with the numbers 0, 1, 2 …, so that it can ask for something else each time, and times it. `once` returns its rows. */
export async function measure(once: (run: number) => Promise<number>, { warmUp, runs, mostMs, backend }: MeasureOptions): Promise<Timing> {
  for (let run = 0; run < warmUp; run++) await once(runs + run);
  const times: number[] = [];
  let rows = 0;
  const begun = performance.now();
  const ownBefore = process.cpuUsage();
  const backendBefore = processCpuMs(backend);
  for (let run = 0; run < runs && (run < 3 || performance.now() - begun < mostMs); run++) {
    const started = performance.now();
    rows += await once(run);
    times.push(performance.now() - started);
  }
  const own = process.cpuUsage(ownBefore);
  const backendAfter = processCpuMs(backend);
  const cpuMs = backendBefore === null || backendAfter === null ? null : ((own.user + own.system) / 1000 + backendAfter - backendBefore) / times.length;
  times.sort((a, b) => a - b);
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    min: times[0] ?? Number.NaN,
    runs: times.length,
    rows: Math.round(rows / times.length),
    cpuMs,
  };
}

/** Cost of an answer as fixed + perRow × rows. */
export interface CostLine {
  fixedMs: number;
  perRowUs: number;
  /** Share of the samples within 10 ms + 20 µs a row, and the one furthest from it. */
  withinTarget: number;
  worst: { rows: number; ms: number } | null;
  samples: number;
}

const TARGET = { fixedMs: 10, perRowUs: 20 };
const overTarget = ({ rows, ms }: { rows: number; ms: number }): number => ms / (TARGET.fixedMs + (rows * TARGET.perRowUs) / 1000);

/** Least squares over samples of many sizes. */
export function costLine(samples: { rows: number; ms: number }[]): CostLine {
  const mean = (pick: (sample: { rows: number; ms: number }) => number): number => samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const rows = mean((sample) => sample.rows);
  const ms = mean((sample) => sample.ms);
  const slope = mean((sample) => (sample.rows - rows) * (sample.ms - ms)) / mean((sample) => (sample.rows - rows) ** 2);
  const worst = samples.toSorted((a, b) => overTarget(b) - overTarget(a))[0] ?? null;
  return {
    fixedMs: ms - slope * rows,
    perRowUs: slope * 1000,
    withinTarget: samples.filter((sample) => overTarget(sample) <= 1).length / samples.length,
    worst: worst && { rows: worst.rows, ms: worst.ms },
    samples: samples.length,
  };
}
