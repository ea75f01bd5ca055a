import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UncoveredState, UncoveredSummary, Within } from '#contract/coverage';
import { useMapHandle } from '../map/map-context.ts';
import { useMapState } from '../map/map-state.ts';
import type { PanelView } from '../map/panel-view.ts';
import { Empty, Failure, Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { AnswerNumber } from './answer-number.tsx';
import { type CoverageFilter, uncoveredFile, useUncoveredSummary } from './api.ts';
import { CoverageControls } from './controls.tsx';
import { KindFigures, StateBar, StateFigures } from './state-figures.tsx';

const LINES = [60, 10, 60, 150, 240, 240] as const;
const BUILDING_ZOOM = 18;
const BUILDINGS_AT_FIRST = 7;

interface AnswerPanelProps {
  title: string;
  within: Within;
  onGrid: (code: string) => void;
  onOpen: (view: PanelView) => void;
  onClear: () => void;
  /** More to say above the figures: the distance field of an alley. */
  children?: ReactNode;
  focusKey: string;
}

/** The answer about a drawn shape or the surroundings of an alley: who has not been visited inside, and where they are. */
export function AnswerPanel({ title, within, onGrid, onOpen, onClear, children, focusKey }: AnswerPanelProps) {
  const { t } = useTranslation(['coveragePanel', 'ui']);
  const { state } = useMapState();
  const { denominator } = state;
  const format = useFormat();
  const filter = { campaign: state.campaign, kind: state.kind };
  const query = useUncoveredSummary(within, filter);
  const openHouseholds = (which: UncoveredState | 'uncovered') => onOpen({ list: 'households', state: which, kind: null });
  return (
    <Panel
      title={title}
      aside={query.data && t('ui:asOf', { time: format.time(query.data.asOf) })}
      foot={<FileButtons within={within} filter={filter} onClear={onClear} />}
      focusKey={focusKey}
    >
      {children}
      <CoverageControls />
      <Loaded query={query} bars={LINES}>
        {(summary) => (
          <>
            <AnswerNumber figures={summary.figures} denominator={denominator} onOpen={() => openHouseholds('uncovered')} />
            <StateBar figures={summary.figures} />
            <Totals summary={summary} />
            {summary.figures.denominators.all.count === 0 ? (
              <Empty>{t('noneInside')}</Empty>
            ) : (
              <>
                <Section title={t('byState')}>
                  <StateFigures figures={summary.figures} onOpen={openHouseholds} />
                </Section>
                <ByGrid summary={summary} onGrid={onGrid} />
                <ByBuilding summary={summary} />
                <section className="section">
                  <KindFigures byKind={summary.byKind} denominator={denominator} onOpen={(kind) => onOpen({ list: 'households', state: 'uncovered', kind })} />
                </section>
              </>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Totals({ summary: { figures, areaM2 } }: { summary: UncoveredSummary }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const households = (count: number) => t('households', { value: format.number(count) });
  const pairs: [string, string][] = [
    [t('all'), households(figures.denominators.all.count)],
    [t('covered'), households(figures.covered)],
    [t('exempt'), households(figures.exempt)],
    [t('area'), t('hectares', { value: format.number(areaM2 / 10_000, 1) })],
  ];
  return (
    <dl className="pair-list coverage-pairs">
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function ByGrid({ summary: { byGrid }, onGrid }: { summary: UncoveredSummary; onGrid: (code: string) => void }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  if (byGrid.length === 0) return null;
  return (
    <section className="section">
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">
              <h3>{t('byGrid')}</h3>
            </th>
            <th scope="col">{t('columns.uncovered')}</th>
            <th scope="col">{t('columns.inside')}</th>
            <th scope="col">{t('columns.share')}</th>
          </tr>
        </thead>
        <tbody>
          {byGrid.map(({ grid, uncovered, total }) => (
            <tr key={grid.id}>
              <td>
                <button type="button" className="row-link" onClick={() => onGrid(grid.code)}>
                  {grid.name}
                </button>
              </td>
              <td>
                <b>{format.number(uncovered)}</b>
              </td>
              <td className="muted">{format.number(total)}</td>
              <td className="muted">{format.share(uncovered, total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ByBuilding({ summary: { byBuilding, buildingCount } }: { summary: UncoveredSummary }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const map = useMapHandle();
  const [all, setAll] = useState(false);
  const shown = all ? byBuilding : byBuilding.slice(0, BUILDINGS_AT_FIRST);
  if (shown.length === 0) return null;
  return (
    <Section title={t('byBuilding')} aside={t('buildingsShown', { shown: format.number(shown.length), n: format.number(buildingCount) })}>
      <ul className="building-list">
        {shown.map((building) => {
          const position: [number, number] = [building.lon, building.lat];
          const show = () => map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: position } });
          return (
            <li key={building.id}>
              <button
                type="button"
                className="row-link"
                title={t('list.zoom', { place: building.name })}
                onClick={() => map?.flyTo(position, BUILDING_ZOOM)}
                onPointerEnter={show}
                onPointerLeave={() => map?.highlight(null)}
                onFocus={show}
                onBlur={() => map?.highlight(null)}
              >
                {building.name}
              </button>
              <span>
                <b>{format.number(building.uncovered)}</b> <span className="unit">/ {format.number(building.total)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {!all && byBuilding.length > shown.length && (
        <button type="button" className="row-link" onClick={() => setAll(true)}>
          {t('showAllBuildings', { n: format.number(byBuilding.length) })}
        </button>
      )}
    </Section>
  );
}

function FileButtons({ within, filter, onClear }: { within: Within; filter: CoverageFilter; onClear: () => void }) {
  const { t } = useTranslation('coveragePanel');
  const [busy, setBusy] = useState<'csv' | 'geojson' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fetchFile = async (f: 'csv' | 'geojson') => {
    setBusy(f);
    setError(null);
    try {
      save(await uncoveredFile(within, filter, null, f), `${t('file')}.${f}`);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      {error !== null && <Failure error={error} onRetry={() => setError(null)} />}
      {(['csv', 'geojson'] as const).map((f) => (
        <button key={f} type="button" className="button" disabled={busy !== null} onClick={() => void fetchFile(f)}>
          {busy === f ? t('preparing') : t(f)}
        </button>
      ))}
      <button type="button" className="button push-end" onClick={onClear}>
        {t('clear')}
      </button>
    </>
  );
}

/** Hands the browser a file that the page has already fetched. */
function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has its own reference once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
