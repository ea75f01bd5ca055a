import { useTranslation } from 'react-i18next';
import type { QueuedRecord, Refusal } from './device/records.ts';
import type { fieldMessages } from './messages.ts';

type KnownProblem = keyof typeof fieldMessages.zh.problems;
type SurveyProblem = keyof typeof fieldMessages.zh.surveyProblems;

/** What the worker can do about it where the problem is known, and always the server's own words. */
export function Refused({ record, refusal }: { record: QueuedRecord; refusal: Refusal }) {
  const { t, i18n } = useTranslation('field');
  const { slug, title, detail, errors } = refusal;
  const known =
    record.sending.kind === 'survey' && i18n.exists(`field:surveyProblems.${slug}`)
      ? t(`surveyProblems.${slug as SurveyProblem}`)
      : i18n.exists(`field:problems.${slug}`)
        ? t(`problems.${slug as KnownProblem}`)
        : null;
  return (
    <div className="field-refusal" data-problem={slug} data-record={record.seq}>
      {known === null ? null : <p>{known}</p>}
      <p className="field-muted">
        {title}: {detail}
      </p>
      {errors.length > 1 ? (
        <ul className="field-muted">
          {errors.map(({ pointer, detail: what }) => (
            <li key={`${pointer} ${what}`}>
              {pointer} {what}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
