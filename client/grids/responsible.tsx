import { useTranslation } from 'react-i18next';
import type { GridDetail } from '#contract/grids';
import { Section } from '../ui/panel.tsx';
import './card.css';

const TIERS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

/** 五包: all five tiers, also the one that nobody holds yet. Who answers by inheritance is said to. */
export function Responsible({ grid, onGrid }: { grid: GridDetail; onGrid: (code: string) => void }) {
  const { t } = useTranslation('gridCard');
  return (
    <Section title={t('people')}>
      <ul className="responsible">
        {TIERS.map((tier, index) => {
          const held = grid.responsibilities.filter((responsibility) => responsibility.tier === index + 1);
          return (
            <li key={tier}>
              <span className="responsible-tier">{t(`tiers.${tier}`)}</span>
              {held.length === 0 && <span className="responsible-nobody">{t('nobody')}</span>}
              <span className="responsible-people">
                {held.map((responsibility) => (
                  <span key={`${responsibility.person.id} ${responsibility.role} ${responsibility.grid.id}`}>
                    {responsibility.person.name} <small>{responsibility.unit?.name}</small>
                    {responsibility.grid.id !== grid.id && (
                      <button type="button" className="row-link" onClick={() => onGrid(responsibility.grid.code)}>
                        {t('inherited', { name: responsibility.grid.name })}
                      </button>
                    )}
                  </span>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
