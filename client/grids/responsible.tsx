import { useTranslation } from 'react-i18next';
import type { Responsibility } from '#contract/grids';
import './card.css';

const TIERS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

interface PeopleProps {
  held: readonly Responsibility[];
  /** Id of the grid the card is about: what is written for another grid says so. null says it of none. */
  own: number | null;
  onGrid: (code: string) => void;
}

/** 五包: all five tiers, also the one that nobody holds yet. Who answers by inheritance is said to. */
export function People({ held, own, onGrid }: PeopleProps) {
  const { t } = useTranslation('gridCard');
  return (
    <ul className="responsible">
      {TIERS.map((tier, index) => {
        const ofTier = held.filter((responsibility) => responsibility.tier === index + 1);
        return (
          <li key={tier}>
            <span className="responsible-tier">{t(`tiers.${tier}`)}</span>
            {ofTier.length === 0 && <span className="responsible-nobody">{t('nobody')}</span>}
            <span className="responsible-people">
              {ofTier.map(({ person, role, unit, grid }) => (
                <span key={`${person.id} ${role} ${grid.id}`}>
                  {person.name} <small>{unit?.name}</small>
                  {own !== null && grid.id !== own && (
                    <button type="button" className="row-link" onClick={() => onGrid(grid.code)}>
                      {t('inherited', { name: grid.name })}
                    </button>
                  )}
                </span>
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
