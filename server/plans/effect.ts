import { createRandom } from '#geodata/demo/random';
import { type EffectFigures, effectOf, type Observed } from '#geodata/priority/effect';
import { type Database, sqlFile } from '../db/sql.ts';
import type { PlanEffect } from './after-contract.ts';
import { BARRIERS } from './kinds.ts';
import { readStoredPlan } from './store.ts';

type Measure = PlanEffect['measures'][number];
type Side = Measure['chosen'];

interface AlleyRow {
  id: number;
  code: string;
  name: string | null;
  households: number | null;
  placeDigest: string;
  isTouched: boolean;
}
interface Built {
  projectId: number;
  alleyId: number;
  startedOn: string;
  finishedOn: string;
}
interface IssueDays {
  alleyId: number;
  reportedOn: string;
  closedOn: string | null;
}
interface SurveyDay {
  alleyId: number;
  standard: Exclude<Measure['code'], 'reported' | 'open'>;
  surveyedOn: string;
  need: number;
}
/** First days of both spans; both are `days` long, and the second ends on `until`, which no longer belongs to it. */
interface Window {
  from: string;
  startedOn: string;
  finishedOn: string;
  until: string;
}

const effectAlleys = sqlFile<AlleyRow>(import.meta.url, './effect-alleys.sql');
const effectWorks = sqlFile<Built>(import.meta.url, './effect-works.sql');
const effectIssues = sqlFile<IssueDays>(import.meta.url, './effect-issues.sql');
const effectSurveys = sqlFile<SurveyDay>(import.meta.url, './effect-surveys.sql');

/** With fewer alleys, or issues, chance says more than the works do. */
const FEWEST_ALLEYS = 5;
const FEWEST_ISSUES = 10;
const DRAW_SEED = 7;
/** An alley that was left out for one of these was never in the race, and is no yardstick. */
const CLOSED: ReadonlySet<string> = new Set([...BARRIERS, 'no-year']);
const STANDARDS = ['road', 'water', 'light', 'line', 'scene'] as const;

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** What came of a plan, counted as of a day. @throws Problem not-found */
export async function readEffect(db: Database, id: number, days: number, asOf: string): Promise<PlanEffect> {
  const { result, fingerprint, row } = await readStoredPlan(db, id);
  const { id: ids, year, reason } = result.alleys;
  const chosenIds = ids.filter((_, at) => year[at] != null);
  const built = row.status === 'approved' ? await effectWorks(db, { plan_id: id }) : [];
  const rows = new Map((await effectAlleys(db, { plan_id: id, ids })).map((alley) => [alley.id, alley]));
  const digests = new Map(fingerprint.alleys.id.map((alley, at) => [alley, fingerprint.alleys.place[at]]));
  const isSame = (alley: number): boolean => rows.get(alley)?.placeDigest === digests.get(alley);
  const finished = built.filter(({ alleyId }) => rows.has(alleyId));
  const windowOf = ({ startedOn, finishedOn }: Built): Window => ({ from: addDays(startedOn, -days), startedOn, finishedOn, until: addDays(finishedOn, days) });
  const isOver = (one: Built): boolean => windowOf(one).until <= asOf;
  // A line that was redrawn is another line: its homes and issues are not those of before.
  const measured = finished.filter((one) => isOver(one) && isSame(one.alleyId));
  const compared = ids.filter(
    (alley, at) => year[at] == null && !CLOSED.has(reason[at]?.code ?? '') && rows.has(alley) && !rows.get(alley)?.isTouched && isSame(alley),
  );
  const read = [...finished.map(({ alleyId }) => alleyId), ...(measured.length === 0 ? [] : compared)];
  const issues = groupBy(await effectIssues(db, { ids: read, until: asOf }));
  const windows = measured.map(windowOf);
  const head = {
    asOf,
    days,
    state: stateOf(row.status, finished.length, measured.length),
    chosen: {
      alleys: chosenIds.length,
      finished: finished.length,
      tooEarly: finished.filter((one) => !isOver(one)).length,
      measured: measured.length,
      redrawn: chosenIds.filter((alley) => !isSame(alley)).length,
    },
    compared: compared.length,
    from: windows.reduce<string | null>((first, { from }) => (first === null || from < first ? from : first), null),
    to: windows.reduce<string | null>((last, { until }) => (last === null || until > last ? addDays(until, -1) : last), null),
    alleys: finished.map((one) => {
      const { code, name, households } = rows.get(one.alleyId) as AlleyRow;
      const { reported, open } = countsIn(issues.get(one.alleyId) ?? [], windowOf(one));
      return {
        id: one.alleyId,
        code,
        name,
        projectId: one.projectId,
        startedOn: one.startedOn,
        finishedOn: one.finishedOn,
        isTooEarly: !isOver(one),
        households,
        reportedBefore: reported[0],
        reportedAfter: reported[1],
        openBefore: open[0],
        openAfter: open[1],
      };
    }),
  };
  if (measured.length === 0) return { ...head, measures: [] };
  const surveys = groupBy(await effectSurveys(db, { ids: read }));
  const distinct = [...new Map(measured.map((one) => [`${one.startedOn} ${one.finishedOn}`, windowOf(one)]))];
  const placeOf = new Map(distinct.map(([key], at) => [key, at]));
  // Each thing once, however many windows of others it falls into.
  const countsOfCompared = (code: Measure['code']): [number, number] =>
    countOf(
      code,
      compared.map((alley) => [issues.get(alley) ?? [], windows] as const),
    );
  const countsOfChosen = (code: Measure['code']): [number, number] =>
    countOf(
      code,
      measured.map((one) => [issues.get(one.alleyId) ?? [], [windowOf(one)]] as const),
    );
  const measure = (code: Measure['code'], observe: (alley: number, window: Window) => Observed): Measure => {
    const chosen = measured.map((one) => observe(one.alleyId, windowOf(one)));
    const others = distinct.map(([, window]) => compared.map((alley) => observe(alley, window)));
    const figures = effectOf(
      { windowOf: measured.map((one) => placeOf.get(`${one.startedOn} ${one.finishedOn}`) as number), chosen, compared: others },
      createRandom(DRAW_SEED).next,
    );
    return tell(code, figures, countsOfChosen(code), countsOfCompared(code));
  };
  const ofIssues = (kind: 'reported' | 'open') =>
    measure(kind, (alley, window) => {
      const [before, after] = countsIn(issues.get(alley) ?? [], window)[kind];
      return { weight: rows.get(alley)?.households ?? 0, before, after };
    });
  const ofSurveys = (standard: (typeof STANDARDS)[number]) =>
    measure(standard, (alley, { startedOn, finishedOn }) => {
      const own = (surveys.get(alley) ?? []).filter((one) => one.standard === standard);
      const before = own.findLast(({ surveyedOn }) => surveyedOn <= startedOn);
      const after = own.findLast(({ surveyedOn }) => surveyedOn > finishedOn && surveyedOn <= asOf);
      return before && after ? { weight: 1, before: before.need, after: after.need } : { weight: 0, before: 0, after: 0 };
    });
  return { ...head, measures: [ofIssues('reported'), ofIssues('open'), ...STANDARDS.map(ofSurveys)] };
}

function stateOf(status: unknown, finished: number, measured: number): PlanEffect['state'] {
  if (status !== 'approved') return 'not-approved';
  if (finished === 0) return 'nothing-finished';
  return measured === 0 ? 'too-early' : 'measured';
}

function groupBy<Row extends { alleyId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.alleyId);
    if (group) group.push(row);
    else groups.set(row.alleyId, [row]);
  }
  return groups;
}

const SPANS = [0, 1] as const;
const isOfIssues = (code: Measure['code']): code is 'reported' | 'open' => code === 'reported' || code === 'open';

/** Whether an issue counts before and after: reported within the spans, and open on the last day of each. */
function falls({ reportedOn, closedOn }: IssueDays, { from, startedOn, finishedOn, until }: Window): Record<'reported' | 'open', [boolean, boolean]> {
  const isOpen = (end: string): boolean => reportedOn < end && (closedOn === null || closedOn >= end);
  return {
    reported: [reportedOn >= from && reportedOn < startedOn, reportedOn >= finishedOn && reportedOn < until],
    open: [isOpen(startedOn), isOpen(until)],
  };
}

function countsIn(issues: readonly IssueDays[], window: Window): Record<'reported' | 'open', [number, number]> {
  const counts = { reported: [0, 0] as [number, number], open: [0, 0] as [number, number] };
  for (const issue of issues) {
    const own = falls(issue, window);
    for (const kind of ['reported', 'open'] as const) for (const end of SPANS) if (own[kind][end]) counts[kind][end] += 1;
  }
  return counts;
}

/** Issues that count in any of some windows, before and after. */
function countOf(code: Measure['code'], lists: readonly (readonly [issues: readonly IssueDays[], windows: readonly Window[]])[]): [number, number] {
  const counts: [number, number] = [0, 0];
  if (!isOfIssues(code)) return counts;
  for (const [issues, windows] of lists)
    for (const issue of issues) for (const end of SPANS) if (windows.some((window) => falls(issue, window)[code][end])) counts[end] += 1;
  return counts;
}

/** Figures with what they rest on. Issues for each 100 homes; how sure they are decides what may be said of them. */
function tell(code: Measure['code'], figures: EffectFigures, chosen: readonly [number, number], compared: readonly [number, number]): Measure {
  const isIssues = isOfIssues(code);
  const factor = isIssues ? 100 : 1;
  const scaled = (value: number | null): number | null => (value === null ? null : Math.round(value * factor * 100) / 100);
  const side = (own: EffectFigures['chosen'], issues: readonly [number, number]): Side => ({
    alleys: own.alleys,
    households: isIssues ? own.weight : 0,
    before: scaled(own.before),
    after: scaled(own.after),
    countBefore: isIssues ? issues[0] : own.alleys,
    countAfter: isIssues ? issues[1] : own.alleys,
  });
  const told = {
    code,
    unit: isIssues ? ('per-100-households' as const) : ('need' as const),
    chosen: side(figures.chosen, chosen),
    compared: side(figures.compared, compared),
  };
  const isFew = figures.chosen.alleys < FEWEST_ALLEYS || (isIssues && told.chosen.countBefore + told.chosen.countAfter < FEWEST_ISSUES);
  const state = isFew ? 'too-few' : figures.compared.alleys < FEWEST_ALLEYS || figures.difference === null ? 'nothing-to-compare' : 'measured';
  if (state !== 'measured' || figures.low === null || figures.high === null) return { ...told, state, difference: null, low: null, high: null, reading: null };
  const reading = figures.high < 0 ? 'better' : figures.low > 0 ? 'worse' : 'unclear';
  return { ...told, state, difference: scaled(figures.difference), low: scaled(figures.low), high: scaled(figures.high), reading };
}
