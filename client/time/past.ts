import type { CoverageFigures, GridCoverage } from '#contract/coverage';
import {
  type AlleyHistory,
  COVERAGE_SERIES,
  type HistoryFrame,
  type HouseholdHistory,
  ISSUE_SERIES,
  type IssueHistory,
  WORK_SERIES,
  type WorkHistory,
} from '#contract/history';
import type { HouseholdKind } from '#contract/households';
import { type IssueFigures, LATENESS, type Lateness } from '#contract/issues';
import type { AlleyState, HouseholdState, IssueStateColumns, LayerState, ResponsibilityState, WorkState } from '#contract/state';
import type { WorkTotal, WorkTotals, WorkType } from '#contract/works';
import type { GridColumns } from '../api/layer-state.ts';
import type { GridFigures, Past } from '../api/past.ts';
import { daysAfter, type SeriesIndex, StepIndex } from './series.ts';

type Round = HistoryFrame['rounds'][number];

/** Everything a past day is made from; all of it is loaded before the first day is shown. */
export interface History {
  frame: HistoryFrame;
  /** By code of the round. */
  coverage: ReadonlyMap<string, SeriesIndex>;
  issues: SeriesIndex;
  works: SeriesIndex;
  issuePoints: IssueHistory;
  workPoints: WorkHistory;
  workTypes: ReadonlyMap<string, WorkType>;
  /** Today's: names, places and the tree. */
  grids: GridColumns;
  /** Of the places in view; null while they are not shown or not yet there. */
  households: HouseholdHistory | null;
  /** null while alleys are not shown or not yet there. */
  alleys: AlleyHistory | null;
  /** Who holds the tier that is shown, by the day since when; those that are there. */
  duties: ReadonlyMap<string, ResponsibilityState>;
}

/** The round whose figures a day shows: the one that was asked for, else the last that had begun. */
export function roundOn(rounds: readonly Round[], day: string, asked: string | null): Round | null {
  const begun = rounds.filter((round) => round.firstDay <= day && (asked === null || round.code === asked));
  return begun[begun.length - 1] ?? null;
}

/** How a day of the past is asked for, with what every day shares worked out once. */
export function pastMaker(history: History, asked: string | null): (day: string) => Past {
  const shared = {
    issueSteps: stepsOf(history.issuePoints.id.length, history.issuePoints.step, history.issuePoints.step.lateness),
    householdSteps: history.households && stepsOf(history.households.id.length, history.households.step, history.households.step.state),
    alleySteps: history.alleys && alleyStepsOf(history.alleys),
    openSteps: history.alleys && stepsOf(history.alleys.id.length, history.alleys.issueStep, history.alleys.issueStep.open),
    rowOf: new Map(history.grids.code.map((code, row) => [code, row])),
  };
  return (day) => new PastDay(history, shared, day, roundOn(history.frame.rounds, day, asked));
}

const stepsOf = (count: number, { row, day }: { row: number[]; day: number[] }, values: number[]) => new StepIndex(count, row, day, values);

/** Steps of one alley and standard after another: the row is the alley's, then the standard's. */
function alleyStepsOf({ id, standards, step }: AlleyHistory): StepIndex {
  const rows = step.row.map((row, index) => (step.standard[index] as number) * id.length + row);
  return new StepIndex(id.length * standards.length, rows, step.day, step.condition);
}

/** The last of some days up to one; where none is, the day itself. */
export function turnOf(turns: readonly string[], day: string): string {
  return turns.filter((turn) => turn <= day).at(-1) ?? day;
}

interface Shared {
  alleySteps: StepIndex | null;
  openSteps: StepIndex | null;
  issueSteps: StepIndex;
  householdSteps: StepIndex | null;
  rowOf: ReadonlyMap<string, number>;
}

class PastDay implements Past {
  readonly day: string;
  readonly round: Round | null;
  readonly #history: History;
  readonly #shared: Shared;

  constructor(history: History, shared: Shared, day: string, round: Round | null) {
    this.#history = history;
    this.#shared = shared;
    this.day = day;
    this.round = round;
  }

  get #coverage(): SeriesIndex | undefined {
    return this.round === null ? undefined : this.#history.coverage.get(this.round.code);
  }

  grids<Columns extends GridFigures>(now: Columns): Columns {
    const coverage = this.#coverage;
    const { issues } = this.#history;
    const column = (at: (gridId: number) => number) => now.id.map(at);
    const counts = new Map(now.id.map((id) => [id, coverage?.at(id, this.day)]));
    const count = (id: number, measure: keyof typeof COVERAGE) => counts.get(id)?.[COVERAGE[measure]] ?? 0;
    const late = new Map(now.id.map((id) => [id, issues.at(id, this.day)]));
    return {
      ...now,
      hasRound: coverage !== undefined,
      total: column((id) => count(id, 'total')),
      reachable: column((id) => count(id, 'total') - count(id, 'exempt')),
      covered: column((id) => count(id, 'covered')),
      uncovered: column((id) => count(id, 'total') - count(id, 'exempt') - count(id, 'covered')),
      frozen: column((id) => count(id, 'frozen')),
      frozenCovered: column((id) => count(id, 'frozen_covered')),
      openIssues: column((id) => openOf(late.get(id))),
      overdueIssues: column((id) => (late.get(id)?.[ISSUES.overdue] ?? 0) + (late.get(id)?.[ISSUES.overdue_long] ?? 0)),
    };
  }

  get dutyDay(): string {
    return turnOf(this.#history.frame.responsibilityTurns, this.day);
  }

  get dutiesKeptSince(): string | null {
    const since = this.#history.frame.keptSince.responsibilities;
    return since !== null && this.day < since ? since : null;
  }

  layer(name: string): LayerState | undefined | null {
    if (name === 'households') return this.#households();
    if (name === 'alleys') return this.#alleys();
    if (name === 'responsibilities') return this.#history.duties.get(this.dutyDay);
    if (name === 'issues') return this.#issues();
    return name === 'works' ? this.#works() : null;
  }

  #households(): HouseholdState | undefined {
    const { households: own } = this.#history;
    const steps = this.#shared.householdSteps;
    if (own === null || steps === null || this.round?.code !== own.campaign.code) return undefined;
    const day = daysAfter(own.from, this.day);
    const uncovered = own.states.map((state) => state !== 'covered' && state !== 'exempt');
    const rows: number[] = [];
    const states: number[] = [];
    for (let row = 0; row < own.id.length; row++) {
      const state = steps.at(row, day);
      if (state === undefined || uncovered[state] !== true) continue;
      rows.push(row);
      states.push(state);
    }
    const { lon, lat, id, kind, buildingId } = kept(own, rows, ['id', 'lon', 'lat', 'kind', 'buildingId']);
    return {
      layer: 'households',
      asOf: this.day,
      seq: 0,
      campaign: own.campaign,
      states: own.states,
      kinds: own.kinds,
      id,
      lon,
      lat,
      state: states,
      kind,
      buildingId,
    };
  }

  #issues(): IssueStateColumns {
    const { issuePoints: own } = this.#history;
    const day = daysAfter(own.from, this.day);
    const rows: number[] = [];
    const lateness: Lateness[] = [];
    for (let row = 0; row < own.id.length; row++) {
      const value = own.lateness[this.#shared.issueSteps.at(row, day) ?? -1];
      if (value === undefined) continue;
      rows.push(row);
      lateness.push(value);
    }
    const columns = kept(own, rows, ['id', 'code', 'title', 'domain', 'lon', 'lat', 'reportedAt', 'dueAt']);
    return { layer: 'issues', asOf: this.day, ...columns, state: rows.map(() => 'reported' as const), lateness, withoutGeometry: 0 };
  }

  #alleys(): AlleyState | undefined {
    const { alleys: own } = this.#history;
    const { alleySteps, openSteps } = this.#shared;
    if (own === null || alleySteps === null || openSteps === null) return undefined;
    const day = daysAfter(own.from, this.day);
    const columns = Object.fromEntries(
      own.standards.map((name, standard) => [
        name,
        own.id.map((_, row) => own.conditions[alleySteps.at(standard * own.id.length + row, day) ?? -1] ?? 'unknown'),
      ]),
    ) as Pick<AlleyState, 'road' | 'light' | 'water' | 'line' | 'scene'>;
    const { id, name, lon, lat } = own;
    return { layer: 'alleys', asOf: this.day, id, name, lon, lat, ...columns, openIssues: id.map((_, row) => openSteps.at(row, day) ?? 0) };
  }

  #works(): WorkState {
    const { workPoints: own } = this.#history;
    const rows = own.id.flatMap((_, row) => ((own.completedOn[row] ?? '') <= this.day ? [row] : []));
    const columns = kept(own, rows, [
      'id',
      'workType',
      'kind',
      'name',
      'quantity',
      'unit',
      'qualifier',
      'completedOn',
      'alleyId',
      'askedHouseholds',
      'lon',
      'lat',
    ]);
    return { layer: 'works', asOf: this.day, ...columns, withoutGeometry: own.withoutGeometry };
  }

  coverage(code: string, kind: HouseholdKind | null): GridCoverage | undefined {
    const coverage = this.#coverage;
    const own = this.#gridRef(code);
    if (coverage === undefined || own === undefined || this.round === null) return undefined;
    const { kinds } = coverage.series;
    const figuresOfGrid = (id: number) =>
      figuresOf(kind === null ? coverage.at(id, this.day) : (coverage.kindsAt(id, this.day)[kinds.indexOf(kind)] ?? new Float64Array(COVERAGE_SERIES.length)));
    const shown = kinds.flatMap((name, index) =>
      kind === null || kind === name ? [[name, figuresOf(coverage.kindsAt(own.id, this.day)[index] as Float64Array)]] : [],
    );
    const { grids } = this.#history;
    const children = grids.parentId.flatMap((parent, row) => (parent === own.id && grids.kind[row] === 'basic' ? [grids.code[row] as string] : []));
    return {
      campaign: this.round,
      asOf: this.day,
      seq: 0,
      grid: own,
      own: figuresOfGrid(own.id),
      byKind: Object.fromEntries(shown),
      children: children.flatMap((child) => {
        const grid = this.#gridRef(child);
        return grid === undefined ? [] : [{ grid, coverage: figuresOfGrid(grid.id) }];
      }),
    };
  }

  issues(code: string): IssueFigures | undefined {
    const own = this.#gridRef(code);
    if (own === undefined) return undefined;
    const { issues } = this.#history;
    const sums = issues.at(own.id, this.day);
    return {
      asOf: this.day,
      opinions: null,
      total: sums[ISSUES.total] ?? 0,
      open: openOf(sums),
      resolved: sums[ISSUES.resolved] ?? 0,
      byLateness: Object.fromEntries(LATENESS.map((lateness) => [lateness, sums[ISSUES[lateness]] ?? 0])) as Record<Lateness, number>,
      byDomain: issues
        .kindsAt(own.id, this.day)
        .map((kind, index) => ({ domain: issues.series.kinds[index] ?? '', total: kind[ISSUES.total] ?? 0, open: openOf(kind) }))
        .filter(({ total }) => total > 0),
    };
  }

  works(code: string): WorkTotals | undefined {
    const own = this.#gridRef(code);
    if (own === undefined) return undefined;
    const { works, workTypes } = this.#history;
    const items = works.kindsAt(own.id, this.day).flatMap((sums, index): WorkTotal[] => {
      const [type = '', kind = '', ...unit] = (works.series.kinds[index] ?? '').split(' ');
      const workType = workTypes.get(type);
      const count = Math.round(sums[WORKS.count] ?? 0);
      if (workType === undefined || count === 0) return [];
      const quantity = Math.round((sums[WORKS.quantity] ?? 0) * 1000) / 1000;
      const qualifier = (sums[WORKS.about] ?? 0) > 0 ? 'about' : (sums[WORKS.more_than] ?? 0) > 0 ? 'more_than' : null;
      return [{ workType, kind: kind as WorkTotal['kind'], unit: unit.join(' '), count, quantity, qualifier, period: null, ofWhich: [] }];
    });
    return { asOf: this.day, from: null, to: this.day, items };
  }

  #pathOf(row: number): string {
    const { grids } = this.#history;
    const parent = grids.parentId[row] ?? null;
    const above = parent === null ? -1 : grids.id.indexOf(parent);
    return above < 0 ? (grids.code[row] as string) : `${this.#pathOf(above)}/${grids.code[row]}`;
  }

  #gridRef(code: string): GridCoverage['grid'] | undefined {
    const { grids } = this.#history;
    const row = this.#shared.rowOf.get(code);
    if (row === undefined) return undefined;
    return {
      id: grids.id[row] as number,
      code,
      name: grids.name[row] ?? code,
      level: grids.level[row] ?? 0,
      kind: grids.kind[row] as GridCoverage['grid']['kind'],
      path: this.#pathOf(row),
    };
  }
}

type Places<Names extends readonly string[]> = Record<Names[number], number>;
const places = <const Names extends readonly string[]>(names: Names) => Object.fromEntries(names.map((name, index) => [name, index])) as Places<Names>;
const COVERAGE = places(COVERAGE_SERIES);
const ISSUES = places(ISSUE_SERIES);
const WORKS = places(WORK_SERIES);

/** Of what is late in some way, all together. */
function openOf(sums: Float64Array | undefined): number {
  return LATENESS.reduce((open, lateness) => open + (sums?.[ISSUES[lateness]] ?? 0), 0);
}

function figuresOf(sums: Float64Array): CoverageFigures {
  const count = (measure: keyof typeof COVERAGE) => sums[COVERAGE[measure]] ?? 0;
  const share = (whole: number, part: number) => ({ count: whole, covered: part, rate: whole === 0 ? null : part / whole });
  const reachable = count('total') - count('exempt');
  return {
    untried: count('untried'),
    tried: count('tried'),
    appointment: count('appointment'),
    covered: count('covered'),
    exemptPending: count('exempt_pending'),
    exempt: count('exempt'),
    uncovered: reachable - count('covered'),
    denominators: {
      all: share(count('total'), count('covered')),
      reachable: share(reachable, count('covered')),
      frozen: share(count('frozen'), count('frozen_covered')),
    },
  };
}

/** Some rows of some columns. */
function kept<Columns extends Record<Name, unknown[]>, Name extends string>(
  columns: Columns,
  rows: readonly number[],
  names: readonly Name[],
): Pick<Columns, Name> {
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => (columns[name] as unknown[])[row])])) as Pick<Columns, Name>;
}
