import { useTranslation } from 'react-i18next';
import type { Place } from '#contract/places';
import { useSettings } from '../api/settings.ts';
import { useChainAt } from '../responsibilities/api.ts';
import { ChainList } from '../responsibilities/chain.tsx';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { usePlace } from './api.ts';

const LINES = [24, 30, 30, 30, 30, 30, 150] as const;

interface PlaceCardProps {
  position: readonly [number, number];
  onGrid: (code: string) => void;
  onClose: () => void;
}

/** Which five levels hold a place that was looked up, and who answers for each. */
export function PlaceCard({ position, onGrid, onClose }: PlaceCardProps) {
  const { t } = useTranslation('gridCard');
  const query = usePlace(position);
  return (
    <Panel title={t('place.title')} onClose={onClose} focusKey={`place ${position.join()}`}>
      <Loaded query={query} bars={LINES}>
        {(place) => (place.grids.length === 0 ? <Empty>{t('place.outside')}</Empty> : <Body place={place} onGrid={onGrid} />)}
      </Loaded>
    </Panel>
  );
}

function Body({ place, onGrid }: { place: Place; onGrid: (code: string) => void }) {
  const { t, i18n } = useTranslation('gridCard');
  const { data: settings } = useSettings();
  return (
    <>
      <dl className="field-list">
        {[...place.grids, ...place.dedicated].map((grid) => {
          const label = settings?.levelLabels[grid.level - 1];
          return (
            <div key={grid.id}>
              <dt>{grid.kind !== 'basic' || !label ? t(`kinds.${grid.kind}`) : i18n.language === 'en' ? label.en : label.zh}</dt>
              <dd>
                <button type="button" className="row-link" onClick={() => onGrid(grid.code)}>
                  {grid.name}
                </button>
              </dd>
            </div>
          );
        })}
      </dl>
      <Duties position={[place.lon, place.lat]} onGrid={onGrid} />
    </>
  );
}

/** Who answers here: by the smallest basic grid, then by each dedicated grid, which has people of its own. */
function Duties({ position, onGrid }: { position: readonly [number, number]; onGrid: (code: string) => void }) {
  const { t } = useTranslation('gridCard');
  const query = useChainAt(position);
  return (
    <Loaded query={query} bars={LINES}>
      {({ chain, dedicated }) => (
        <>
          {chain && (
            <Section title={t('people')}>
              <ChainList chain={chain} onGrid={onGrid} />
            </Section>
          )}
          {dedicated.map((own) => (
            <Section key={own.grid.id} title={own.grid.name}>
              <ChainList chain={own} onGrid={onGrid} />
            </Section>
          ))}
        </>
      )}
    </Loaded>
  );
}
