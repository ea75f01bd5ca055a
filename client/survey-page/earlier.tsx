import { useTranslation } from 'react-i18next';
import { useAlleySurveys } from '../alleys/api.ts';
import { useFieldDesk } from '../field/desk.ts';
import { useLine } from '../field/head.tsx';
import { draftOfSurvey, type SurveyDraft, sentSurveys } from '../surveys/draft.ts';
import { useFormat } from '../ui/use-format.ts';

/** Surveys the server has; one's own may be corrected. isBusy: another is half written, which a correction would take the place of. */
export function Earlier({ alleyId, isBusy, onCorrect }: { alleyId: number; isBusy: boolean; onCorrect: (draft: SurveyDraft) => void }) {
  const { t } = useTranslation(['surveyPage', 'surveys', 'alleys']);
  const format = useFormat();
  const { person } = useFieldDesk();
  const line = useLine();
  const { data } = useAlleySurveys(line === 'lost' ? null : alleyId);
  return (
    <>
      <h2>{t('history')}</h2>
      {data === undefined ? (
        <p className="field-muted">{t('historyOffline')}</p>
      ) : sentSurveys(data).length === 0 ? (
        <p className="field-muted">{t('surveys:none')}</p>
      ) : (
        <ul className="field-list">
          {sentSurveys(data).map((rows) => {
            const [first] = rows;
            if (first === undefined) return null;
            const correction = first.person?.id === person.id ? draftOfSurvey(alleyId, rows) : null;
            return (
              <li key={first.clientUuid} className="field-row">
                <span className="field-row-main">
                  <strong>{format.date(first.surveyedOn)}</strong>
                  <small>
                    {first.person?.name} {rows.map(({ standard }) => t(`alleys:letters.${standard}`)).join('')}
                  </small>
                </span>
                {correction === null ? null : (
                  <button type="button" className="field-button" disabled={isBusy} onClick={() => onCorrect(correction)}>
                    {t('surveys:correct')}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {isBusy && data !== undefined ? <p className="field-muted">{t('busy')}</p> : null}
    </>
  );
}
