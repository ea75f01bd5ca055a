import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkDetail } from '#contract/works';
import { useAskedDay } from '../api/past.ts';
import { useMapHandle } from '../map/map-context.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Panel } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWork, useWorkTypes } from './api.ts';
import type { workPanelMessages } from './panel-messages.ts';
import { workOn } from './past-work.ts';
import { Quantity } from './quantity.tsx';
import { useWorkTypeName } from './totals.tsx';

const Deeds = lazy(() => import('./deeds.tsx'));
const Evidence = lazy(() => import('./evidence.tsx'));
const Thread = lazy(() => import('../thread/thread.tsx'));
const LINES = [22, 22, 22, 22, 22, 22] as const;
const PLACE_ZOOM = 17;
/** 万元 is what such money is spoken of in. */
const TEN_THOUSAND = 10_000;

interface WorkCardProps {
  id: number;
  onBack: () => void;
  onGrid: (code: string) => void;
  onAlley: (id: number) => void;
  /** Opens the form beside the card, where the page has one. */
  onCorrect?: () => void;
}

/** One work: what was done, how much of it, where and when. */
export function WorkCard({ id, onBack, onGrid, onAlley, onCorrect }: WorkCardProps) {
  const { t } = useTranslation('workPanel');
  const day = useAskedDay();
  const query = useWork(id, day);
  const map = useMapHandle();
  const { lon, lat } = query.data ?? { lon: null, lat: null };
  useEffect(() => {
    if (lon === null || lat === null) return;
    map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } });
    return () => map?.highlight(null);
  }, [map, lon, lat]);
  const foot =
    lon === null || lat === null || map === null ? undefined : (
      <button type="button" className="button button-primary" onClick={() => map.flyTo([lon, lat], PLACE_ZOOM)}>
        {t('zoom')}
      </button>
    );
  return (
    <Panel title={query.data?.name ?? t('untitled')} back={{ label: t('back'), go: onBack }} foot={foot} focusKey={`work ${id}`}>
      <Loaded query={query} bars={LINES}>
        {(now) => {
          const work = day === undefined ? now : workOn(now, day);
          return (
            <>
              {day !== undefined && <p className="work-note">{t('ofDay', { day })}</p>}
              <Fields work={work} onGrid={onGrid} onAlley={onAlley} />
              <Suspense fallback={null}>
                <Evidence work={work} />
                {day === undefined && <Deeds key={work.id} work={work} onCorrect={onCorrect ?? null} />}
                <Thread kind="work" id={work.id} />
              </Suspense>
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function Fields({ work, onGrid, onAlley }: { work: WorkDetail; onGrid: (code: string) => void; onAlley: (id: number) => void }) {
  const { t } = useTranslation('workPanel');
  const format = useFormat();
  const types = useWorkTypes();
  const typeName = useWorkTypeName();
  const type = types.data?.get(work.workType);
  const { grid, alleyId } = work;
  const rows: [keyof typeof workPanelMessages.zh.fields, ReactNode][] = [
    ['type', type ? typeName(type) : work.workType],
    ['quantity', <Quantity key="quantity" quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} />],
    ['planned', work.plannedQuantity !== null && <Quantity key="planned" quantity={work.plannedQuantity} unit={work.unit} qualifier={null} />],
    ['asked', work.askedIssues > 0 && t('asked', { households: format.number(work.askedHouseholds), issues: format.number(work.askedIssues) })],
    ['phase', t(`phases.${work.phase}`)],
    ['started', work.startedOn && format.date(work.startedOn)],
    ['completed', work.completedOn && format.date(work.completedOn)],
    ['asOf', work.asOf && format.date(work.asOf)],
    ['grid', grid && <Link key="grid" name={grid.name} go={() => onGrid(grid.code)} />],
    ['alley', alleyId !== null && work.alleyName !== null && <Link key="alley" name={work.alleyName} go={() => onAlley(alleyId)} />],
    ['stretch', work.alleyFromM !== null && work.alleyToM !== null && t('stretch', { from: format.number(work.alleyFromM), to: format.number(work.alleyToM) })],
    ['cost', work.costMinor !== null && <Cost key="cost" work={work} />],
    ['contractor', work.contractorKind !== null && [t(`contractors.${work.contractorKind}`), work.contractor].filter(Boolean).join(' ')],
    ['source', work.source],
    ['code', work.code],
  ];
  return (
    <dl className="field-list">
      {rows
        .filter(([, value]) => value !== null && value !== false && value !== '')
        .map(([field, value]) => (
          <div key={field}>
            <dt>{t(`fields.${field}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Link({ name, go }: { name: string; go: () => void }) {
  return (
    <button type="button" className="row-link" onClick={go}>
      {name}
    </button>
  );
}

/** Money as it was stated, and who stated it. */
function Cost({ work: { costMinor, costQualifier, costSource } }: { work: WorkDetail }) {
  const { t } = useTranslation(['workPanel', 'works']);
  const format = useFormat();
  const value = format.number((costMinor ?? 0) / 100 / TEN_THOUSAND, 2);
  return (
    <>
      <b>{costQualifier === null ? value : t(`works:qualifier.${costQualifier}`, { value })}</b> <span className="unit">{t('money')}</span>{' '}
      <small className="unit">{t('said', { source: costSource ?? '' })}</small>
    </>
  );
}
