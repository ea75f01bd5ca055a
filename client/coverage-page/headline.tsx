import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DenominatorName } from '../map/map-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { ForecastText, Rows, useRate } from './cells.tsx';
import { useDeskState } from './desk-state.ts';
import { type Line, shareOf } from './tree.ts';

interface HeadlineProps {
  line: Line;
  of: DenominatorName;
  stalled: number;
  onStalled: () => void;
}

/** The district (or what is selected) in six figures, each with its denominator, unit and time. */
export function Headline({ line, of, stalled, onStalled }: HeadlineProps) {
  const { t } = useTranslation('pace');
  const format = useFormat();
  const rate = useRate();
  const { tree, row } = line;
  const { part, whole } = shareOf(line, of);
  const isPast = useDeskState().desk.day !== null;
  const { window, campaign, workingDaysLeft } = tree;
  const perDay = tree.perWorkingDay[row] ?? null;
  const needed = tree.neededPerWorkingDay[row] ?? null;
  const until = campaign.endsOn === null ? t('head.noEnd') : t('head.ends', { day: format.date(campaign.endsOn), n: format.number(workingDaysLeft ?? 0) });
  return (
    <dl className="pace-headline">
      <Fact name={t('head.rate')} note={t('head.of', { part: format.number(part), whole: format.number(whole), name: t(`denominators.${of}`) })}>
        {format.share(part, whole)}
      </Fact>
      <Fact name={t('head.left')} note={until}>
        <Rows line={line} group="uncovered" count={tree.uncovered[row] ?? 0} isActive />
      </Fact>
      <Fact name={t(isPast ? 'day.new' : 'head.today')} note={t('head.visits', { n: format.number(tree.visitsToday[row] ?? 0) })}>
        {format.number(tree.coveredToday[row] ?? 0)}
      </Fact>
      <Fact
        name={t('head.pace')}
        note={window === null ? t('forecast.early') : t('head.window', { from: format.date(window.from), to: format.date(window.to) })}
      >
        {perDay === null ? '–' : rate(perDay)}
      </Fact>
      <Fact name={t('head.needed')} note={t('head.perDay')}>
        {needed === null ? '–' : rate(needed)}
      </Fact>
      <Fact name={t('head.forecast')} isWide>
        <ForecastText line={line} />
      </Fact>
      <Fact name={t('head.stalled')} note={t('head.stalledNote', { n: tree.stalledDays })}>
        <button type="button" className="pace-figure-button" disabled={stalled === 0} onClick={onStalled}>
          {format.number(stalled)}
        </button>
      </Fact>
    </dl>
  );
}

function Fact({ name, note, isWide = false, children }: { name: string; note?: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={isWide ? 'pace-fact pace-fact-wide' : 'pace-fact'}>
      <dt>{name}</dt>
      <dd>
        <span className="pace-figure">{children}</span>
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}
