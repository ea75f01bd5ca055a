import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlleyDetail } from '#contract/alleys';
import { useMapHandle } from '../map/map-context.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Count, Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useAlley, useHouseholdsNearAlley, useIssuesNearAlley, useWorksNearAlley } from './api.ts';
import type { alleyCardMessages } from './card-messages.ts';
import { ConditionCells } from './condition-cells.tsx';
import { DistanceField } from './distance-field.tsx';
import './alleys.css';

type Surface = keyof typeof alleyCardMessages.zh.surfaces;
const LINES = [28, 22, 22, 22, 80, 80] as const;
const CablesAndParking = lazy(() => import('./cables-parking.tsx'));
const SurveyHistory = lazy(() => import('./survey-history.tsx'));

interface AlleyCardProps {
  id: number;
  distanceM: number;
  campaign: string | null;
  onDistance: (metres: number) => void;
  onGrid: (code: string) => void;
  onOpen: (what: 'households' | 'issues' | 'works') => void;
  /** To the answer panel: who has not been visited within the distance. */
  onAnswer: () => void;
  onClose: () => void;
}

/** One alley: its five standards, its measures, the grids it runs through, and what lies within a distance of it. */
export function AlleyCard({ id, onClose, onAnswer, ...rest }: AlleyCardProps) {
  const { t } = useTranslation(['alleyCard', 'alleys']);
  const map = useMapHandle();
  const query = useAlley(id);
  const foot = (
    <>
      <button type="button" className="button button-primary" onClick={onAnswer}>
        {t('answer')}
      </button>
      <button type="button" className="button" disabled={!query.data} onClick={() => query.data && map?.flyTo(query.data.bbox)}>
        {t('zoom')}
      </button>
    </>
  );
  const title = query.data ? (query.data.name ?? t('alleys:unnamed')) : t('title');
  return (
    <Panel title={title} aside={query.data && t(`nameStatus.${query.data.nameStatus}`)} onClose={onClose} foot={foot} focusKey={`alley ${id}`}>
      <Loaded query={query} bars={LINES}>
        {(alley) => <Body alley={alley} {...rest} />}
      </Loaded>
    </Panel>
  );
}

function Body({ alley, distanceM, campaign, onDistance, onGrid, onOpen }: { alley: AlleyDetail } & Omit<AlleyCardProps, 'id' | 'onClose' | 'onAnswer'>) {
  const { t } = useTranslation('alleyCard');
  const format = useFormat();
  const metres = (value: number | null, decimals = 0) => (value === null ? t('unknown') : t('metres', { value: format.number(value, decimals) }));
  const facts: [string, string][] = [
    [t('width'), metres(alley.widthM, 1)],
    [t('length'), metres(alley.lengthM)],
    [t('surface'), t(`surfaces.${alley.surface as Surface}`, { defaultValue: alley.surface })],
    [t('deadEnd'), alley.isDeadEnd === null ? t('unknown') : t(alley.isDeadEnd ? 'yes' : 'no')],
  ];
  return (
    <>
      <ConditionCells conditions={alley.conditions} />
      <dl className="pair-list">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <Suspense fallback={null}>
          <CablesAndParking alley={alley} />
        </Suspense>
      </dl>
      <Near alley={alley} distanceM={distanceM} campaign={campaign} onDistance={onDistance} onOpen={onOpen} />
      <Section title={t('grids')} aside={t('share')}>
        <table className="data-table">
          <tbody>
            {alley.grids.map(({ grid, share, lengthM }) => (
              <tr key={grid.id}>
                <td>
                  <button type="button" className="row-link" onClick={() => onGrid(grid.code)}>
                    {grid.name}
                  </button>
                </td>
                <td>{metres(lengthM)}</td>
                <td className="muted">{format.rate(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Suspense fallback={null}>
        <SurveyHistory id={alley.id} />
      </Suspense>
    </>
  );
}

function Near({
  alley,
  distanceM,
  campaign,
  onDistance,
  onOpen,
}: { alley: AlleyDetail } & Pick<AlleyCardProps, 'distanceM' | 'campaign' | 'onDistance' | 'onOpen'>) {
  const { t } = useTranslation('alleyCard');
  const format = useFormat();
  const households = useHouseholdsNearAlley(alley.id, distanceM, campaign);
  const issues = useIssuesNearAlley(alley.id, distanceM);
  const works = useWorksNearAlley(alley.id, distanceM);
  const lines = [
    { what: 'households' as const, query: households },
    { what: 'issues' as const, query: issues },
    { what: 'works' as const, query: works },
  ];
  return (
    <Section title={t('near', { metres: format.number(distanceM) })}>
      <DistanceField value={distanceM} onChange={onDistance} />
      <dl className="near-figures">
        {lines.map(({ what, query }) => {
          const first = query.data?.pages[0];
          const loaded = first?.items.length ?? 0;
          // The first page says how many there are where the server counts them; else it says whether there are more.
          const count =
            first?.total !== undefined ? format.number(first.total) : first?.next ? t('first', { n: format.number(loaded) }) : format.number(loaded);
          return (
            <div key={what}>
              <dt>{t(what)}</dt>
              <dd>
                {first ? (
                  <Count label={t('rowsOf', { name: `${t(what)} ${count}` })} onOpen={() => onOpen(what)}>
                    {count}
                  </Count>
                ) : (
                  '…'
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}
