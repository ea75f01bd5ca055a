import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS } from '#contract/alleys';
import type { AlleySurvey } from '#contract/surveys';
import { useUnit } from '../surveys/names.ts';
import { useSurveyWords } from '../surveys/said.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useAlleySurveys } from './api.ts';
import './alleys.css';

/** Surveys by standard, the newest first, with who surveyed where the reader is somebody; what a correction has taken the place of is struck through. Checks found say how much. */
export default function SurveyHistory({ id }: { id: number }) {
  const { t } = useTranslation(['alleyCard', 'alleys']);
  const format = useFormat();
  const query = useAlleySurveys(id);
  const words = useSurveyWords();
  const unit = useUnit();
  return (
    <Section title={t('surveys')}>
      <Loaded query={query} bars={[30, 30, 30]}>
        {(surveys) =>
          surveys.length === 0 ? (
            <Empty>{t('noSurveys')}</Empty>
          ) : (
            <table className="data-table">
              <tbody>
                {[...surveys]
                  .sort((a, b) => b.surveyedOn.localeCompare(a.surveyedOn) || ALLEY_STANDARDS.indexOf(a.standard) - ALLEY_STANDARDS.indexOf(b.standard))
                  .map((survey) => (
                    <Fragment key={survey.id}>
                      <tr className={survey.supersededAt === null ? undefined : 'survey-superseded'}>
                        <td>
                          {t(`alleys:standards.${survey.standard}`)} {t(`verdicts.${verdictOf(survey.meets)}`)}
                        </td>
                        <td className="muted">
                          {survey.measuredValue !== null && `${format.number(survey.measuredValue, 1)} ${unit(survey.measuredUnit ?? '')}`}
                        </td>
                        <td className="muted">{needText(survey) !== null && t('surveyNeed', { value: needText(survey) ?? '' })}</td>
                        <td className="muted alley-surveyed">
                          {format.date(survey.surveyedOn)}
                          {survey.person === null ? null : <small>{survey.person.name}</small>}
                        </td>
                      </tr>
                      {survey.measuredValue !== null || words(survey) === null ? null : (
                        <tr className={survey.supersededAt === null ? undefined : 'survey-superseded'}>
                          <td colSpan={4} className="muted alley-found">
                            {words(survey)}
                          </td>
                        </tr>
                      )}
                    </Fragment>
                  ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Section>
  );
}

const verdictOf = (meets: boolean | null): 'meets' | 'fails' | 'unknown' => (meets === null ? 'unknown' : meets ? 'meets' : 'fails');

function needText({ need, needMin, needMax }: AlleySurvey): string | null {
  if (need !== null) return String(need);
  return needMin === null || needMax === null ? null : `${Math.round(needMin)}–${Math.round(needMax)}`;
}
