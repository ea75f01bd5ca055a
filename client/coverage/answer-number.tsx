import { Trans, useTranslation } from 'react-i18next';
import type { CoverageFigures } from '#contract/coverage';
import type { DenominatorName } from '../map/map-state.ts';
import type { HouseholdGroup } from '../map/panel-view.ts';
import { Count } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { leftOf } from './denominators.ts';
import './coverage.css';

const SENTENCE = { reachable: 'ofReachable', all: 'ofAll', frozen: 'ofFrozen' } as const;

interface AnswerNumberProps {
  figures: CoverageFigures;
  denominator: DenominatorName;
  onOpen: (group: HouseholdGroup) => void;
}

/** The one number of a card, with its denominator beside it. Each number opens the list of those households. */
export function AnswerNumber({ figures, denominator, onOpen }: AnswerNumberProps) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const { count, covered } = figures.denominators[denominator];
  const number = format.number(figures.uncovered);
  const opening = (group: 'all' | 'reachable' | 'frozen' | 'covered', value: number) => (
    <Count label={t('openRows', { name: t(group), n: format.number(value) })} onOpen={() => onOpen(group)}>
      {null}
    </Count>
  );
  const beside = () => {
    if (count === 0) return t('noTargets');
    const values = {
      n: format.number(count),
      covered: format.number(covered),
      share: format.share(denominator === 'frozen' ? covered : leftOf(figures, denominator), count),
    };
    return (
      <Trans
        ns="coveragePanel"
        i18nKey={SENTENCE[denominator]}
        values={values}
        components={{ n: opening(denominator, count), covered: opening('covered', covered) }}
      />
    );
  };
  return (
    <p className="answer-line">
      <button type="button" className="answer-number" aria-label={t('openRows', { name: t('uncovered'), n: number })} onClick={() => onOpen('uncovered')}>
        {number}
      </button>
      <span>{beside()}</span>
    </p>
  );
}
