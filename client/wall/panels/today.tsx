import { useTranslation } from 'react-i18next';
import type { WallPicture } from '#contract/walls';
import type { PanelBox } from '../layout.ts';
import { useWords } from '../words.ts';
import { Figure, WallPanel } from './frame.tsx';

interface TodayProps {
  at: PanelBox;
  today: WallPicture['today'];
}

/** Knocks of today and what came of them: the first three outcomes in one line, or all of them where there is room for two. */
export function TodayPanel({ at, today, isFull }: TodayProps & { isFull: boolean }) {
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
        {parts.slice(0, isFull ? 4 : 3).map(({ name, n }) => (
          <li key={name}>
            <span className="w-name">{name}</span>
            <span className="w-count">{words.number(n)}</span>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}

/** Width an hour's figure needs, in u: narrower bars name the highest hour and the last one only. */
const FIGURE_U = 50;

/** Knocks by hour; the hour that still runs is lighter. */
export function HourlyPanel({ at, today, u }: TodayProps & { u: number }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  if (today === null) return null;
  const { byHour } = today;
  const most = Math.max(1, ...byHour.map(({ visits }) => visits));
  const isRoomy = at.width / u / Math.max(1, byHour.length) >= FIGURE_U;
  const step = Math.ceil((byHour.length * 36) / (at.width / u));
  const highest = byHour.findIndex(({ visits }) => visits === most);
  return (
    <WallPanel name="hourly" at={at} title={t('hourly.title')} asOf={today.asOf}>
      {byHour.length === 0 && <p className="w-empty">{t('hourly.none')}</p>}
      <ol className="w-hours">
        {byHour.map(({ hour, visits }, index) => {
          const isLast = index === byHour.length - 1;
          const isNamed = isRoomy || index === highest || (isLast && byHour.length - 1 - highest > 1);
          return (
            <li key={hour}>
              <span className="w-hour-figure">{isNamed && visits > 0 ? words.number(visits) : ''}</span>
              <span className={isLast ? 'w-hour-bar w-hour-now' : 'w-hour-bar'} style={{ flexGrow: visits / most }} />
              <span className="w-hour-rest" style={{ flexGrow: 1 - visits / most }} />
              <span className="w-hour-name">{(byHour.length - 1 - index) % step === 0 ? String(hour).padStart(2, '0') : ''}</span>
            </li>
          );
        })}
      </ol>
    </WallPanel>
  );
}
