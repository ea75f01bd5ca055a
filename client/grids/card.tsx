import { useTranslation } from 'react-i18next';
import type { GridCoverage } from '#contract/coverage';
import type { GridDetail } from '#contract/grids';
import { useSettings } from '../api/settings.ts';
import { AnswerNumber } from '../coverage/answer-number.tsx';
import { uncoveredFileAddress, useGridCoverage } from '../coverage/api.ts';
import { ChildrenRanking } from '../coverage/children-ranking.tsx';
import { CoverageControls } from '../coverage/controls.tsx';
import { KindFigures, StateBar, StateFigures } from '../coverage/state-figures.tsx';
import { IssueFigures } from '../issues/figures.tsx';
import { useMapHandle } from '../map/map-context.ts';
import { type DenominatorName, useMapState } from '../map/map-state.ts';
import type { PanelView } from '../map/panel-view.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { WorkTotals } from '../works/totals.tsx';
import { useGrid } from './api.ts';
import { People } from './responsible.tsx';
import './card.css';

const LINES = [60, 10, 60, 150, 240, 150, 150] as const;

interface GridCardProps {
  code: string;
  onGrid: (code: string) => void;
  /** The uncovered households of a grid below. */
  onGridRows: (code: string) => void;
  onOpen: (view: PanelView) => void;
  /** Absent for the district: there is nothing above to go back to. */
  onClose?: () => void;
}

/** Everything about one grid; every number opens its rows. */
export function GridCard({ code, onClose, ...rest }: GridCardProps) {
  const { t } = useTranslation(['gridCard', 'ui']);
  const { state } = useMapState();
  const format = useFormat();
  const map = useMapHandle();
  const grid = useGrid(code);
  const coverage = useGridCoverage(code, state);
  const detail = grid.data;
  const foot = (
    <>
      <button type="button" className="button" disabled={!detail?.bbox} onClick={() => detail?.bbox && map?.flyTo(detail.bbox)}>
        {t('zoom')}
      </button>
      <a className="button push-end" href={uncoveredFileAddress(code, state, null, 'csv')} download>
        {t('csv')}
      </a>
      <a className="button" href={uncoveredFileAddress(code, state, null, 'geojson')} download>
        {t('geojson')}
      </a>
    </>
  );
  return (
    <Panel
      title={detail?.name ?? t('title')}
      aside={coverage.data && t('ui:asOf', { time: format.time(coverage.data.asOf) })}
      foot={foot}
      focusKey={`grid ${code}`}
      {...(onClose ? { onClose } : {})}
    >
      <Loaded query={grid} bars={LINES}>
        {(loaded) => (
          <>
            <SubTitle grid={loaded} />
            <CoverageControls />
            <Loaded query={coverage} bars={LINES}>
              {(figures) => <CoverageFigures coverage={figures} denominator={state.denominator} {...rest} />}
            </Loaded>
            <IssueFigures code={code} onOpen={(which) => rest.onOpen({ list: 'issues', which })} />
            <WorkTotals code={code} onOpen={(type) => rest.onOpen({ list: 'works', type })} />
            <Section title={t('people')}>
              <People held={loaded.responsibilities} own={loaded.id} onGrid={rest.onGrid} />
            </Section>
            <Dedicated grid={loaded} onGrid={rest.onGrid} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function CoverageFigures({
  coverage,
  denominator,
  onGrid,
  onGridRows,
  onOpen,
}: { coverage: GridCoverage; denominator: DenominatorName } & Omit<GridCardProps, 'code' | 'onClose'>) {
  const { t } = useTranslation('coveragePanel');
  const { own, byKind, children } = coverage;
  return (
    <>
      <AnswerNumber figures={own} denominator={denominator} onOpen={() => onOpen({ list: 'households', state: 'uncovered', kind: null })} />
      <StateBar figures={own} />
      <Totals coverage={coverage} />
      <Section title={t('byState')}>
        <StateFigures figures={own} onOpen={(state) => onOpen({ list: 'households', state, kind: null })} />
      </Section>
      <section className="section">
        <KindFigures byKind={byKind} denominator={denominator} onOpen={(kind) => onOpen({ list: 'households', state: 'uncovered', kind })} />
      </section>
      <ChildrenRanking items={children} denominator={denominator} onSelect={onGrid} onOpen={onGridRows} />
    </>
  );
}

function Totals({ coverage: { own } }: { coverage: GridCoverage }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const { all, reachable } = own.denominators;
  const pairs: [string, number][] = [
    [t('all'), all.count],
    [t('covered'), own.covered],
    [t('exempt'), own.exempt],
    [t('reachable'), reachable.count],
  ];
  return (
    <dl className="pair-list coverage-pairs">
      {pairs.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{t('households', { value: format.number(count) })}</dd>
        </div>
      ))}
    </dl>
  );
}

function SubTitle({ grid }: { grid: GridDetail }) {
  const { t, i18n } = useTranslation('gridCard');
  const format = useFormat();
  const { data: settings } = useSettings();
  const label = settings?.levelLabels[grid.level - 1];
  const level = grid.kind === 'basic' && label ? (i18n.language === 'en' ? label.en : label.zh) : t(`kinds.${grid.kind}`);
  const area = grid.areaM2 === null ? '' : t('area', { value: format.number(grid.areaM2 / 10_000, 1) });
  return <p className="panel-subtitle">{[level, grid.code, area].filter((part) => part !== '').join('　')}</p>;
}

function Dedicated({ grid, onGrid }: { grid: GridDetail; onGrid: (code: string) => void }) {
  const { t } = useTranslation('gridCard');
  if (grid.dedicated.length === 0) return null;
  return (
    <Section title={t('dedicated')} aside={grid.dedicated.length}>
      <ul className="dedicated-list">
        {grid.dedicated.map((dedicated) => (
          <li key={dedicated.id}>
            <button type="button" className="row-link" onClick={() => onGrid(dedicated.code)}>
              {dedicated.name}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
