import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LEVEL_OF_GRIDS, type Within } from '#contract/coverage';
import { WorkKind } from '#contract/works';
import { useAlley, useHouseholdsNearAlley, useIssuesNearAlley, useWorksNearAlley } from '../alleys/api.ts';
import { type CoverageFilter, useHouseholdPages, useUncoveredPages } from '../coverage/api.ts';
import { FileButtons } from '../coverage/file-buttons.tsx';
import { isNamed, uncoveredStateOf } from '../coverage/household-groups.ts';
import { HouseholdList } from '../coverage/household-list.tsx';
import { NoRound, useMissingRound, useRoundAsked } from '../coverage/no-round.tsx';
import { shapePolygon } from '../drawing/shape.ts';
import { useGrid } from '../grids/api.ts';
import { type IssueFilter, useIssuePages } from '../issues/api.ts';
import { IssueList } from '../issues/list.tsx';
import { useMapState } from '../map/map-state.ts';
import { ALL_WORKS, type AnswerLine, type HouseholdGroup, type IssueGroup, isNamedIssues, type PanelView, writePanelView } from '../map/panel-view.ts';
import { Panel } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
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
  const { t } = useTranslation('coveragePanel');
  const { state } = useMapState();
  const { state: group, line } = view;
  const filter = { ...useRoundAsked(), kind: view.kind ?? state.kind };
  const within = useMemo(() => withinOf(place), [place]);
  const missing = useMissingRound();
  const query = useHouseholdRows(place, missing === null ? within : null, filter, view);
  const name = usePlaceName(place);
  const lineName = useLineName(line, query.data?.pages[0]?.items[0]?.buildingName);
  const word = useGroupWord(group);
  const words = [word, ...(filter.kind === null ? [] : [t(`kinds.${filter.kind}`)])].join(' ');
  const what = lineName === null ? words : t('list.filter', { line: lineName, state: words });
  const title = name === null ? what : t('list.title', { place: name, state: what });
  const foot = missing === null && <FileButtons within={within} filter={filter} group={group} line={line} title={title} />;
  return (
    <Panel title={title} back={{ label: t('back'), go: onBack }} fill focusKey={writePanelView(view)} foot={foot || undefined}>
      {missing === null ? <HouseholdList query={query} label={title} /> : <NoRound why={missing} />}
    </Panel>
  );
}

type RowsQuery = Parameters<typeof HouseholdList>[0]['query'];

/** The uncovered of a place follow visits as they come in; all targets around an alley come with their distance; every other list is asked for anew. */
function useHouseholdRows(place: Place, within: Within | null, filter: CoverageFilter, { state: group, line }: HouseholdView): RowsQuery {
  const uncoveredState = uncoveredStateOf(group, line);
  const isNear = place.kind === 'alley' && group === 'all' && line === undefined && filter.kind === null && filter.day === undefined;
  const isOther = uncoveredState === undefined && !isNear;
  const near = useHouseholdsNearAlley(isNear && within !== null ? place.id : null, place.kind === 'alley' ? place.distanceM : 0, filter.campaign);
  const uncovered = useUncoveredPages(uncoveredState === undefined ? null : within, filter, uncoveredState ?? null);
  const others = useHouseholdPages(isOther ? within : null, filter, group, line);
  if (isNear) return near;
  return isOther ? others : uncovered;
}

function useGroupWord(group: HouseholdGroup): string {
  const { t } = useTranslation(['coveragePanel', 'coverage']);
  return isNamed(group) ? t(group) : t(`coverage:states.${group}`);
}

/** What a line of the answer is called; a building by what its rows say of it. */
function useLineName(line: AnswerLine | undefined, buildingName: string | null | undefined): string | null {
  const { t } = useTranslation('coveragePanel');
  const code = line && 'inside' in line ? line.inside : null;
  const { data: grid } = useGrid(code);
  if (line === undefined) return null;
  if ('aboveLevel' in line) return t(line.aboveLevel === LEVEL_OF_GRIDS ? 'inNoGrid' : 'inNoGridBelow');
  return code === null ? (buildingName ?? t('list.building')) : (grid?.name ?? code);
}

function IssueRows({ place, view, onOpen, onBack }: RowsProps<Extract<ListView, { list: 'issues' }>>) {
  const { t } = useTranslation(['issuePanel', 'issues']);
  const name = usePlaceName(place);
  const filter = useMemo(() => issueFilter(view.which), [view.which]);
  const inGrid = useIssuePages(place.kind === 'grid' ? place.code : null, filter);
  const near = useIssuesNearAlley(place.kind === 'alley' ? place.id : null, place.kind === 'alley' ? place.distanceM : 0);
  const group = isNamedIssues(view.which) ? t(`groups.${view.which}`) : t(`issues:lateness.${view.which}`);
  const title = name === null ? group : t('listTitle', { place: name, group });
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
  const inGrid = useWorkPages(place.kind === 'grid' ? place.code : null, view);
  const near = useWorksNearAlley(place.kind === 'alley' ? place.id : null, place.kind === 'alley' ? place.distanceM : 0);
  const type = view.type === null ? undefined : types.data?.get(view.type);
  const format = useFormat();
  const day = (of: string | undefined) => (of === undefined ? '' : format.date(of));
  const kind = WorkKind.safeParse(view.kind).data;
  const typed = type ? typeName(type) : t('allTypes');
  const days = view.from === undefined && view.to === undefined ? null : t('span', { from: day(view.from), to: day(view.to) });
  const what = [kind === undefined ? typed : t('ofKind', { name: typed, kind: t(`kinds.${kind}`) }), ...(days === null ? [] : [days])].join(' ');
  const title = name === null ? what : t('listTitle', { place: name, type: what });
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
  if (which === 'resolved') return { resolved: true };
  return which === 'open' ? { open: true } : { open: true, lateness: which };
}

function withinOf(place: Place): Within {
  if (place.kind === 'grid') return { grid: place.code };
  return place.kind === 'alley' ? { alley: place.id, distance_m: place.distanceM } : (shapePolygon(place.shape) as Within);
}

/** What the place is called in a heading; null until that is known. */
function usePlaceName(place: Place): string | null {
  const { t } = useTranslation(['coveragePanel', 'alleys', 'alleyCard']);
  const { data: grid } = useGrid(place.kind === 'grid' ? place.code : null);
  const { data: alley } = useAlley(place.kind === 'alley' ? place.id : null);
  if (place.kind === 'shape') return t('shape');
  if (place.kind === 'grid') return grid?.name ?? null;
  if (alley === undefined) return null;
  return t('alleyCard:nearName', { alley: alley.name ?? t('alleys:unnamed'), metres: place.distanceM });
}
