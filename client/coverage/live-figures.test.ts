import { describe, expect, it } from 'vitest';
import type { GridCoverage, UncoveredPage } from '#contract/coverage';
import type { TallyEvent, VisitEvent } from '#contract/live';
import type { HouseholdState } from '#contract/state';
import type { WallPicture } from '#contract/walls';
import { grids, households } from '../map/state-examples.ts';
import { movedCoverage, movedGrids, movedPicture, visitedHouseholds, visitedPage } from './live-figures.ts';

const campaignId = grids.campaign.id;
const move = (seq: number, wish: Partial<TallyEvent>) => ({
  seq,
  event: { type: 'tally', path: 'K/K1/K11', subject: 'coverage', campaignId, kind: 'household', measures: { untried: -1, covered: 1 }, ...wish } as TallyEvent,
});
const visit = (seq: number, householdId: number, state: VisitEvent['state'], wish: Partial<VisitEvent> = {}) => ({
  seq,
  event: { type: 'visit', path: 'K/K1/K11', visitId: seq, householdId, campaignId, kind: 'household', state, deed: 'recorded', ...wish } as VisitEvent,
});

describe('moved figures of grids', () => {
  it('move every basic grid on the way down, and no other', () => {
    const next = movedGrids(grids, [move(1, {})]);
    expect(next.covered).toEqual([83, 83, 83, 0, 10]);
    expect(next.uncovered).toEqual([7, 7, 7, 0, 0]);
    expect(next.total).toBe(grids.total);
    expect(next.seq).toBe(1);
  });

  it('of an exempt target leave the reachable', () => {
    const next = movedGrids(grids, [move(1, { measures: { exempt_pending: -1, exempt: 1 } })]);
    expect(next.reachable).toEqual([89, 89, 89, 0, 10]);
    expect(next.uncovered).toEqual([7, 7, 7, 0, 0]);
  });

  it('of a dedicated grid move that grid alone', () => {
    expect(movedGrids(grids, [move(1, { path: undefined, gridId: 5, measures: { covered: -1, tried: 1 } } as never)]).covered).toEqual([82, 82, 82, 0, 9]);
  });

  it('are not applied twice, nor those of another round', () => {
    expect(movedGrids({ ...grids, seq: 7 }, [move(7, {})]).covered).toEqual(grids.covered);
    expect(movedGrids(grids, [move(1, { campaignId: campaignId + 1 })]).covered).toEqual(grids.covered);
  });

  it('of issues move the open ones', () => {
    expect(movedGrids(grids, [move(1, { subject: 'issues', campaignId: 0, measures: { open: 1, total: 1 } })]).openIssues).toEqual([3, 3, 3, 0, 0]);
  });
});

const figures = (covered: number, total: number) => {
  const share = { count: total, covered, rate: covered / total };
  const states = { untried: total - covered, tried: 0, appointment: 0, covered, exemptPending: 0, exempt: 0, uncovered: total - covered };
  return { ...states, denominators: { all: share, reachable: share, frozen: share } };
};
const ref = (id: number, path: string) => ({ id, code: path.split('/').at(-1) ?? '', name: path, level: path.split('/').length, kind: 'basic' as const, path });
const card = {
  campaign: grids.campaign,
  asOf: grids.asOf,
  seq: 0,
  grid: ref(2, 'K/K1'),
  own: figures(4, 10),
  byKind: { household: figures(3, 8), enterprise: figures(1, 2) },
  children: [
    { grid: ref(3, 'K/K1/K11'), coverage: figures(4, 8) },
    { grid: ref(4, 'K/K1/K12'), coverage: figures(0, 2) },
  ],
} as unknown as GridCoverage;

describe('moved figures of a card', () => {
  it('move the grid, the kind and the child, with every share', () => {
    const next = movedCoverage(card, null, [move(1, { measures: { untried: -1, covered: 1, frozen_covered: 1 } })]);
    expect(next.own).toEqual(figures(5, 10));
    expect(next.byKind.household).toEqual(figures(4, 8));
    expect(next.byKind.enterprise).toBe(card.byKind.enterprise);
    expect(next.children.map(({ coverage }) => coverage.covered)).toEqual([5, 0]);
  });

  it('stay where something happened elsewhere, or to a kind the card does not count', () => {
    expect(movedCoverage(card, null, [move(1, { path: 'K/K10' })]).own).toEqual(card.own);
    expect(movedCoverage(card, 'enterprise', [move(1, {})]).own).toEqual(card.own);
  });
});

describe('moved figures of a wall', () => {
  const picture = {
    seq: 0,
    round: card.campaign,
    grid: card.grid,
    coverage: { asOf: grids.asOf, own: card.own, byKind: card.byKind },
    children: { asOf: grids.asOf, items: [...card.children].reverse() },
    issues: { open: 3 },
  } as unknown as WallPicture;

  it('move its coverage and the grids below, lowest first, and nothing else', () => {
    const knocks = [1, 2].map((seq) => move(seq, { path: 'K/K1/K12', measures: { untried: -1, covered: 1, frozen_covered: 1 } }));
    const next = movedPicture(picture, knocks, '2026-11-22T08:00:00Z');
    expect(next.coverage).toEqual({ asOf: '2026-11-22T08:00:00Z', own: figures(6, 10), byKind: { household: figures(5, 8), enterprise: figures(1, 2) } });
    expect(next.children?.items.map(({ grid, coverage }) => [grid.path, coverage.covered])).toEqual([
      ['K/K1/K11', 4],
      ['K/K1/K12', 2],
    ]);
    expect(next.seq).toBe(2);
    expect(next.issues).toBe(picture.issues);
  });

  it('stay what they are where nothing is new', () => {
    expect(movedPicture({ ...picture, seq: 4 }, [move(4, {})], grids.asOf).coverage).toBe(picture.coverage);
    const elsewhere = movedPicture(picture, [move(1, { path: 'K/K10' })], grids.asOf);
    expect([elsewhere.coverage, elsewhere.children]).toEqual([picture.coverage, picture.children]);
  });
});

describe('visited households', () => {
  const [first = 0, second = 0] = households.id;

  it('change their mark, or go from a list of the uncovered', () => {
    const whole = visitedHouseholds(households, false, [visit(1, first, 'covered')]).state;
    expect(whole.id).toEqual(households.id);
    expect(whole.states[whole.state[0] ?? -1]).toBe('covered');
    const left = visitedHouseholds(households, true, [visit(1, first, 'covered')]).state;
    expect(left.id).not.toContain(first);
    for (const name of ['lon', 'lat', 'state', 'kind', 'buildingId'] as const satisfies (keyof HouseholdState)[])
      expect(left[name]).toHaveLength(left.id.length);
  });

  it('are as the last of several visits says', () => {
    const { state } = visitedHouseholds(households, false, [visit(1, second, 'tried'), visit(2, second, 'appointment')]);
    expect(state.states[state.state[1] ?? -1]).toBe('appointment');
  });

  it('that come back by a correction cannot be patched in', () => {
    expect(visitedHouseholds(households, true, [visit(1, 999_999, 'untried', { deed: 'corrected' })]).isWhole).toBe(false);
    expect(visitedHouseholds(households, true, [visit(1, 999_999, 'tried')]).isWhole).toBe(true);
  });

  it('leave a list of rows and its total', () => {
    const page = {
      campaign: grids.campaign,
      items: [
        { id: 1, state: 'untried' },
        { id: 2, state: 'untried' },
      ],
      next: null,
      total: 2,
      asOf: '',
    } as unknown as UncoveredPage;
    const next = visitedPage(page, 'untried', [visit(1, 1, 'covered'), visit(2, 2, 'tried')]);
    expect(next.items).toEqual([]);
    expect(next.total).toBe(0);
    expect(visitedPage(page, null, [visit(2, 2, 'tried')]).items).toMatchObject([
      { id: 1, state: 'untried' },
      { id: 2, state: 'tried' },
    ]);
  });
});
