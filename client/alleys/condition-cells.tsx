import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type Alley } from '#contract/alleys';
import './alleys.css';

type Standard = (typeof ALLEY_STANDARDS)[number];

/** What one of the five cells shows and says. */
export interface ConditionCell {
  standard: Standard;
  className: string;
  letter: string;
  label: string;
}

/** Cells by language, standard and condition: long tables are drawn anew in every frame, and there are few. */
const known = new Map<string, ConditionCell>();

/** The five cells of an alley in fixed order; the same cell is the same object. */
export function useConditionCells(): (conditions: Alley['conditions']) => readonly ConditionCell[] {
  const { t, i18n } = useTranslation('alleys');
  const cellOf = (standard: Standard, condition: Alley['conditions'][Standard]): ConditionCell => {
    const key = `${i18n.language} ${standard} ${condition}`;
    const cell = known.get(key) ?? {
      standard,
      className: `condition-${condition}`,
      letter: t(`letters.${standard}`),
      label: t('conditionLabel', { standard: t(`standards.${standard}`), condition: t(`legend.${condition}`) }),
    };
    known.set(key, cell);
    return cell;
  };
  return (conditions) => ALLEY_STANDARDS.map((standard) => cellOf(standard, conditions[standard]));
}

/** Five cells in fixed order: what fails is filled, what meets is a grey letter, what nobody surveyed is dashed. No green ticks. */
export function ConditionCells({ conditions }: { conditions: Alley['conditions'] }) {
  const { t } = useTranslation('alleys');
  const cells = useConditionCells()(conditions);
  return (
    <ul className="condition-cells" aria-label={t('allStandards')}>
      {cells.map(({ standard, className, letter, label }) => (
        <li key={standard} className={className} title={label}>
          <span role="img" aria-label={label}>
            {letter}
          </span>
        </li>
      ))}
    </ul>
  );
}
