import { useTranslation } from 'react-i18next';
import type { CoverageFigures } from '#contract/coverage';
import type { DenominatorName } from '../map/map-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { leftOf } from './denominators.ts';
import './coverage.css';

const SENTENCE = { reachable: 'ofReachable', all: 'ofAll' } as const;

interface AnswerNumberProps {
  figures: CoverageFigures;
  denominator: DenominatorName;
  onOpen: () => void;
}

/** The one number of a card, with its denominator beside it. It opens the list of those households. */
export function AnswerNumber({ figures, denominator, onOpen }: AnswerNumberProps) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const { count, covered } = figures.denominators[denominator];
  const number = format.number(figures.uncovered);
  const beside = () => {
    if (count === 0) return t('noTargets');
    if (denominator === 'frozen') return t('ofFrozen', { n: format.number(count), covered: format.number(covered), share: format.share(covered, count) });
    return t(SENTENCE[denominator], { n: format.number(count), share: format.share(leftOf(figures, denominator), count) });
  };
  return (
    <p className="answer-line">
      <button type="button" className="answer-number" aria-label={t('openRows', { name: t('uncovered'), n: number })} onClick={onOpen}>
        {number}
      </button>
      <span>{beside()}</span>
    </p>
  );
}
