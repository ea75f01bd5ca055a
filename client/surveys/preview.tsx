import { useTranslation } from 'react-i18next';
import type { Alley } from '#contract/alleys';
import { type NeedInterval, stateOf } from '#geodata/standards/need';
import { FAILS_FROM, STANDARDS, type Standard } from '#geodata/standards/standards';
import './surveys.css';

interface PreviewProps {
  /** Of the standards the survey speaks of. */
  preview: Partial<Record<Standard, NeedInterval>>;
  /** What is known of the others. */
  before: Alley['needs'];
}

/** 平明畅齐景 as the alley will stand once the survey is in: the letter, the need as a bar that is hatched where it is open, and in words. */
export function Preview({ preview, before }: PreviewProps) {
  const { t } = useTranslation(['surveys', 'alleys']);
  return (
    <section className="survey-preview" aria-label={t('preview.title')}>
      <ul>
        {STANDARDS.map((standard) => {
          const said = preview[standard];
          const known = before[standard];
          const need = said ?? (known === undefined || known.source === 'none' ? null : known);
          const state = need === null ? 'unknown' : stateOf(standard, need);
          return (
            <li key={standard} data-standard={standard} data-said={said !== undefined || undefined}>
              <span className={`survey-letter condition-${state}`} aria-hidden="true">
                {t(`alleys:letters.${standard}`)}
              </span>
              <span className="visually-hidden">{t(`alleys:standards.${standard}`)}</span>
              <NeedTrack need={need} failsFrom={FAILS_FROM[standard]} />
              <small>{need === null ? t('preview.none') : <NeedWords need={need} />}</small>
              {said === undefined && need !== null ? <small className="survey-before">{t('preview.now')}</small> : null}
              <span className="visually-hidden">{need === null ? '' : t(`preview.${state}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function NeedWords({ need: { min, max } }: { need: NeedInterval }) {
  const { t } = useTranslation('surveys');
  const [low, high] = [String(Math.round(min)), String(Math.round(max))];
  return <>{low === high ? t('preview.need', { value: low }) : t('preview.between', { min: low, max: high })}</>;
}

function NeedTrack({ need, failsFrom }: { need: NeedInterval | null; failsFrom: number }) {
  const { min, max } = need ?? { min: 0, max: 100 };
  return (
    <span className="survey-track" aria-hidden="true">
      <i className="survey-known" style={{ width: `${min}%` }} />
      {max - min > 0.5 ? <i className="survey-open" style={{ left: `${min}%`, width: `${max - min}%` }} /> : null}
      <i className="survey-threshold" style={{ left: `${failsFrom}%` }} />
    </span>
  );
}
