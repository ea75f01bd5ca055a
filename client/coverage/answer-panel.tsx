import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Within } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import { usePast } from '../api/past.ts';
import { useMapState } from '../map/map-state.ts';
import type { AnswerLine, HouseholdGroup, PanelView } from '../map/panel-view.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { WalkLink } from '../walk/walk-link.tsx';
import { ByBuilding, ByGrid } from './answer-lines.tsx';
import { AnswerNumber } from './answer-number.tsx';
import { useUncoveredSummary } from './api.ts';
import { CoverageControls } from './controls.tsx';
import { FileButtons } from './file-buttons.tsx';
import { NoRound, useMissingRound, useRoundAsked } from './no-round.tsx';
import { KindFigures, StateBar, StateFigures } from './state-figures.tsx';
import { CoverageTotals } from './totals.tsx';

const LINES = [60, 10, 60, 150, 240, 240] as const;

interface AnswerPanelProps {
  title: string;
  within: Within;
  onGrid: (code: string) => void;
  onOpen: (view: PanelView) => void;
  onClear: () => void;
  /** More to say above the figures: the distance field of an alley. */
  children?: ReactNode;
  /** And below them: the works inside a shape. */
  below?: ReactNode;
  focusKey: string;
}

/** The answer about a drawn shape or the surroundings of an alley: who has not been visited inside, and where they are. */
export function AnswerPanel({ title, within, onGrid, onOpen, onClear, children, below, focusKey }: AnswerPanelProps) {
  const { t } = useTranslation(['coveragePanel', 'ui']);
  const { state } = useMapState();
  const { denominator } = state;
  const format = useFormat();
  const past = usePast();
  const filter = { ...useRoundAsked(), kind: state.kind };
  const missing = useMissingRound();
  const query = useUncoveredSummary(missing === null ? within : null, filter);
  const openGroup = (group: HouseholdGroup, kind: HouseholdKind | null = null) => onOpen({ list: 'households', state: group, kind });
  const openLine = (group: HouseholdGroup, line: AnswerLine) => onOpen({ list: 'households', state: group, kind: null, line });
  const foot = (
    <>
      {missing === null && past === null && <WalkLink />}
      {missing === null && <FileButtons within={within} filter={filter} group="uncovered" title={title} />}
      <button type="button" className="button push-end" onClick={onClear}>
        {t('clear')}
      </button>
    </>
  );
  return (
    <Panel title={title} aside={query.data && t('ui:asOf', { time: past === null ? format.time(query.data.asOf) : past.day })} foot={foot} focusKey={focusKey}>
      {children}
      {missing === null ? <CoverageControls /> : <NoRound why={missing} />}
      {missing === null && (
        <Loaded query={query} bars={LINES}>
          {(summary) => (
            <>
              <AnswerNumber figures={summary.figures} denominator={denominator} onOpen={(group) => openGroup(group)} />
              <StateBar figures={summary.figures} />
              <CoverageTotals figures={summary.figures} shown={['all', 'covered', 'exempt']} onOpen={(group) => openGroup(group)}>
                <div>
                  <dt>{t('area')}</dt>
                  <dd>{t('hectares', { value: format.number(summary.areaM2 / 10_000, 1) })}</dd>
                </div>
              </CoverageTotals>
              {summary.figures.denominators.all.count === 0 ? (
                <Empty>{t('noneInside')}</Empty>
              ) : (
                <>
                  <Section title={t('byState')}>
                    <StateFigures figures={summary.figures} onOpen={(state) => openGroup(state)} />
                  </Section>
                  <ByGrid summary={summary} onGrid={onGrid} onOpen={openLine} />
                  <ByBuilding summary={summary} onOpen={openLine} />
                  <section className="section">
                    <KindFigures byKind={summary.byKind} denominator={denominator} onOpen={(kind, group) => openGroup(group, kind)} />
                  </section>
                </>
              )}
            </>
          )}
        </Loaded>
      )}
      {below}
    </Panel>
  );
}
