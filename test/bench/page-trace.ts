import type { CDPSession } from 'playwright-core';
import type { Page } from '../support/browser.ts';

/** What a page's own thread does: scripts, layout and paint. */
const WORK = new Set(
  'FunctionCall EventDispatch FireAnimationFrame UpdateLayoutTree Layout RunMicrotasks HandlePostMessage TimerFire PrePaint Paint Layerize Commit MajorGC MinorGC V8.GCScavenger HitTest'.split(
    ' ',
  ),
);
/** Two callbacks this close belong to one frame, in microseconds of the trace. */
const SAME_FRAME_US = 4_000;

/** An event of Chromium's trace; times in microseconds, tdur of the processor. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
}

/** What Chromium did while `act` ran. */
export async function traceOf(page: Page, act: () => Promise<void>): Promise<TraceEvent[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'], recordMode: 'recordUntilFull' },
  });
  await act();
  const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await ended;
  return events;
}

/** Pieces of work of the page's own thread, none inside another, in the order of time: start in microseconds of the trace, milliseconds of processor time. */
export function workOf(events: readonly TraceEvent[]): { ts: number; ms: number }[] {
  // What runs inside another piece of work is part of it.
  let until = 0;
  return ownEvents(events).flatMap(({ name, ts, dur = 0, tdur }) => {
    if (!WORK.has(name) || ts < until) return [];
    until = ts + dur;
    return [{ ts, ms: (tdur ?? dur) / 1000 }];
  });
}

/** Milliseconds of processor time between the start of a frame and that of the next, on the page's own thread. */
export function framesOf(events: readonly TraceEvent[]): number[] {
  const work = workOf(events);
  const starts = ownEvents(events)
    .flatMap(({ name, ts }) => (name === 'FireAnimationFrame' ? [ts] : []))
    .filter((ts, at, all) => at === 0 || ts - (all[at - 1] ?? 0) > SAME_FRAME_US);
  const spent = starts.map((start, at) =>
    work.filter(({ ts }) => ts >= start && ts < (starts[at + 1] ?? Number.POSITIVE_INFINITY)).reduce((sum, { ms }) => sum + ms, 0),
  );
  return spent.filter((ms) => ms > 1);
}

/** Of the thread that draws frames, in the order of time. */
function ownEvents(events: readonly TraceEvent[]): TraceEvent[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const frames = new Map<string, number>();
  for (const event of events) if (event.name === 'FireAnimationFrame') frames.set(threadOf(event), (frames.get(threadOf(event)) ?? 0) + 1);
  const [thread] = [...frames].sort(([, a], [, b]) => b - a)[0] ?? [];
  return events.filter((event) => event.ph === 'X' && threadOf(event) === thread).sort((a, b) => a.ts - b.ts);
}
