import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lazy, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlleyStandard } from '#contract/alleys';
import type { PublicSettings } from '#contract/settings';
import type { WorkFamily } from '#contract/works';
import { STANDARDS } from '#geodata/standards/names';
import { useDarkStretches, useLineFaults } from '../alleys/api.ts';
import { ALLEY_ZOOM, alleyLayers, alleysWithCells } from '../alleys/layers.ts';
import { AlleyLegend } from '../alleys/legend.tsx';
import { darkLayers, faultLayers } from '../alleys/line-layers.ts';
import { type GridColumns, isTooLarge, type LayerStateOf, useLayerState } from '../api/layer-state.ts';
import { useIsPlaying, usePast } from '../api/past.ts';
import { coverageLayers, uncoveredLayers } from '../coverage/layers.ts';
import { CoverageLegend, NoRoundLegend, UncoveredLegend } from '../coverage/legend.tsx';
import { gridLabelLayers } from '../grids/layers.ts';
import { cellRadius, issueLayers } from '../issues/layers.ts';
import { IssueLegend } from '../issues/legend.tsx';
import { alleyNames } from '../map/basemap.ts';
import type { SwitcherRow } from '../map/layer-switcher.tsx';
import type { Bounds } from '../map/map-context.ts';
import type { MapPart } from '../map/map-part.ts';
import type { MapState } from '../map/map-state.ts';
import { readPanelView } from '../map/panel-view.ts';
import { BUILDING_ZOOM, type LevelRange } from '../map/shown-level.ts';
import type { OverlayId } from '../map/url-values.ts';
import { requestBox } from '../map/view.ts';
import { useProjectPlaces } from '../projects-page/overlay.ts';
import { responsibilityLayers } from '../responsibilities/layers.ts';
import { tierName } from '../responsibilities/tiers.ts';
import type { Theme } from '../tokens.ts';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { workLayers, worksInView, worksOf } from '../works/layers.ts';

const FAMILIES: readonly WorkFamily[] = ['road', 'light', 'water', 'line', 'scene', 'other'];
/** Legends of what is off at first. */
const ResponsibilityLegend = lazy(async () => ({ default: (await import('../responsibilities/legend.tsx')).ResponsibilityLegend }));
const WorkLegend = lazy(async () => ({ default: (await import('../works/legend.tsx')).WorkLegend }));
const ProjectMapLegend = lazy(async () => ({ default: (await import('../projects-page/map-legend.tsx')).ProjectMapLegend }));
const NO_TYPES = new Map();
const NO_CELLS: readonly number[] = [];
const COUNT = '#';

/** One overlay of the map page: its row in the switcher, what it draws, what explains it. */
export interface Overlay {
  row: SwitcherRow;
  part: MapPart;
  legend: ReactNode;
  retry: () => void;
}

export interface OverlayInput {
  theme: Theme;
  settings: PublicSettings;
  state: MapState;
  grids: UseQueryResult<GridColumns>;
  ranges: readonly LevelRange[];
  /** What is in view and at which zoom, once the map knows. */
  view: { bounds: Bounds; zoom: number } | null;
}

/** All overlays by id, and the names of grids and alleys, whose text depends on which overlays are on. */
export function useOverlays(input: OverlayInput): { overlays: Map<OverlayId, Overlay>; names: MapPart[] } {
  const coverage = useCoverageOverlay(input);
  const uncovered = useUncoveredOverlay(input);
  const issues = useIssueOverlay(input);
  const works = useWorkOverlay(input);
  const projects = useProjectOverlay(input);
  const alleys = useAlleyOverlay(input);
  const people = useResponsibilities(input);
  const names = useNames(input, people.state, alleys.withCells);
  return useMemo(
    () => ({
      overlays: new Map<OverlayId, Overlay>([
        ['coverage', coverage],
        ['uncovered', uncovered],
        ['issues', issues],
        ['works', works],
        ['projects', projects],
        ['alleys', alleys.overlay],
        ['responsibilities', people.overlay],
      ]),
      names,
    }),
    [coverage, uncovered, issues, works, projects, alleys, people, names],
  );
}

/** What an overlay shows of an answer. */
type Answer<Data> = Pick<UseQueryResult<Data>, 'data' | 'isError' | 'refetch'>;

/** The same object until one of its parts changes: what a query gives is a new one with every render, and overlays would be made anew each time. */
function useAnswer<Data>({ data, isError, refetch }: Answer<Data>): Answer<Data> {
  return useMemo(() => ({ data, isError, refetch }), [data, isError, refetch]);
}

function useCoverageOverlay({ theme, settings, state, grids: asked, ranges, view }: OverlayInput): Overlay {
  const grids = useAnswer(asked);
  const { t } = useTranslation('coverage');
  const opacity = opacityOf(state, 'coverage');
  const level = view === null ? 3 : (ranges.find(({ to }) => view.zoom < to)?.level ?? 1);
  const label = settings.levelLabels[level - 1];
  const { i18n } = useTranslation();
  const shown = label ? (i18n.language === 'en' ? label.en : label.zh) : '';
  const hasNoRound = grids.data?.hasRound === false;
  const note = hasNoRound ? t('overlay.noRound') : shown;
  const { denominator, kind } = state;
  return useMemo(
    () => ({
      row: { id: 'coverage', title: t('overlay.coverage'), note, status: statusOf(grids) },
      part: opacity === null ? EMPTY : coverageLayers(theme, grids.data ?? null, ranges, { breaks: settings.coverageBreaks, denominator }, opacity),
      legend: hasNoRound ? (
        <NoRoundLegend key="coverage" />
      ) : (
        <CoverageLegend key="coverage" breaks={settings.coverageBreaks} denominator={denominator} kind={kind} />
      ),
      retry: () => void grids.refetch(),
    }),
    [theme, settings, grids, ranges, opacity, denominator, kind, hasNoRound, note, t],
  );
}

function useUncoveredOverlay({ theme, state, grids, view }: OverlayInput): Overlay {
  const { t } = useTranslation('coverage');
  const opacity = opacityOf(state, 'uncovered');
  const hasRound = grids.data?.hasRound === true;
  const hasNoRound = grids.data?.hasRound === false;
  const isNear = hasRound && view !== null && view.zoom >= BUILDING_ZOOM;
  const query = useLayerState(
    'households',
    { only: 'uncovered', bbox: isNear ? (requestBox(view.bounds) as never) : undefined, campaign: state.campaign ?? undefined },
    opacity !== null && isNear,
  );
  const isTooMany = isTooLarge(query.error);
  const answer = useAnswer(query);
  const note = hasNoRound ? t('overlay.noRound') : isTooMany ? t('overlay.tooMany') : t(isNear ? 'overlay.points' : 'overlay.onGrids');
  return useMemo(
    () => ({
      row: { id: 'uncovered', title: t('overlay.uncovered'), note, status: isNear && !isTooMany ? statusOf(answer) : 'ready' },
      part: opacity === null ? EMPTY : uncoveredLayers(theme, isNear ? (answer.data ?? null) : null, opacity),
      legend: hasNoRound ? null : <UncoveredLegend key="uncovered" />,
      retry: () => void answer.refetch(),
    }),
    [theme, opacity, isNear, isTooMany, hasNoRound, answer, note, t],
  );
}

function useIssueOverlay({ theme, state, view }: OverlayInput): Overlay {
  const { t } = useTranslation('issues');
  const format = useFormat();
  const opacity = opacityOf(state, 'issues');
  const query = useAnswer(useLayerState('issues', {}, opacity !== null));
  const isSeen = view !== null;
  const radiusM = query.data !== undefined && isSeen ? cellRadius(query.data, view.zoom) : null;
  return useMemo(
    () => ({
      row: {
        id: 'issues',
        title: t('overlay.title'),
        note: query.data ? t('overlay.count', { count: format.number(query.data.id.length) as never }) : '',
        status: statusOf(query),
      },
      part: opacity === null ? EMPTY : atRest(issueLayers(theme, query.data ?? null, radiusM, opacity), isSeen),
      legend: <IssueLegend key="issues" state={query.data} isDense={radiusM !== null} />,
      retry: () => void query.refetch(),
    }),
    [theme, opacity, query, radiusM, isSeen, format, t],
  );
}

function useWorkOverlay({ theme, state, view: seen }: OverlayInput): Overlay {
  const { t } = useTranslation('works');
  const format = useFormat();
  // A list of works that is open shows where its works are, and no others, whether or not the overlay is on.
  const listed = useMemo(() => {
    const open = readPanelView(state.panel);
    return open?.list === 'works' ? open : null;
  }, [state.panel]);
  const opacity = opacityOf(state, 'works') ?? (listed === null ? null : 1);
  const query = useAnswer(useLayerState('works', {}, opacity !== null));
  const types = useWorkTypes(opacity !== null).data ?? NO_TYPES;
  return useMemo(() => {
    const letters = Object.fromEntries(FAMILIES.map((family) => [family, t(`letters.${family}`)])) as Record<WorkFamily, string>;
    const asked = (households: number) => t('asked', { households: format.number(households) });
    const drawn = query.data && listed !== null ? worksOf(query.data, listed) : query.data;
    const tallies = drawn && seen ? worksInView(drawn, types, seen.bounds) : [];
    return {
      row: { id: 'works', title: t('overlay.title'), note: t('overlay.byType'), status: statusOf(query) },
      part: opacity === null ? EMPTY : workLayers(theme, drawn ?? null, types, letters, opacity, asked),
      legend: <WorkLegend key="works" tallies={tallies} />,
      retry: () => void query.refetch(),
    };
  }, [theme, opacity, query, types, listed, seen, format, t]);
}

function useProjectOverlay({ theme, state }: OverlayInput): Overlay {
  const { t } = useTranslation('shell');
  const format = useFormat();
  // The card of a project shows where it lies, whether or not the overlay is on.
  const opened = useMemo(() => {
    const open = readPanelView(state.panel);
    return open?.list === 'project' ? open.id : null;
  }, [state.panel]);
  const opacity = opacityOf(state, 'projects') ?? (opened === null ? null : 1);
  const day = usePast()?.day ?? null;
  const asked = useProjectPlaces(opacity !== null);
  const places = useAnswer(asked.places);
  const { clashes } = asked;
  return useMemo(
    () => ({
      row: { id: 'projects', title: t('pages.projects'), note: places.data ? format.number(places.data.count(day)) : '', status: statusOf(places) },
      part: opacity === null || places.data === undefined ? EMPTY : places.data.part(theme, day, clashes, opened, opacity),
      legend: <ProjectMapLegend key="projects" clashes={clashes.length} />,
      retry: () => void places.refetch(),
    }),
    [theme, opacity, places, clashes, opened, day, format, t],
  );
}

function useAlleyOverlay({ theme, state, view }: OverlayInput): { overlay: Overlay; withCells: readonly number[] } {
  const { t } = useTranslation('alleys');
  const opacity = opacityOf(state, 'alleys');
  const isFar = view !== null && view.zoom < ALLEY_ZOOM;
  const isPlaying = useIsPlaying();
  const query = useAnswer(useLayerState('alleys', {}, opacity !== null));
  // Where it is dark is asked for, so not for every day that runs past.
  const isNear = opacity !== null && view !== null && !isFar && !isPlaying;
  const dark = useDarkStretches(isNear).data;
  const faults = useLineFaults(isNear).data;
  const data = opacity === null ? null : (query.data ?? null);
  const cells = useMemo(() => (data === null ? NO_CELLS : alleysWithCells(data)), [data]);
  const rested = useRef(cells);
  if (!isPlaying) rested.current = cells;
  // They are in a filter of the style: another list for every day that runs past would have every tile of alleys read again.
  const withCells = rested.current;
  const overlay = useMemo(() => {
    const letters = Object.fromEntries(STANDARDS.map((standard) => [standard, t(`letters.${standard}`)])) as Record<AlleyStandard, string>;
    return {
      row: { id: 'alleys' as const, title: t('overlay.title'), note: t(isFar ? 'overlay.nearer' : 'overlay.byCondition'), status: statusOf(query) },
      part: together(
        alleyLayers(theme, data, letters, state.alley, opacity ?? 1),
        darkLayers(theme, (isNear && dark) || null, ALLEY_ZOOM, opacity ?? 1),
        faultLayers(theme, (isNear && faults) || null, opacity ?? 1),
      ),
      legend: <AlleyLegend key="alleys" onLine={isNear} />,
      retry: () => void query.refetch(),
    };
  }, [theme, opacity, query, data, dark, faults, state.alley, isFar, isNear, t]);
  return useMemo(() => ({ overlay, withCells }), [overlay, withCells]);
}

function useResponsibilities({ theme, state, grids, ranges }: OverlayInput): { overlay: Overlay; state: LayerStateOf<'responsibilities'> | null } {
  const { t } = useTranslation(['responsibilities', 'gridCard']);
  const opacity = opacityOf(state, 'responsibilities');
  const isOn = opacity !== null;
  const query = useAnswer(useLayerState('responsibilities', { tier: state.tier }, isOn));
  const note = t(`gridCard:tiers.${tierName(state.tier)}`);
  return useMemo(
    () => ({
      overlay: {
        row: { id: 'responsibilities', title: t('title'), note, status: statusOf(query) },
        part: opacity === null ? EMPTY : responsibilityLayers(theme, query.data ?? null, grids.data ?? null, ranges, opacity),
        legend: <ResponsibilityLegend key="responsibilities" />,
        retry: () => void query.refetch(),
      },
      state: isOn ? (query.data ?? null) : null,
    }),
    [theme, grids.data, ranges, opacity, isOn, note, query, t],
  );
}

function useNames(input: OverlayInput, responsible: LayerStateOf<'responsibilities'> | null, withCells: readonly number[]): MapPart[] {
  const { theme, settings, state, grids, ranges, view } = input;
  const { t } = useTranslation('grids');
  const format = useFormat();
  const hasNumbers = opacityOf(state, 'uncovered') !== null && (view === null || view.zoom < BUILDING_ZOOM);
  const isScaled = opacityOf(state, 'coverage') !== null && grids.data?.hasRound === true;
  const { denominator } = state;
  return useMemo(() => {
    const scale = isScaled ? { breaks: settings.coverageBreaks, denominator } : null;
    // The words once, the number in them for every grid: a thousand of them are made for every day that runs past.
    const words = hasNumbers ? t('uncoveredOn', { count: COUNT as never }) : '';
    const uncovered = hasNumbers ? (count: number) => words.replace(COUNT, format.number(count)) : null;
    return [alleyNames(theme, withCells), gridLabelLayers(theme, grids.data ?? null, ranges, { uncovered, responsible, scale })];
  }, [theme, grids.data, ranges, hasNumbers, responsible, isScaled, settings.coverageBreaks, denominator, withCells, format, t]);
}

const EMPTY: MapPart = { layers: [] };

/** Parts that are switched on and off as one. */
function together(first: MapPart, ...more: MapPart[]): MapPart {
  return more.reduce((all, part) => ({ ...all, sources: { ...all.sources, ...part.sources }, layers: [...all.layers, ...part.layers] }), first);
}

/** Without what only makes sense once the map stands: a ring must not run while the first picture is drawn. */
function atRest(part: MapPart, isSeen: boolean): MapPart {
  return isSeen ? part : { ...part, deck: [] };
}

/** null where the overlay is switched off. */
function opacityOf(state: MapState, id: OverlayId): number | null {
  const overlay = state.overlays.find((candidate) => candidate.id === id);
  return overlay?.visible ? overlay.opacity : null;
}

function statusOf(query: { isError: boolean; data: unknown }): SwitcherRow['status'] {
  if (query.isError) return 'failed';
  return query.data === undefined ? 'loading' : 'ready';
}
