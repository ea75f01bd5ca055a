import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PlanResult } from '#contract/plans';
import { useFormat } from '../ui/use-format.ts';
import type { PlanAlleys } from './api.ts';

const MOST = 12;

interface SurveyFirstProps {
  alleys: PlanAlleys;
  result: PlanResult;
  onSelect: (alley: number) => void;
  onHover: (alley: number | null) => void;
}

/** Alleys of which too little is known, those first whose survey could change the choice most. */
export function SurveyFirst({ alleys, result, onSelect, onHover }: SurveyFirstProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const place = new Map(alleys.id.map((id, at) => [id, at]));
  const column = new Map(result.alleys.id.map((id, at) => [id, at]));
  const wishes = result.surveyFirst.slice(0, MOST).filter(({ alleyId }) => place.has(alleyId));
  if (wishes.length === 0) return null;
  return (
    <section className="plan-survey" aria-label={t('survey.title')}>
      <h2>{t('survey.title')}</h2> <span>{t('survey.text')}</span>
      <ul>
        {wishes.map(({ alleyId }) => {
          const [at, known] = [place.get(alleyId) as number, column.get(alleyId) as number];
          return (
            <li key={alleyId}>
              <button
                type="button"
                className="plan-link"
                onClick={() => onSelect(alleyId)}
                onMouseEnter={() => onHover(alleyId)}
                onMouseLeave={() => onHover(null)}
              >
                {alleys.name[at] ?? alleys.code[at]}
              </button>{' '}
              <Link to={`/survey?alley=${alleyId}`}>{t('survey.go')}</Link>{' '}
              <small>
                {t('survey.range', {
                  min: format.number(result.alleys.scoreMin[known] ?? 0),
                  max: format.number(result.alleys.scoreMax[known] ?? 0),
                  known: format.rate(result.alleys.completeness[known] ?? 0),
                })}
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
