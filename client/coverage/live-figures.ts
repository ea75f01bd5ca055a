import type { CoverageFigures, CoverageState, GridCoverage, UncoveredPage, UncoveredState } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import type { TallyEvent, VisitEvent } from '#contract/live';
import type { HouseholdState } from '#contract/state';
import type { WallPicture } from '#contract/walls';
import type { GridColumns } from '../api/layer-state.ts';
import type { Numbered } from '../api/live.ts';
import { countIn } from './denominators.ts';

type Measures = Readonly<Record<string, number>>;
type Column = 'total' | 'reachable' | 'covered' | 'uncovered' | 'frozen' | 'frozenCovered' | 'openIssues';

/** By how much a measure of a tally moves the columns of a grid. */
const COVERAGE_COLUMNS: Record<string, Partial<Record<Column, 1 | -1>>> = {
  total: { total: 1, reachable: 1, uncovered: 1 },
  exempt: { reachable: -1, uncovered: -1 },
  covered: { covered: 1, uncovered: -1 },
  frozen: { frozen: 1 },
  frozen_covered: { frozenCovered: 1 },
};
const ISSUE_COLUMNS: Record<string, Partial<Record<Column, 1 | -1>>> = { open: { openIssues: 1 } };

/** The deed of a first entry; others change what was said before. */
const RECORDED = 'recorded';

const places = new WeakMap<readonly string[], Map<string, number>>();

/** The columns of the grids with the moves they do not hold yet; the same object where there are none. */
export function movedGrids(state: GridColumns, moves: readonly Numbered<TallyEvent>[]): GridColumns {
  const { seq: known, campaign } = state;
  // Without a round nothing is counted that could move.
  if (known === null || campaign === null) return state;
  const fresh = moves.filter(({ seq }) => seq > known);
  if (fresh.length === 0) return state;
  const next: GridColumns = { ...state, seq: fresh[fresh.length - 1]?.seq ?? state.seq };
  const copied = new Set<Column>();
  for (const { event } of fresh) {
    if (event.subject === 'coverage' ? event.campaignId !== campaign.id : event.subject !== 'issues') continue;
    const columns = event.subject === 'coverage' ? COVERAGE_COLUMNS : ISSUE_COLUMNS;
    const rows = rowsOf(state, event);
    for (const [measure, amount] of Object.entries(event.measures)) {
      for (const [name, sign] of Object.entries(columns[measure] ?? {})) {
        const column = name as Column;
        if (!copied.has(column)) next[column] = [...next[column]];
        copied.add(column);
        for (const row of rows) next[column][row] = (next[column][row] ?? 0) + sign * amount;
      }
    }
  }
  return next;
}

/** Indices of the grids a move concerns. Codes are the steps of a path. */
function rowsOf(state: GridColumns, { path, gridId }: TallyEvent): number[] {
  if (gridId !== undefined) return [state.id.indexOf(gridId)].filter((row) => row >= 0);
  let byCode = places.get(state.code);
  if (!byCode) {
    byCode = new Map(state.code.map((code, row) => [code, row]));
    places.set(state.code, byCode);
  }
  return (path ?? '').split('/').flatMap((code) => {
    const row = byCode.get(code);
    return row !== undefined && state.kind[row] === 'basic' ? [row] : [];
  });
}

/** The figures of a card with the moves they do not hold yet. kind = the one kind the card counts, null for all. */
export function movedCoverage(coverage: GridCoverage, kind: HouseholdKind | null, moves: readonly Numbered<TallyEvent>[]): GridCoverage {
  const fresh = moves.filter(({ seq }) => seq > coverage.seq);
  if (fresh.length === 0) return coverage;
  const next = { ...coverage, seq: fresh[fresh.length - 1]?.seq ?? coverage.seq };
  for (const { event } of fresh) {
    const isMeant = event.subject === 'coverage' && event.campaignId === coverage.campaign.id && (kind === null || event.kind === kind);
    if (!isMeant || !concerns(coverage.grid, event)) continue;
    const own = event.kind as HouseholdKind;
    next.own = moved(next.own, event.measures);
    const ofKind = next.byKind[own];
    if (ofKind) next.byKind = { ...next.byKind, [own]: moved(ofKind, event.measures) };
    next.children = next.children.map((child) => (concerns(child.grid, event) ? { ...child, coverage: moved(child.coverage, event.measures) } : child));
  }
  return next;
}

/** The coverage of a wall (its own, by kind, of the grids below it) with the moves it does not hold yet; the same object where there are none. */
export function movedPicture(picture: WallPicture, moves: readonly Numbered<TallyEvent>[], asOf: string): WallPicture {
  const { seq, round, grid, coverage, children } = picture;
  if (round === null || coverage === null || children === null) return picture;
  const before: GridCoverage = { campaign: round, asOf, seq, grid, own: coverage.own, byKind: coverage.byKind, children: children.items };
  const after = movedCoverage(before, null, moves);
  if (after === before) return picture;
  const items = children.items.map((item, index) => {
    const now = after.children[index]?.coverage ?? item.coverage;
    return now === item.coverage ? item : { ...item, coverage: now };
  });
  const isSame = items.every((item, index) => item === children.items[index]);
  return {
    ...picture,
    seq: after.seq,
    coverage: after.own === coverage.own ? coverage : { asOf, own: after.own, byKind: after.byKind },
    children: isSame ? children : { asOf, items: items.sort(lowestFirst) },
  };
}

type Child = NonNullable<WallPicture['children']>['items'][number];
const rateOf = ({ coverage }: Child): number => coverage.denominators.reachable.rate ?? 1;
/** As the server orders them. */
const lowestFirst = (a: Child, b: Child): number => rateOf(a) - rateOf(b) || (a.grid.path < b.grid.path ? -1 : 1);

function concerns(grid: GridCoverage['grid'], { path, gridId }: TallyEvent): boolean {
  if (gridId !== undefined) return gridId === grid.id;
  return grid.kind === 'basic' && (path === grid.path || (path ?? '').startsWith(`${grid.path}/`));
}

function moved(figures: CoverageFigures, measures: Measures): CoverageFigures {
  const by = (measure: string) => measures[measure] ?? 0;
  const { all, frozen } = figures.denominators;
  const count = (state: CoverageState) => countIn(figures, state) + by(state);
  const covered = count('covered');
  const exempt = count('exempt');
  const total = all.count + by('total');
  return {
    untried: count('untried'),
    tried: count('tried'),
    appointment: count('appointment'),
    covered,
    exemptPending: count('exempt_pending'),
    exempt,
    uncovered: total - exempt - covered,
    denominators: {
      all: share(total, covered),
      reachable: share(total - exempt, covered),
      frozen: share(frozen.count + by('frozen'), frozen.covered + by('frozen_covered')),
    },
  };
}

const share = (count: number, covered: number) => ({ count, covered, rate: count === 0 ? null : covered / count });
const isUncovered = (state: CoverageState): state is UncoveredState => state !== 'covered' && state !== 'exempt';

/**
 * The columns of the households with the visits they do not hold yet: a mark changes, or goes where only the uncovered are listed.
 * isWhole false: a target may have come back that has no row here (a correction, a refused approval), so the columns have to be read again.
 */
export function visitedHouseholds(
  state: HouseholdState,
  onlyUncovered: boolean,
  visits: readonly Numbered<VisitEvent>[],
): { state: HouseholdState; isWhole: boolean } {
  const fresh = new Map<number, VisitEvent>();
  for (const { seq, event } of visits) if (seq > state.seq && event.campaignId === state.campaign.id) fresh.set(event.householdId, event);
  if (fresh.size === 0) return { state, isWhole: true };
  const rows = new Map<number, CoverageState>();
  state.id.forEach((id, row) => {
    const visit = fresh.get(id);
    if (visit === undefined) return;
    rows.set(row, visit.state);
    fresh.delete(id);
  });
  // What is left has no row here: it lies elsewhere, or had been taken off. A new knock brings nobody back.
  const isWhole = ![...fresh.values()].some((visit) => onlyUncovered && isUncovered(visit.state) && visit.deed !== RECORDED);
  if (rows.size === 0) return { state, isWhole };
  const codes = state.state.map((code, row) => {
    const next = rows.get(row);
    return next === undefined ? code : state.states.indexOf(next);
  });
  const isKept = (row: number) => !onlyUncovered || isUncovered(state.states[codes[row] ?? 0] ?? 'untried');
  if (![...rows.keys()].some((row) => !isKept(row))) return { state: { ...state, state: codes }, isWhole };
  const kept = <Value>(column: readonly Value[]) => column.filter((_, row) => isKept(row));
  return {
    state: {
      ...state,
      state: kept(codes),
      id: kept(state.id),
      lon: kept(state.lon),
      lat: kept(state.lat),
      kind: kept(state.kind),
      buildingId: kept(state.buildingId),
    },
    isWhole,
  };
}

/** A list of uncovered households without those that are uncovered no more. shown = the one state that is listed, null for all. */
export function visitedPage(page: UncoveredPage, shown: UncoveredState | null, visits: readonly Numbered<VisitEvent>[]): UncoveredPage {
  const states = new Map(visits.filter(({ event }) => event.campaignId === page.campaign.id).map(({ event }) => [event.householdId, event.state]));
  if (!page.items.some(({ id }) => states.has(id))) return page;
  const items = page.items.flatMap((item) => {
    const state = states.get(item.id);
    if (state === undefined) return [item];
    return isUncovered(state) && (shown === null || shown === state) ? [{ ...item, state }] : [];
  });
  const gone = page.items.length - items.length;
  return { ...page, items, ...(page.total === undefined ? {} : { total: page.total - gone }) };
}
