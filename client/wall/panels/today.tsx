import { useTranslation } from 'react-i18next';
import type { WallPicture } from '#contract/walls';
import type { PanelBox } from '../layout.ts';
import { useWords } from '../words.ts';
import { Bars } from './bars.tsx';
import { Figure, WallPanel } from './frame.tsx';

interface TodayProps {
  at: PanelBox;
  today: WallPicture['today'];
}

/** Knocks of today and what came of them; where there is one line only, those who were met, and the days before. */
export function TodayPanel({ at, today, pace, isFull }: TodayProps & { pace: WallPicture['pace']; isFull: boolean }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  if (today === null) return null;
  const { byOutcome } = today;
  const count = (outcome: keyof typeof byOutcome): number => byOutcome[outcome] ?? 0;
  const parts = [
    { name: t('today.met'), n: count('visited') },
    { name: t('today.home'), n: count('nobody_home') },
    { name: t('today.appointment'), n: count('appointment') },
    { name: t('today.other'), n: count('refused') + count('vacant') + count('unreachable') },
  ];
  return (
    <WallPanel name="today" at={at} title={t('today.title')} figure={<Figure value={words.number(today.visits)} unit={t('today.unit')} />} asOf={today.asOf}>
      <ul className={isFull ? 'w-pairs w-pairs-uneven' : 'w-line'}>
        {parts.slice(0, isFull ? 4 : 1).map(({ name, n }) => (
          <li key={name}>
            <span className="w-name">{name}</span>
            <span className="w-count">{words.number(n)}</span>
          </li>
        ))}
        {!isFull && pace && (
          <>
            <li className="w-spark">
              <Spark values={pace.visits} label={t('today.days', { n: pace.visits.length })} />
            </li>
            <li>
              <span className="w-name">{t('today.yesterday')}</span>
              <span className="w-count">{words.number(pace.visits.at(-2) ?? 0)}</span>
            </li>
          </>
        )}
      </ul>
    </WallPanel>
  );
}

/** Days in a line, today lighter: whether it goes up or down is all it says. */
function Spark({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(1, ...values);
  return (
    <span className="w-spark-bars" role="img" aria-label={label}>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
        <span key={index} className={index === values.length - 1 ? 'w-hour-now' : ''} style={{ height: `${(value / most) * 100}%` }} />
      ))}
    </span>
  );
}

/** Knocks by hour. */
export function HourlyPanel({ at, today, u }: TodayProps & { u: number }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  if (today === null) return null;
  const { byHour } = today;
  return (
    <WallPanel name="hourly" at={at} title={t('hourly.title')} asOf={today.asOf}>
      {byHour.length === 0 && <p className="w-empty">{t('hourly.none')}</p>}
      <Bars
        bars={byHour.map(({ hour, visits }) => ({ name: String(hour).padStart(2, '0'), value: visits, told: words.number(visits) }))}
        width={at.width / u}
      />
    </WallPanel>
  );
}
