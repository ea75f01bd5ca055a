import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CoverageState } from '#contract/coverage';
import type { PaceColumn } from '#contract/pace';
import { type DenominatorName, useMapState, writeMapState } from '../map/map-state.ts';
import { type HouseholdGroup, writePanelView } from '../map/panel-view.ts';
import { ShareBar } from '../ui/share-bar.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useDeskState } from './desk-state.ts';
import { Sparkline } from './sparkline.tsx';
import { daysSinceVisit, type Line, shareOf } from './tree.ts';

/** The bar's order: what is done first and quiet, then what is left from dark to light, the exempt last. */
const STATES = [
  ['covered', 'covered'],
  ['untried', 'untried'],
  ['tried', 'tried'],
  ['appointment', 'appointment'],
  ['exempt_pending', 'exemptPending'],
  ['exempt', 'exempt'],
] as const satisfies readonly (readonly [CoverageState, string])[];

interface CellProps {
  line: Line;
  of: DenominatorName;
  /** Links of the row that has the keyboard can be reached by Tab; those of the others would be a thousand stops. */
  isActive: boolean;
}

/** What stands in a column, the name's apart. */
export function Cell({ column, ...rest }: CellProps & { column: Exclude<PaceColumn, 'name'> }): ReactNode {
  switch (column) {
    case 'left':
      return <Rows {...rest} group="uncovered" count={rest.line.tree.uncovered[rest.line.row] ?? 0} />;
    case 'targets':
      return <Rows {...rest} group="all" count={rest.line.tree.total[rest.line.row] ?? 0} />;
    case 'rate':
      return <Rate {...rest} />;
    case 'states':
      return <States {...rest} />;
    case 'today':
      return <Today {...rest} />;
    case 'pace':
      return <PaceCell {...rest} />;
    case 'workerDay':
      return <Figure value={rest.line.tree.visitsPerWorkerDay[rest.line.row] ?? null} />;
    case 'forecast':
      return <ForecastText line={rest.line} />;
    case 'needed':
      return <Figure value={rest.line.tree.neededPerWorkingDay[rest.line.row] ?? null} />;
    case 'stalled':
      return <LastVisit {...rest} />;
  }
}

/** A number that opens its rows on the map page. */
export function Rows({ line, group, count, isActive }: Omit<CellProps, 'of'> & { group: HouseholdGroup; count: number }) {
  const { t } = useTranslation(['pace', 'coveragePanel', 'coverage']);
  const { state } = useMapState();
  const { day } = useDeskState().desk;
  const format = useFormat();
  const number = format.number(count);
  if (count === 0) return <span className="pace-nought">0</span>;
  const panel = writePanelView({ list: 'households', state: group, kind: null });
  const there = writeMapState({ ...state, grid: line.code, alley: null, shape: null, place: null, panel, camera: null });
  const search = day === null ? there : `${there === '' ? '?' : `${there}&`}day=${day}`;
  const what =
    group === 'uncovered' || group === 'all' || group === 'reachable' || group === 'frozen' || group === 'frozen_left'
      ? t(`coveragePanel:${group}`)
      : t(`coverage:states.${group}`);
  return (
    <Link
      className="pace-rows"
      to={{ pathname: '/map', search }}
      tabIndex={isActive ? 0 : -1}
      aria-label={t('pace:rowsOf', { name: nameOf(line), what, n: number })}
    >
      {number}
    </Link>
  );
}

function Rate({ line, of, isActive }: CellProps) {
  const format = useFormat();
  const { part, whole } = shareOf(line, of);
  return (
    <>
      {format.share(part, whole)}{' '}
      <small className="pace-whole">
        / <Rows line={line} group={of} count={whole} isActive={isActive} />
      </small>
    </>
  );
}

function States({ line }: CellProps) {
  const { t } = useTranslation(['coverage', 'pace']);
  const parts = STATES.map(([state, column]) => ({ key: state, value: line.tree[column][line.row] ?? 0, className: `share-${state}` }));
  const label = parts
    .filter(({ value }) => value > 0)
    .map(({ key, value }) => `${t(`states.${key}`)} ${value}`)
    .join(t('pace:comma'));
  return (
    <span className="pace-states" title={label}>
      <ShareBar parts={parts} label={label} />
    </span>
  );
}

function Today({ line: { tree, row } }: CellProps) {
  const format = useFormat();
  const visits = tree.visitsToday[row] ?? 0;
  return (
    <>
      {format.number(tree.coveredToday[row] ?? 0)} <small>({format.number(visits)})</small>
    </>
  );
}

function PaceCell({ line }: CellProps) {
  const { t } = useTranslation('pace');
  const format = useFormat();
  const counts = line.tree.series[line.row] ?? [];
  return (
    <>
      {format.number(counts.slice(0, -1).reduce((sum, count) => sum + count, 0))}
      <Sparkline counts={counts} label={t('series', { name: nameOf(line), counts: counts.join(' ') })} />
    </>
  );
}

/** When it will be done, with the range beside it; a word where there is no date. */
export function ForecastText({ line: { tree, row } }: { line: Line }) {
  const { t } = useTranslation('pace');
  const format = useFormat();
  const finish = tree.finish[row] ?? null;
  const state = tree.forecast[row] ?? 'empty';
  if (finish === null) return <small className={state === 'never' ? 'pace-never' : ''}>{t(`forecast.${state}`)}</small>;
  const earliest = format.date(tree.earliest[row] ?? finish);
  const latest = tree.latest[row] ?? null;
  const { endsOn } = tree.campaign;
  const isLate = endsOn !== null && finish > endsOn;
  return (
    <>
      {isLate && <span className="pace-late" role="img" aria-label={t('forecast.late')} title={t('forecast.late')} />}
      {format.date(finish)}{' '}
      <small>{latest === null ? t('forecast.open', { from: earliest }) : t('forecast.range', { from: earliest, to: format.date(latest) })}</small>
    </>
  );
}

function Figure({ value }: { value: number | null }) {
  const rate = useRate();
  return value === null ? <span className="pace-nought">–</span> : rate(value);
}

/** A pace as text: tenths below ten, whole numbers above; rounded as the files round it. */
export function useRate(): (value: number) => string {
  const format = useFormat();
  const tenths = 10;
  return (value) => {
    const rounded = Math.round(value * tenths) / tenths;
    return rounded < tenths ? rounded.toFixed(1) : format.number(Math.round(value));
  };
}

function LastVisit({ line }: CellProps) {
  const { t } = useTranslation('pace');
  const days = daysSinceVisit(line);
  const isStalled = line.tree.isStalled[line.row] === true;
  return (
    <span className={isStalled ? 'pace-stalled' : 'pace-nought'}>
      {isStalled && <small>{t('stalledMark')}</small>} {days === null ? t('never') : t('days', { n: days })}
    </span>
  );
}

export const nameOf = ({ tree, row }: Line): string => tree.name[row] ?? '';
