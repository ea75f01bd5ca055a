import { useTranslation } from 'react-i18next';
import type { RankingGroup, WallPicture } from '#contract/walls';
import { LatenessMark } from '../../issues/lateness-mark.tsx';
import type { PanelBox } from '../layout.ts';
import { useWallTime } from '../wall-time.ts';
import { useWords } from '../words.ts';
import { cut, More, WallPanel } from './frame.tsx';

/** The longest overdue: what, how long, where, who answers for it. */
export function LongestPanel({ at, issues }: { at: PanelBox; issues: WallPicture['issues'] }) {
  const { t } = useTranslation('wall');
  const overdue = (issues.byLateness.overdue_long ?? 0) + (issues.byLateness.overdue ?? 0);
  const { shown, rest } = cut(issues.longest, at.rows, overdue);
  return (
    <WallPanel name="longest" at={at} title={t('longest.title')} note={<More rest={rest} of={t('longest.unit')} />} asOf={issues.asOf}>
      {shown.length === 0 && <p className="w-empty">{t('longest.none')}</p>}
      <ul className="w-twos">
        {shown.map(({ id, title, lateness, dueAt, placeName, grid, unitName }) => (
          <li key={id}>
            <LatenessMark lateness={lateness ?? 'unknown'} />
            <b className="w-name">{title}</b>
            <b className="w-end">{dueAt !== null && <Late dueAt={dueAt} />}</b>
            <span className="w-name">{grid?.name ?? placeName ?? ''}</span>
            <span className="w-end w-name">{unitName ?? ''}</span>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}

/** How long ago a deadline was: the one thing here that moves with the clock. */
function Late({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  return t('longest.late', { span: useWallTime(({ nowMs }) => words.span(nowMs - Date.parse(dueAt))) });
}

/** In time of what was due, like with like. `turn` says which group's turn it is where there are several. */
export function RankingPanel({ at, ranking, turn }: { at: PanelBox; ranking: WallPicture['ranking']; turn: number }) {
  const { t } = useTranslation('wall');
  const groups = ranking.groups.filter(({ items, due }) => items.length > 0 && due > 0);
  const group = groups[turn % Math.max(1, groups.length)];
  if (group === undefined) {
    return (
      <WallPanel name="ranking" at={at} title={t('ranking.title', { group: '' })} asOf={ranking.asOf}>
        <p className="w-empty">{t('ranking.none')}</p>
      </WallPanel>
    );
  }
  const { shown, rest } = cut(group.items, at.rows);
  return (
    <WallPanel name="ranking" at={at} title={t('ranking.title', { group: group.group })} note={<More rest={rest} of={t('ranking.unit')} />} asOf={ranking.asOf}>
      <Ranks items={shown} />
    </WallPanel>
  );
}

/** Like the stalled grids: words in the row, no heads of columns. */
function Ranks({ items }: { items: readonly RankingGroup['items'][number][] }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  return (
    <ol className="w-rows">
      {items.map(({ rank, name, inTime, due, rate }) => (
        <li key={name}>
          <span className="w-rank">{rank}</span>
          <span className="w-name">{name}</span>
          <span className="w-of w-quiet">{t('ranking.of', { part: words.number(inTime), whole: words.number(due) })}</span>
          <b className="w-rate">{words.rate(rate)}</b>
        </li>
      ))}
    </ol>
  );
}
