import { useTranslation } from 'react-i18next';
import type { Programme, ProjectPhase } from '#contract/projects';
import { ShareBar } from '../ui/share-bar.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWan } from './words.ts';

interface ProgrammesProps {
  programmes: readonly Programme[];
  chosen: string | null;
  onChoose: (programme: string | null) => void;
  onPhase: (programme: string, phase: ProjectPhase) => void;
  /** null: this person may not. */
  onCorrect: ((programme: string) => void) | null;
}

/** What each programme set out to do and how far it is: 88 = 8 + 28 + 17 begun, and the rest. Each opens its projects. */
export function Programmes({ programmes, chosen, ...deeds }: ProgrammesProps) {
  return (
    <ul className="programmes">
      {programmes.map((programme) => (
        <li key={programme.code} aria-current={programme.code === chosen || undefined}>
          <ProgrammeFigures programme={programme} isChosen={programme.code === chosen} {...deeds} />
        </li>
      ))}
    </ul>
  );
}

function ProgrammeFigures({
  programme,
  isChosen,
  onChoose,
  onPhase,
  onCorrect,
}: { programme: Programme; isChosen: boolean } & Omit<ProgrammesProps, 'programmes' | 'chosen'>) {
  const { t, i18n } = useTranslation(['projects', 'works']);
  const format = useFormat();
  const wan = useWan();
  const { code, figures, targets } = programme;
  const name = (i18n.language === 'en' && programme.nameEn) || programme.name;
  const target = targets.find(({ code: of }) => of === 'items');
  const whole = target?.value ?? figures.items;
  const planned = figures.money.reduce((sum, { plannedMinor }) => sum + plannedMinor, 0);
  const paid = figures.money.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const from = programme.startsOn?.slice(0, 4);
  const to = programme.endsOn?.slice(0, 4);
  const { done, underWay, unstated, notStarted, started } = figures;
  const number = (value: number) => format.number(value);
  const parts = [
    { phase: 'done', value: done },
    { phase: 'under_construction', value: underWay },
    { phase: 'unstated', value: unstated },
    { phase: 'planned', value: notStarted },
  ] as const;
  return (
    <>
      <div className="programme-head">
        <button
          type="button"
          className="programme-name"
          aria-pressed={isChosen}
          onClick={() => onChoose(isChosen ? null : code)}
          title={t('programme.only', { name })}
        >
          {name}
        </button>
        {onCorrect !== null && (
          <button
            type="button"
            className="programme-correct"
            aria-label={t('programme.correct', { name })}
            title={t('programme.correct', { name })}
            onClick={() => onCorrect(code)}
          >
            {t('act.correct')}
          </button>
        )}
      </div>
      <p className="programme-figure">
        <strong>{number(whole)}</strong>
        <small>{i18n.language === 'en' ? (target?.nameEn ?? target?.unit) : target?.unit}</small>
        <span>
          {t('programme.started', { started: number(started) })}
          {started > 0 && (
            <>
              {' = '}
              {parts.slice(0, 3).flatMap(({ phase, value }, index) =>
                value === 0
                  ? []
                  : [
                      index > 0 && parts.slice(0, index).some((part) => part.value > 0) ? ' + ' : '',
                      <button key={phase} type="button" className="programme-part" onClick={() => onPhase(code, phase)} title={t(`phases.${phase}`)}>
                        {number(value)}
                        <small> {t(phase === 'done' ? 'phases.done' : `phases.${phase}`)}</small>
                      </button>,
                    ],
              )}
            </>
          )}
        </span>
      </p>
      <ShareBar
        parts={parts.map(({ phase, value }) => ({ key: phase, value, className: `phase-fill phase-fill-${phase}` }))}
        label={t('programme.bar', { done, underWay, unstated, notStarted })}
      />
      <p className="programme-more">
        <span>
          {from === undefined
            ? null
            : to === undefined
              ? t('programme.since', { from })
              : t('programme.years', { from, to, count: (Number(to) - Number(from) + 1) as never })}
        </span>
        <span>{t('programme.notStarted', { count: number(notStarted) as never })}</span>
        <span title={t('programme.moneyLabel', { planned: wan(planned), paid: wan(paid) })}>
          {t('programme.money', { planned: wan(planned), paid: wan(paid) })}
        </span>
        {figures.households > 0 && <span>{t('programme.benefits', { households: number(figures.households), buildings: number(figures.buildings) })}</span>}
        {figures.late > 0 && (
          <span className="programme-late">
            <i aria-hidden="true">▲</i> {t('programme.late', { count: number(figures.late) as never })}
          </span>
        )}
        {targets
          .filter(({ code: of }) => of !== 'items' && of !== 'money')
          .map(({ code: of, name: word, nameEn, value, unit, qualifier, asOf }) => {
            const texts = {
              name: (i18n.language === 'en' && nameEn) || word,
              value: `${qualifier === null ? number(value) : t(`works:qualifier.${qualifier}`, { value: number(value) })} ${unit}`.trim(),
            };
            return <span key={of}>{asOf === null ? t('programme.reported', texts) : t('programme.reportedOn', { ...texts, day: format.date(asOf) })}</span>;
          })}
        {figures.belowConsent > 0 && <span>{t('programme.below', { count: number(figures.belowConsent) as never })}</span>}
      </p>
    </>
  );
}
