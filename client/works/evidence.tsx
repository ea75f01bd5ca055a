import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS } from '#contract/alleys';
import type { Acceptance, MonthlyCheck, WorkDetail } from '#contract/works';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { BeforeAfter } from './before-after.tsx';
import { unitWord } from './unit-word.ts';

/** What shows that a work is done: photos of before and after, its acceptance, the monthly checks since, and what was put right. */
export default function Evidence({ work }: { work: WorkDetail }) {
  const { t } = useTranslation('evidence');
  const format = useFormat();
  return (
    <>
      {work.photos.length > 0 && (
        <Section title={t('photos')}>
          {work.photos.map((spot) => (
            <BeforeAfter key={spot.spot} spot={spot} name={work.name ?? work.code} />
          ))}
        </Section>
      )}
      {(work.acceptances.length > 0 || work.phase === 'done') && (
        <Section title={t('acceptance')}>
          {work.acceptances.length === 0 && <p className="evidence-note">{t('notYet')}</p>}
          {work.acceptances.map((acceptance) => (
            <Inspection key={acceptance.id} acceptance={acceptance} unit={work.unit} />
          ))}
        </Section>
      )}
      {work.checks.length > 0 && <Months work={work} />}
      {work.corrections.length > 0 && (
        <Section title={t('corrections')}>
          <ul>
            {work.corrections.map(({ id, reason, occurredAt, personName }) => (
              <li key={id}>
                {reason} <small className="evidence-note">{[format.moment(occurredAt), personName].filter((part) => part !== null).join(' ')}</small>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Inspection({ acceptance, unit }: { acceptance: Acceptance; unit: string | null }) {
  const { t, i18n } = useTranslation('evidence');
  const format = useFormat();
  const { result, acceptedOn, plannedQuantity, doneQuantity, standards, note, person } = acceptance;
  const amount = (quantity: number) => `${format.number(quantity, 2)} ${unit === null ? '' : unitWord(unit, i18n.language)}`.trim();
  const measured =
    doneQuantity === null
      ? null
      : plannedQuantity === null
        ? t('doneOnly', { done: amount(doneQuantity) })
        : t('plannedDone', { planned: amount(plannedQuantity), done: amount(doneQuantity) });
  return (
    <div className="evidence-inspection">
      <p>
        <b>{t(`result.${result}`)}</b> <span className="evidence-note">{[format.date(acceptedOn), person?.name].filter(Boolean).join(' ')}</span>
      </p>
      <ul className="evidence-standards">
        {ALLEY_STANDARDS.map((standard) => {
          const label = `${t(`names.${standard}`)}: ${t(`standard.${standards[standard]}`)}`;
          return (
            <li key={standard} className={standards[standard]} title={label}>
              <span aria-hidden="true">{t(`letters.${standard}`)}</span>
              <span className="visually-hidden">{label}</span>
            </li>
          );
        })}
      </ul>
      {measured !== null && <p>{measured}</p>}
      {note !== null && <p className="evidence-note">{note}</p>}
    </div>
  );
}

/** One column a month, the oldest first; months below the line are heavy, and what they did to the grade stands under them. */
function Months({ work: { checks, grade, checkRules } }: { work: WorkDetail }) {
  const { t } = useTranslation('evidence');
  const byMonth: MonthlyCheck[] = [...checks].reverse();
  return (
    <Section title={t('checks')} aside={grade === null ? undefined : t(`grade.${grade}`)}>
      <ol className="evidence-months">
        {byMonth.map(({ id, month, score, change }) => (
          <li key={id} className={score < checkRules.passesFrom ? 'fails' : undefined}>
            <em>{change === null ? '' : t(`change.${change}`)}</em>
            <b>{score}</b>
            {month.slice(2)}
          </li>
        ))}
      </ol>
      {byMonth
        .filter(({ earlier }) => earlier.length > 0)
        .map(({ id, month, score, earlier, reason, person }) => (
          <p key={id} className="evidence-note">
            {[t('putRight', { month, scores: [...earlier.map((one) => one.score), score].join(' → ') }), reason, person?.name].filter(Boolean).join('　')}
          </p>
        ))}
      <p className="evidence-note">{t('rule', { score: checkRules.passesFrom, months: checkRules.restoreMonths })}</p>
    </Section>
  );
}
