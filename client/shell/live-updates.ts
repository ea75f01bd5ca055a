import { type InfiniteData, type Query, type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { GridCoverage, UncoveredPage, UncoveredState, UncoveredSummary, Within } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import type { TallyEvent, VisitEvent } from '#contract/live';
import type { HouseholdState } from '#contract/state';
import type { ExemptionPage } from '#contract/visits';
import type { WallPicture } from '#contract/walls';
import type { GridColumns } from '../api/layer-state.ts';
import { type LiveNews, listenLive, liveNow, type Numbered } from '../api/live.ts';
import { movedCoverage, movedGrids, movedPicture, visitedHouseholds, visitedPage } from '../coverage/live-figures.ts';
import { type AnswerPlaces, isTouched, placesOf } from '../coverage/touched.ts';
import { movesWaiting } from './waiting-exemptions.ts';

const ALLEY_KEYS = ['alley', 'alley-surveys', 'alley-register', 'alley-dark', 'alley-faults', 'alley-revisions'];
/** Everything that shows state. Tiles are none of it: geometry changes by layer revisions alone. */
const STATE_KEYS = [
  ...['grid-columns', 'state', 'coverage', 'uncovered', 'uncovered-summary', 'households', 'issues', 'issue', 'issue-figures', 'works', 'work', 'work-totals'],
  ...ALLEY_KEYS,
  ...['alley-households', 'alley-issues', 'alley-works', 'campaigns', 'pace', 'exemptions'],
  ...['projects', 'project', 'programmes', 'project-clashes', 'project-shapes'],
];
/** Counted or chosen by the server in a way that cannot be patched, so asked again, at most this often. */
const VISIT_KEYS = ['alley-households', 'pace'];
/** Of these the event says by its path whether they are meant. */
const PLACED_KEYS = [['uncovered-summary'], ['households']];
const ISSUE_KEYS = ['issues', 'issue', 'issue-figures', 'alley-issues'];
const WORK_KEYS = ['works', 'work', 'work-totals', 'alley-works'];
const PROJECT_KEYS = ['projects', 'project', 'programmes', 'project-clashes', 'project-shapes'];
const GRID_KEYS = ['grids', 'grid', 'grid-geometry', 'grid-columns'];
const AGAIN_MS = 3_000;
/** After a resync all clients ask at once, unless each waits a moment of its own. */
const SPREAD_MS = 1_000;
/** Figures that are patched are asked for again this often, so that no mistake lives long. */
const TRUTH_MS = 60_000;
const MOST_KEPT = 5_000;

/** Keeps every answer on screen true while things happen: patches what an event says, asks again where it cannot say. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    const updates = new LiveUpdates(client);
    const stops = [
      listenLive((news) => updates.take(news)),
      client.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'success' && !event.action.manual) updates.catchUp(event.query);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      updates.stop();
    };
  }, [client]);
}

/** @see useLiveUpdates */
export class LiveUpdates {
  readonly #client: QueryClient;
  /** Answers may arrive that were read before an event we have had: the events since `floor` are kept to bring them up to date. */
  #kept: Numbered[] = [];
  #floor: number | null = null;
  readonly #again = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #fetchedAt = new Map<string, number>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  take(news: LiveNews): void {
    if (news.kind === 'events') {
      this.#apply(news.events);
      return;
    }
    this.#kept = [];
    this.#floor = news.seq;
    if (news.kind === 'resync') this.#askAgain(STATE_KEYS, Math.random() * SPREAD_MS);
    else for (const query of this.#patched()) this.catchUp(query);
  }

  /** Brings an answer that has just come to where the screen is; asks again when it is older than anything known here. */
  catchUp(query: Query): void {
    this.#fetchedAt.set(query.queryHash, Date.now());
    const seq = (query.state.data as { seq?: unknown } | undefined)?.seq;
    if (this.#floor === null || typeof seq !== 'number') return;
    if (seq < this.#floor) this.#askOne(query, AGAIN_MS);
    else
      this.#patch(
        query,
        this.#kept.filter((kept) => kept.seq > seq),
      );
  }

  stop(): void {
    for (const timer of this.#again.values()) clearTimeout(timer);
  }

  #apply(events: readonly Numbered[]): void {
    this.#kept.push(...events.filter(({ event }) => event.type === 'visit' || event.type === 'tally'));
    if (this.#kept.length > MOST_KEPT) {
      this.#kept = this.#kept.slice(-MOST_KEPT / 2);
      this.#floor = (this.#kept[0]?.seq ?? 1) - 1;
    }
    for (const query of this.#patched()) this.#patch(query, events);
    const types = new Set(events.map(({ event }) => event.type));
    if (types.has('recount')) this.#askAgain(STATE_KEYS, Math.random() * SPREAD_MS);
    if (types.has('visit')) this.#askAgain(VISIT_KEYS, AGAIN_MS);
    const visits = events.flatMap(({ event }) => (event.type === 'visit' ? [event] : []));
    if (movesWaiting(visits, this.#exemptions())) this.#askAgain(['exemptions'], AGAIN_MS);
    for (const query of this.#placed()) if (isMeant(this.#placesOf(query), visits)) this.#askOne(query, AGAIN_MS);
    if (types.has('issue')) this.#askAgain([...ISSUE_KEYS, 'state issues'], AGAIN_MS);
    if (types.has('work')) this.#askAgain([...WORK_KEYS, 'state works'], AGAIN_MS);
    if (types.has('alley')) this.#askAgain([...ALLEY_KEYS, 'state alleys'], AGAIN_MS);
    if (types.has('project')) this.#askAgain(PROJECT_KEYS, AGAIN_MS);
    if (types.has('settings')) this.#askAgain(['settings'], AGAIN_MS);
    if (types.has('campaign')) this.#askAgain(['campaigns'], AGAIN_MS);
    if (events.some(({ event }) => event.type === 'layer' && event.layer.startsWith('grids'))) this.#askAgain(GRID_KEYS, AGAIN_MS);
  }

  #exemptions(): (InfiniteData<ExemptionPage> | undefined)[] {
    return this.#client.getQueriesData<InfiniteData<ExemptionPage>>({ queryKey: ['exemptions'] }).map(([, list]) => list);
  }

  #placed(): Query[] {
    return PLACED_KEYS.flatMap((queryKey) => this.#client.getQueryCache().findAll({ queryKey }));
  }

  /** null when the answer about the place is not known, so that nothing can be ruled out. */
  #placesOf({ queryKey }: Query): AnswerPlaces | null {
    const [, within, filter] = queryKey as [string, Within | null, unknown];
    const summary = this.#client.getQueryData<UncoveredSummary>(['uncovered-summary', within, filter]);
    return summary === undefined ? null : placesOf(summary);
  }

  #patched(): Query[] {
    const cache = this.#client.getQueryCache();
    return [['grid-columns'], ['state', 'households'], ['coverage'], ['uncovered'], ['wall', 'picture']].flatMap((queryKey) => cache.findAll({ queryKey }));
  }

  #patch(query: Query, events: readonly Numbered[]): void {
    const before = query.state.data as object | undefined;
    if (before === undefined || events.length === 0) return;
    const { data, isWhole } = patched(query.queryKey, before, events);
    if (data !== before) this.#client.setQueryData(query.queryKey, 'asOf' in data ? { ...data, asOf: liveNow() } : data);
    const age = Date.now() - (this.#fetchedAt.get(query.queryHash) ?? 0);
    if (!isWhole) this.#askOne(query, AGAIN_MS);
    else if (data !== before && age > TRUTH_MS && query.isActive()) this.#askOne(query, Math.random() * SPREAD_MS);
  }

  #askOne({ queryHash, queryKey }: Query, waitMs: number): void {
    this.#later(queryHash, waitMs, () => this.#client.invalidateQueries({ queryKey, exact: true }));
  }

  /** Keys as their parts joined by spaces. What is not on screen is asked when it is. */
  #askAgain(keys: readonly string[], waitMs: number): void {
    for (const key of keys) this.#later(key, waitMs, () => this.#client.invalidateQueries({ queryKey: key.split(' ') }));
  }

  #later(name: string, waitMs: number, run: () => Promise<void>): void {
    if (this.#again.has(name)) return;
    const timer = setTimeout(() => {
      this.#again.delete(name);
      void run();
    }, waitMs);
    this.#again.set(name, timer);
  }
}

function isMeant(places: AnswerPlaces | null, visits: readonly VisitEvent[]): boolean {
  return visits.length > 0 && (places === null || isTouched(places, visits));
}

function patched(key: QueryKey, data: object, events: readonly Numbered[]): { data: object; isWhole: boolean } {
  const visits = events.filter((numbered): numbered is Numbered<VisitEvent> => numbered.event.type === 'visit');
  const moves = events.filter((numbered): numbered is Numbered<TallyEvent> => numbered.event.type === 'tally');
  if (key[0] === 'coverage') return { data: movedCoverage(data as GridCoverage, key[3] as HouseholdKind | null, moves), isWhole: true };
  if (key[0] === 'uncovered') {
    const pages = data as InfiniteData<UncoveredPage>;
    const next = pages.pages.map((page) => visitedPage(page, key[3] as UncoveredState | null, visits));
    const isSame = next.every((page, index) => page === pages.pages[index]);
    return { data: isSame ? pages : { ...pages, pages: next }, isWhole: true };
  }
  if (key[0] === 'wall') return { data: movedPicture(data as WallPicture, moves, liveNow()), isWhole: true };
  if (key[0] === 'grid-columns') return { data: movedGrids(data as GridColumns, moves), isWhole: true };
  const { state, isWhole } = visitedHouseholds(data as HouseholdState, (key[2] as { only?: string }).only === 'uncovered', visits);
  return { data: state, isWhole };
}
