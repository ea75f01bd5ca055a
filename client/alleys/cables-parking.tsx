import { useTranslation } from 'react-i18next';
import type { AlleyDetail } from '#contract/alleys';
import { useFactWords } from './fact-words.ts';

/** Two lines of a list of facts. Fetched when a card of the map shows an alley, not before. */
export default function CablesAndParking({ alley }: { alley: AlleyDetail }) {
  const { t } = useTranslation('alleyFacts');
  const words = useFactWords();
  const facts = [
    [t('fields.cables'), words.cables(alley)],
    [t('fields.parking'), words.parking(alley)],
  ] as const;
  return facts.map(([name, value]) => (
    <div key={name} className="fact-wide">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  ));
}
