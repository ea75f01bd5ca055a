import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistItem } from '#contract/surveys';
import { unitOf } from '#geodata/standards/findings';
import { type AmountFault, amountFault } from './amount.ts';
import { useUnit } from './names.ts';

interface AmountFieldProps {
  id: string;
  item: ChecklistItem;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
}

/** A value with its unit. For text, not for numbers: a browser's field for numbers makes 25 of 2,5 and nothing of what it cannot read, both without a word. */
export function AmountField({ id, item, value, placeholder, onChange }: AmountFieldProps) {
  const unit = useUnit();
  const words = useFaultWords();
  const fault = amountFault(item, value);
  const said = useId();
  return (
    <span className="survey-value">
      <input
        id={id}
        className="field"
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        value={value}
        placeholder={placeholder}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : said}
        onChange={(event) => onChange(event.target.value)}
      />
      <small>{unit(unitOf(item) ?? '')}</small>
      {fault === null ? null : (
        <small className="survey-fault" id={said} role="alert">
          {words(fault)}
        </small>
      )}
    </span>
  );
}

/** What is wrong with a value, in words. */
export function useFaultWords(): (fault: AmountFault) => string {
  const { t } = useTranslation('surveys');
  return (fault) => t(`faults.${fault.kind}`, { most: fault.kind === 'most' ? fault.most : 0 });
}
