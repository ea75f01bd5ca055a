import { useTranslation } from 'react-i18next';
import type { GridCoverage } from '#contract/coverage';
import type { GridDetail } from '#contract/grids';
import type { HouseholdKind } from '#contract/households';
import { useIsPlaying, usePast } from '../api/past.ts';
import { useSettings } from '../api/settings.ts';
import { AnswerNumber } from '../coverage/answer-number.tsx';
import { useGridCoverage } from '../coverage/api.ts';
import { ChildrenRanking } from '../coverage/children-ranking.tsx';
import { CoverageControls } from '../coverage/controls.tsx';
import { FileButtons } from '../coverage/file-buttons.tsx';
import { NoRound, useMissingRound, useRoundAsked } from '../coverage/no-round.tsx';
import { KindFigures, StateBar, StateFigures } from '../coverage/state-figures.tsx';
import { CoverageTotals } from '../coverage/totals.tsx';
import { IssueFigures } from '../issues/figures.tsx';
import { useMapHandle } from '../map/map-context.ts';
import { type DenominatorName, useMapState } from '../map/map-state.ts';
import type { HouseholdGroup, PanelView } from '../map/panel-view.ts';
import { useChain } from '../responsibilities/api.ts';
import { ChainList } from '../responsibilities/chain.tsx';
import { Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { WalkLink } from '../walk/walk-link.tsx';
import { WorkTotals } from '../works/totals.tsx';
import { useGrid } from './api.ts';
import './card.css';

const LINES = [60, 10, 60, 150, 240, 150, 150] as const;

const DUTY_LINES = [40, 40, 40, 40, 40] as const;

interface GridCardProps {
  code: string;
  onGrid: (code: string) => void;
  /** Visit targets of a grid below. */
  onGridRows: (code: string, group: HouseholdGroup) => void;
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
  const missing = useMissingRound();
  const past = usePast();
  const isPlaying = useIsPlaying();
  const asked = useRoundAsked();
  const coverage = useGridCoverage(missing === null ? code : null, state);
  const detail = grid.data;
  const foot = (
    <>
      <button type="button" className="button" disabled={!detail?.bbox} onClick={() => detail?.bbox && map?.flyTo(detail.bbox)}>
        {t('zoom')}
      </button>
      {missing === null && past === null && <WalkLink grid={code} />}
      {missing === null && !isPlaying && (
        <span className="push-end card-files">
          <FileButtons within={{ grid: code }} filter={{ ...asked, kind: state.kind }} group="uncovered" title={detail?.name ?? code} />
        </span>
      )}
    </>
  );
  return (
    <Panel
      title={detail?.name ?? t('title')}
      aside={coverage.data && t('ui:asOf', { time: past === null ? format.time(coverage.data.asOf) : past.day })}
      foot={foot}
      focusKey={`grid ${code}`}
      {...(onClose ? { onClose } : {})}
    >
      <Loaded query={grid} bars={LINES}>
        {(loaded) => (
          <>
            <SubTitle grid={loaded} />
            {missing === null ? (
              <>
                <CoverageControls />
                <Loaded query={coverage} bars={LINES}>
                  {(figures) => <CoverageFigures coverage={figures} denominator={state.denominator} {...rest} />}
                </Loaded>
              </>
            ) : (
              <NoRound why={missing} />
            )}
            <IssueFigures code={code} onOpen={(which) => rest.onOpen({ list: 'issues', which })} />
            <WorkTotals code={code} onOpen={(type) => rest.onOpen({ list: 'works', type })} />
            <Duties grid={loaded} onGrid={rest.onGrid} />
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
  const { own, byKind, children, grid } = coverage;
  const openGroup = (group: HouseholdGroup, kind: HouseholdKind | null = null) => onOpen({ list: 'households', state: group, kind });
  const openRest = (group: HouseholdGroup) => onOpen({ list: 'households', state: group, kind: null, line: { aboveLevel: grid.level + 1 } });
  return (
    <>
      <AnswerNumber figures={own} denominator={denominator} onOpen={(group) => openGroup(group)} />
      <StateBar figures={own} />
      <CoverageTotals figures={own} shown={['all', 'covered', 'exempt', 'reachable']} onOpen={(group) => openGroup(group)} />
      <Section title={t('byState')}>
        <StateFigures figures={own} onOpen={(state) => openGroup(state)} />
      </Section>
      <section className="section">
        <KindFigures byKind={byKind} denominator={denominator} onOpen={(kind, group) => openGroup(group, kind)} />
      </section>
      <ChildrenRanking items={children} denominator={denominator} onSelect={onGrid} onOpen={onGridRows} own={own} onOpenRest={openRest} />
    </>
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

/** Who answers on each tier, and the card that is printed for the households. */
function Duties({ grid, onGrid }: { grid: GridDetail; onGrid: (code: string) => void }) {
  const { t } = useTranslation(['gridCard', 'duties']);
  const query = useChain(grid.code);
  const past = usePast();
  const card = past === null && (
    <a href={`/cards?grid=${encodeURIComponent(grid.code)}`} target="_blank" rel="noopener" title={t('duties:cardTitle', { name: grid.name })}>
      {t('duties:card')}
    </a>
  );
  return (
    <Section title={t('people')} aside={card}>
      <Loaded query={query} bars={DUTY_LINES}>
        {(chain) => <ChainList chain={chain} onGrid={onGrid} />}
      </Loaded>
    </Section>
  );
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
