import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolygonGeometry, Within } from '#contract/coverage';
import { useAlley } from '../alleys/api.ts';
import { AlleyCard } from '../alleys/card.tsx';
import { alleyCardMessages } from '../alleys/card-messages.ts';
import { DEFAULT_DISTANCE_M } from '../alleys/distance-field.tsx';
import { useIsPlaying } from '../api/past.ts';
import { Problem } from '../api/request.ts';
import { AnswerPanel } from '../coverage/answer-panel.tsx';
import { coveragePanelMessages } from '../coverage/panel-messages.ts';
import { drawingMessages } from '../drawing/messages.ts';
import { decodeShape, shapeBounds, shapePolygon } from '../drawing/shape.ts';
import { shapeFault } from '../drawing/shape-fault.ts';
import { useGrid, useRootGrid } from '../grids/api.ts';
import { GridCard } from '../grids/card.tsx';
import { PlaceCard } from '../grids/place-card.tsx';
import { addRoom } from '../i18n/i18n.ts';
import { IssueCard } from '../issues/card.tsx';
import { issuePanelMessages } from '../issues/panel-messages.ts';
import { useMapHandle } from '../map/map-context.ts';
import { useMapState } from '../map/map-state.ts';
import { ALL_WORKS, type HouseholdGroup, type PanelView, usePanel, writePanelView } from '../map/panel-view.ts';
import { isInView } from '../map/view.ts';
import { FindingList } from '../responsibilities/finding-list.tsx';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Panel } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { WorkCard } from '../works/card.tsx';
import { type Place, placeOf } from './place.ts';
import { Rows } from './rows.tsx';

addRoom('alleyCard', alleyCardMessages);
addRoom('coveragePanel', coveragePanelMessages);
addRoom('drawing', drawingMessages);
addRoom('issuePanel', issuePanelMessages);

const ProjectMapCard = lazy(async () => ({ default: (await import('../projects-page/map-card.tsx')).ProjectMapCard }));

const ShapeTotals = lazy(() => import('../works/shape-totals.tsx'));

const PLACE_ZOOM = 17.5;

/** The card at the right: what is selected, the answer about what was drawn, or the rows behind one of their numbers. */
export function Card() {
  const { state, select } = useMapState();
  const panel = usePanel();
  const root = useRootGrid();
  useMarkClicks();
  useShowFound();
  const shape = useMemo(() => decodeShape(state.shape), [state.shape]);
  const place = placeOf(state, shape, root.data?.code ?? null);
  const toGrid = useCallback((code: string) => select(code === root.data?.code ? {} : { grid: code }), [select, root.data?.code]);
  const toGridRows = useCallback(
    (code: string, group: HouseholdGroup) => select({ grid: code, panel: writePanelView({ list: 'households', state: group, kind: null }) }),
    [select],
  );
  const toAlley = useCallback((id: number) => select({ alley: id }), [select]);
  const clear = useCallback(() => select({}), [select]);

  const { view, open, close } = panel;
  // Lists, single records and answers about areas are asked for, which cannot be done for every day that runs past.
  if (useIsPlaying() && (view !== null || place?.kind !== 'grid' || state.place !== null)) return <WhilePlaying onBack={view !== null ? close : clear} />;
  if (view?.list === 'issue') {
    return <IssueCard id={view.id} onGrid={toGrid} onBack={() => (view.from === null ? close() : open({ list: 'issues', which: view.from }))} />;
  }
  if (view?.list === 'work') {
    const back = () => (view.from === null ? close() : open({ list: 'works', type: view.from === ALL_WORKS ? null : view.from }));
    return <WorkCard id={view.id} onGrid={toGrid} onAlley={toAlley} onBack={back} />;
  }
  if (view?.list === 'project')
    return (
      <Suspense>
        <ProjectMapCard id={view.id} onProject={(id) => open({ list: 'project', id })} onBack={close} />
      </Suspense>
    );
  if (state.place !== null) return <PlaceCard position={state.place} onGrid={toGrid} onClose={clear} />;
  if (place === null) return <NoPlace query={root} />;
  if (view?.list === 'duties')
    return <Findings code={place.kind === 'grid' ? place.code : (root.data?.code ?? '')} view={view} onGrid={toGrid} onBack={close} />;
  if (view !== null) return <Rows place={place} view={view} onOpen={open} onBack={close} />;
  const shared = { onGrid: toGrid, onOpen: open };
  if (place.kind === 'shape') return <ShapeAnswer place={place} onClear={clear} {...shared} />;
  if (place.kind === 'alley' && state.distanceM !== null) return <AlleyAnswer place={place} onClear={clear} {...shared} />;
  if (place.kind === 'alley') return <AlleySummary place={place} onClear={clear} onGrid={toGrid} />;
  return <GridSummary onGridRows={toGridRows} code={place.code} isRoot={place.code === root.data?.code} onClear={clear} {...shared} />;
}

/** In place of what is asked for, while days run past: when it comes, and the way to what runs along. */
function WhilePlaying({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <Panel title={t('playing')} onClose={onBack} focusKey="playing">
      <Empty action={{ label: t('toGridThen'), go: onBack }}>{t('playingWhy')}</Empty>
    </Panel>
  );
}

interface FindingsProps {
  code: string;
  view: Extract<PanelView, { list: 'duties' }>;
  onGrid: (code: string) => void;
  onBack: () => void;
}

function Findings({ code, view: { kind, tier }, ...rest }: FindingsProps) {
  const { data: grid } = useGrid(code);
  return <FindingList grid={{ code, name: grid?.name ?? code }} kind={kind} tier={tier} {...rest} />;
}

type Shared = Pick<Parameters<typeof AnswerPanel>[0], 'onGrid' | 'onOpen'>;

function ShapeAnswer({ place, ...rest }: { place: Extract<Place, { kind: 'shape' }>; onClear: () => void } & Shared) {
  const { t } = useTranslation(['coveragePanel', 'drawing']);
  const within = useMemo(() => shapePolygon(place.shape) as PolygonGeometry, [place.shape]);
  const fault = shapeFault(place.shape);
  if (fault !== null) {
    return (
      <Panel title={t('inShape')} onClose={rest.onClear}>
        <Empty action={{ label: t('clear'), go: rest.onClear }}>{t(`drawing:problems.${fault}`)}</Empty>
      </Panel>
    );
  }
  const works = (
    <Suspense fallback={null}>
      <ShapeTotals within={within} />
    </Suspense>
  );
  return <AnswerPanel title={t('inShape')} within={within} below={works} focusKey="shape" {...rest} />;
}

function AlleyAnswer({ place, ...rest }: { place: Extract<Place, { kind: 'alley' }>; onClear: () => void } & Shared) {
  const { t } = useTranslation(['coveragePanel', 'alleys']);
  const format = useFormat();
  const { data: alley } = useAlley(place.id);
  const within = useMemo((): Within => ({ alley: place.id, distance_m: place.distanceM }), [place.id, place.distanceM]);
  const title = t('aroundAlley', { alley: alley?.name ?? t('alleys:unnamed'), metres: format.number(place.distanceM) });
  return <AnswerPanel title={title} within={within} focusKey={`around ${place.id}`} {...rest} />;
}

function AlleySummary({ place, onClear, onGrid }: { place: Extract<Place, { kind: 'alley' }>; onClear: () => void; onGrid: (code: string) => void }) {
  const { state, select } = useMapState();
  const { open } = usePanel();
  const [distanceM, setDistanceM] = useState(DEFAULT_DISTANCE_M);
  const list = (what: 'households' | 'issues' | 'works') => {
    if (what === 'households') open({ list: 'households', state: 'all', kind: null });
    else if (what === 'issues') open({ list: 'issues', which: 'all' });
    else open({ list: 'works', type: null });
  };
  return (
    <AlleyCard
      id={place.id}
      distanceM={distanceM}
      campaign={state.campaign}
      onDistance={setDistanceM}
      onGrid={onGrid}
      onOpen={list}
      onAnswer={() => select({ alley: place.id, distanceM })}
      onClose={onClear}
    />
  );
}

function GridSummary({
  code,
  isRoot,
  onClear,
  ...rest
}: { code: string; isRoot: boolean; onClear: () => void; onGridRows: (code: string, group: HouseholdGroup) => void } & Shared) {
  const { t } = useTranslation('gridCard');
  const { error } = useGrid(code);
  if (error instanceof Problem && error.status === 404) {
    return (
      <Panel title={t('title')}>
        <Empty action={{ label: t('toDistrict'), go: onClear }}>{t('notFound', { code })}</Empty>
      </Panel>
    );
  }
  return <GridCard code={code} {...(isRoot ? {} : { onClose: onClear })} {...rest} />;
}

/** Before there is a district: waiting for it, or none has been loaded. */
function NoPlace({ query }: { query: ReturnType<typeof useRootGrid> }) {
  const { t } = useTranslation('gridCard');
  return (
    <Panel title={t('title')}>
      <Loaded query={query} bars={[60, 10, 60, 150, 240]}>
        {() => <Empty>{t('noDistrict')}</Empty>}
      </Loaded>
    </Panel>
  );
}

/** Marks on the map open their card beside what is selected; alleys are selected. Grids are the map's own business. */
function useMarkClicks(): void {
  const handle = useMapHandle();
  const { select } = useMapState();
  const { open } = usePanel();
  useEffect(() => {
    if (!handle) return;
    return handle.onClick((hit) => {
      if (hit.kind === 'issue' || hit.kind === 'work') open({ list: hit.kind, id: hit.id, from: null });
      else if (hit.kind === 'project') open({ list: 'project', id: hit.id });
      else if (hit.kind === 'alley') select({ alley: hit.id });
      else return false;
      return true;
    });
  }, [handle, open, select]);
}

/** Brings an alley, a shape or a looked-up place into view when it is not: it may have been found by name, or come with a link. */
function useShowFound(): void {
  const handle = useMapHandle();
  const { state } = useMapState();
  const { data: alley } = useAlley(state.alley);
  const position = state.place?.join() ?? null;
  const shape = useMemo(() => decodeShape(state.shape), [state.shape]);
  const box = (shape ? shapeBounds(shape) : alley?.bbox)?.join() ?? null;
  useEffect(() => {
    if (!handle || box === null) return;
    const bounds = box.split(',').map(Number) as [number, number, number, number];
    if (!isInView(handle.getViewBounds(), bounds)) handle.flyTo(bounds);
  }, [handle, box]);
  useEffect(() => {
    if (!handle || position === null) return;
    const [lon = 0, lat = 0] = position.split(',').map(Number);
    handle.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } });
    handle.flyTo([lon, lat], PLACE_ZOOM);
    return () => handle.highlight(null);
  }, [handle, position]);
}
