import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { UNCOVERED_STATES, type UncoveredState, type Within } from '#contract/coverage';
import { useAlley, useHouseholdsNearAlley, useIssuesNearAlley, useWorksNearAlley } from '../alleys/api.ts';
import { uncoveredFileAddress, useUncoveredPages } from '../coverage/api.ts';
import { HouseholdList } from '../coverage/household-list.tsx';
import { shapePolygon } from '../drawing/shape.ts';
import { useGrid } from '../grids/api.ts';
import { type IssueFilter, useIssuePages } from '../issues/api.ts';
import { IssueList } from '../issues/list.tsx';
import { useMapState } from '../map/map-state.ts';
import { ALL_WORKS, type IssueGroup, type PanelView, writePanelView } from '../map/panel-view.ts';
import { Panel } from '../ui/panel.tsx';
import { useWorkPages, useWorkTypes } from '../works/api.ts';
import { WorkList } from '../works/list.tsx';
import { useWorkTypeName } from '../works/totals.tsx';
import type { Place } from './place.ts';

type ListView = Extract<PanelView, { list: 'households' | 'issues' | 'works' }>;

interface RowsProps<View extends ListView = ListView> {
  place: Place;
  view: View;
  onOpen: (view: PanelView) => void;
  onBack: () => void;
}

/** The rows behind a number of the card. */
export function Rows({ place, view, onOpen, onBack }: RowsProps) {
  const rest = { place, onOpen, onBack };
  if (view.list === 'issues') return <IssueRows view={view} {...rest} />;
  if (view.list === 'works') return <WorkRows view={view} {...rest} />;
  return <HouseholdRows view={view} {...rest} />;
}

type HouseholdView = Extract<ListView, { list: 'households' }>;

function HouseholdRows({ place, view, onBack }: RowsProps<HouseholdView>) {
  const { t } = useTranslation(['coveragePanel', 'coverage']);
  const { state } = useMapState();
  const name = usePlaceName(place);
  const filter = { campaign: state.campaign, kind: view.kind ?? state.kind };
  const which = UNCOVERED_STATES.find((known) => known === view.state) ?? null;
  const isAll = view.state === 'all';
  const within = useMemo(() => (isAll ? null : withinOf(place)), [place, isAll]);
  const uncovered = useUncoveredPages(within, filter, which);
  const near = useHouseholdsNearAlley(isAll && place.kind === 'alley' ? place.id : null, place.kind === 'alley' ? place.distanceM : 0, state.campaign);
  const word = isAll ? t('all') : which === null ? t('uncovered') : t(`coverage:states.${which}`);
  const title = t('list.title', { place: name, state: view.kind === null ? word : `${word} ${t(`kinds.${view.kind}`)}` });
  const foot = place.kind === 'grid' && !isAll && <FileLinks code={place.code} filter={filter} state={which} />;
  return (
    <Panel title={title} back={{ label: t('back'), go: onBack }} fill focusKey={writePanelView(view)} foot={foot || undefined}>
      <HouseholdList query={isAll ? near : uncovered} label={title} />
    </Panel>
  );
}

function FileLinks({ code, filter, state }: { code: string; filter: Parameters<typeof uncoveredFileAddress>[1]; state: UncoveredState | null }) {
  const { t } = useTranslation('coveragePanel');
  return (
    <>
      {(['csv', 'geojson'] as const).map((f) => (
        <a key={f} className="button" href={uncoveredFileAddress(code, filter, state, f)} download>
          {t(f)}
        </a>
      ))}
    </>
  );
}

function IssueRows({ place, view, onOpen, onBack }: RowsProps<Extract<ListView, { list: 'issues' }>>) {
  const { t } = useTranslation(['issuePanel', 'issues']);
  const name = usePlaceName(place);
  const filter = useMemo(() => issueFilter(view.which), [view.which]);
  const inGrid = useIssuePages(place.kind === 'grid' ? place.code : null, filter);
  const near = useIssuesNearAlley(place.kind === 'alley' ? place.id : null, place.kind === 'alley' ? place.distanceM : 0);
  const group = view.which === 'open' || view.which === 'all' ? t(`groups.${view.which}`) : t(`issues:lateness.${view.which}`);
  const title = t('listTitle', { place: name, group });
  return (
    <Panel title={title} back={{ label: t('back'), go: onBack }} fill focusKey={writePanelView(view)}>
      <IssueList query={place.kind === 'alley' ? near : inGrid} label={title} onOpen={(issue) => onOpen({ list: 'issue', id: issue.id, from: view.which })} />
    </Panel>
  );
}

function WorkRows({ place, view, onOpen, onBack }: RowsProps<Extract<ListView, { list: 'works' }>>) {
  const { t } = useTranslation('workPanel');
  const name = usePlaceName(place);
  const types = useWorkTypes();
  const typeName = useWorkTypeName();
  const inGrid = useWorkPages(place.kind === 'grid' ? place.code : null, view.type);
  const near = useWorksNearAlley(place.kind === 'alley' ? place.id : null, place.kind === 'alley' ? place.distanceM : 0);
  const type = view.type === null ? undefined : types.data?.get(view.type);
  const title = t('listTitle', { place: name, type: type ? typeName(type) : t('allTypes') });
  return (
    <Panel title={title} back={{ label: t('back'), go: onBack }} fill focusKey={writePanelView(view)}>
      <WorkList
        query={place.kind === 'alley' ? near : inGrid}
        label={title}
        onOpen={(work) => onOpen({ list: 'work', id: work.id, from: view.type ?? ALL_WORKS })}
      />
    </Panel>
  );
}

function issueFilter(which: IssueGroup): IssueFilter {
  if (which === 'all') return {};
  return which === 'open' ? { open: true } : { open: true, lateness: which };
}

function withinOf(place: Place): Within {
  if (place.kind === 'grid') return { grid: place.code };
  return place.kind === 'alley' ? { alley: place.id, distance_m: place.distanceM } : (shapePolygon(place.shape) as Within);
}

/** What the place is called in a heading. */
function usePlaceName(place: Place): string {
  const { t } = useTranslation(['coveragePanel', 'alleys', 'alleyCard']);
  const { data: grid } = useGrid(place.kind === 'grid' ? place.code : null);
  const { data: alley } = useAlley(place.kind === 'alley' ? place.id : null);
  if (place.kind === 'shape') return t('shape');
  if (place.kind === 'grid') return grid?.name ?? '';
  return t('alleyCard:nearName', { alley: alley?.name ?? t('alleys:unnamed'), metres: place.distanceM });
}
