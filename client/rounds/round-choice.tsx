import { useTranslation } from 'react-i18next';
import type { Campaign } from '#contract/coverage';

interface RoundChoiceProps {
  rounds: readonly Campaign[];
  chosen: Campaign | null;
  /** What the round is called here; the round where it is the only one. */
  label?: string;
  onChoose: (code: string) => void;
}

/** Which round is looked at. */
export function RoundChoice({ rounds, chosen, label, onChoose }: RoundChoiceProps) {
  const { t } = useTranslation('rounds');
  return (
    <label className="rounds-choice">
      <span>{label ?? t('round')}</span>
      <select className="field" value={chosen?.code ?? ''} onChange={(event) => onChoose(event.target.value)}>
        {rounds.map(({ code, name }) => (
          <option key={code} value={code}>
            {name} {code}
          </option>
        ))}
      </select>
    </label>
  );
}
