import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type Alley } from '#contract/alleys';
import './alleys.css';

/** Words of a cell by language, standard and condition: long tables are drawn anew in every frame, and there are few. */
const labels = new Map<string, string>();

/** Five cells in fixed order: what fails is filled, what meets is a grey letter, what nobody surveyed is dashed. No green ticks. */
export function ConditionCells({ conditions }: { conditions: Alley['conditions'] }) {
  const { t, i18n } = useTranslation('alleys');
  const labelOf = (standard: (typeof ALLEY_STANDARDS)[number], condition: Alley['conditions'][typeof standard]) => {
    const key = `${i18n.language} ${standard} ${condition}`;
    const label = labels.get(key) ?? t('conditionLabel', { standard: t(`standards.${standard}`), condition: t(`legend.${condition}`) });
    labels.set(key, label);
    return label;
  };
  return (
    <ul className="condition-cells" aria-label={t('allStandards')}>
      {ALLEY_STANDARDS.map((standard) => {
        const condition = conditions[standard];
        const label = labelOf(standard, condition);
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
