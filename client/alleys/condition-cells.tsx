import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type Alley } from '#contract/alleys';
import './alleys.css';

/** Five cells in fixed order: what fails is filled, what meets is a grey letter, what nobody surveyed is dashed. No green ticks. */
export function ConditionCells({ conditions }: { conditions: Alley['conditions'] }) {
  const { t } = useTranslation('alleys');
  return (
    <ul className="condition-cells" aria-label={t('allStandards')}>
      {ALLEY_STANDARDS.map((standard) => {
        const condition = conditions[standard];
        const label = t('conditionLabel', { standard: t(`standards.${standard}`), condition: t(`legend.${condition}`) });
        return (
          <li key={standard} className={`condition-${condition}`} title={label}>
            <span aria-hidden="true">{t(`letters.${standard}`)}</span>
            <span className="visually-hidden">{label}</span>
          </li>
        );
      })}
    </ul>
  );
}
