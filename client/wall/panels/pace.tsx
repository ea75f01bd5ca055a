import { useTranslation } from 'react-i18next';
import type { WallPicture } from '#contract/walls';
import type { PanelBox } from '../layout.ts';
import { useWords } from '../words.ts';
import { Bars } from './bars.tsx';
import { Figure, WallPanel } from './frame.tsx';

interface PaceProps {
  at: PanelBox;
  pace: WallPicture['pace'];
  endsOn: string | null;
  u: number;
}

const DAY_FROM = 8;

/** Whether the round ends in time: doors opened for the first time per day against what each day needs, and when that comes to an end. */
export function PacePanel({ at, pace, endsOn, u }: PaceProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  if (pace === null) return null;
  const { state, finish } = pace.forecast;
  const needed = pace.neededPerWorkingDay;
  const isLate = finish !== null && endsOn !== null && finish > endsOn;
  return (
    <WallPanel
      name="pace"
      at={at}
      title={t('pace.title')}
      figure={<Figure value={words.number(pace.covered.at(-1) ?? 0)} unit={t('pace.unit')} />}
      asOf={pace.asOf}
    >
      <p className="w-row">
        <b className={isLate || state === 'never' ? 'w-name w-late-word' : 'w-name'}>
          {t(`pace.states.${state}`, { day: finish === null ? '' : words.date(finish) })}
        </b>
        {endsOn !== null && <span className="w-of w-quiet">{t('pace.ends', { day: words.date(endsOn) })}</span>}
      </p>
      <Bars
        bars={pace.covered.map((value, index) => ({ name: (pace.days[index] ?? '').slice(DAY_FROM), value, told: words.number(value) }))}
        width={at.width / u}
        goal={needed}
      />
      {needed !== null && (
        <p className="w-row w-quiet">
          <span className="w-goal-mark" />
          <span className="w-name">{t('pace.needed')}</span>
          <span className="w-of">{t('pace.perDay', { n: words.number(Math.ceil(needed)) })}</span>
        </p>
      )}
    </WallPanel>
  );
}
