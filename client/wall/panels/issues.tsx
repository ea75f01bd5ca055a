import { useTranslation } from 'react-i18next';
import { LATENESS } from '#contract/issues';
import type { WallPicture } from '#contract/walls';
import { LatenessMark } from '../../issues/lateness-mark.tsx';
import type { PanelBox } from '../layout.ts';
import { useWallTime } from '../wall-time.ts';
import { useWords } from '../words.ts';
import { cut, Figure, More, placeOf, WallPanel } from './frame.tsx';

interface IssuesProps {
  at: PanelBox;
  issues: WallPicture['issues'];
}

/** From what was heard to what was resolved. */
export function FunnelPanel({ at, issues }: IssuesProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const steps = [
    ...(issues.opinions === null ? [] : [{ key: 'opinions' as const, n: issues.opinions }]),
    { key: 'listed' as const, n: issues.total },
    { key: 'resolved' as const, n: issues.resolved },
  ];
  const most = Math.max(1, ...steps.map(({ n }) => n));
  return (
    <WallPanel name="funnel" at={at} title={t('funnel.title')} asOf={issues.asOf}>
      <ul className="w-funnel">
        {steps.map(({ key, n }) => (
          <li key={key}>
            <b>{words.number(n)}</b>
            <span className="w-funnel-step">
              <span>{t(`funnel.${key}`)}</span>
              <span className={`w-funnel-bar w-funnel-${key}`} style={{ width: `${(n / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <p className="w-row">
        <span className="w-name">{t('funnel.rate')}</span>
        <span className="w-of">{t('funnel.of', { part: words.number(issues.resolved), whole: words.number(issues.total) })}</span>
        <b className="w-second">{words.share(issues.resolved, issues.total)}</b>
      </p>
    </WallPanel>
  );
}

/** What is late, and what will be at the end of the working day: the two figures that are read from the back row. */
export function LatePanel({ at, issues, isShort = false }: IssuesProps & { isShort?: boolean }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const { byLateness, dueUntil } = issues;
  const long = byLateness.overdue_long ?? 0;
  const overdue = long + (byLateness.overdue ?? 0);
  const due = byLateness.due_today ?? 0;
  const until = useWallTime(({ nowMs }) => {
    const leftMs = dueUntil === null ? 0 : Date.parse(dueUntil) - nowMs;
    return dueUntil === null ? t('late.dayOff') : leftMs > 0 ? t('late.left', { span: words.span(leftMs) }) : t('late.over');
  });
  const dueWords = dueUntil === null ? t('late.dueToday') : t('late.due', { time: words.clock(dueUntil) });
  const isOld = useWallTime((time) => time.isOld);
  return (
    <section className={isOld ? 'w-panel w-late w-stale' : 'w-panel w-late'} style={placeOf(at)} data-panel="late">
      <span className={isOld ? 'w-stopped' : 'w-as-of'}>{t(isOld ? 'stopped' : 'asOf', { time: words.clock(issues.asOf) })}</span>
      <div>
        <p className={overdue > 0 ? 'w-alarm-figure w-level-1' : 'w-alarm-figure'}>
          <LatenessMark lateness={long > 0 ? 'overdue_long' : 'overdue'} />
          <b>{words.number(overdue)}</b>
        </p>
        {isShort ? (
          <p>{t('late.short', { n: words.number(long) })}</p>
        ) : (
          <>
            <p className="w-strong">{t('late.overdue')}</p>
            <p>{t('late.long', { n: words.number(long) })}</p>
          </>
        )}
      </div>
      <div>
        <p className={due > 0 ? 'w-alarm-figure w-level-3' : 'w-alarm-figure'}>
          <LatenessMark lateness="due_today" />
          <b>{words.number(due)}</b>
        </p>
        <p className={isShort ? '' : 'w-strong'}>{dueWords}</p>
        {!isShort && <p>{until}</p>}
      </div>
    </section>
  );
}

/** What is in hand by lateness: it is the legend of the marks on the map as well. */
export function LatenessPanel({ at, issues }: IssuesProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const shown = LATENESS.filter((lateness) => lateness !== 'unknown' || (issues.byLateness.unknown ?? 0) > 0);
  return (
    <WallPanel
      name="lateness"
      at={at}
      title={t('lateness.title')}
      figure={<Figure value={words.number(issues.open)} unit={t('lateness.unit')} />}
      asOf={issues.asOf}
    >
      <ul className="w-pairs">
        {shown.map((lateness) => (
          <li key={lateness}>
            <LatenessMark lateness={lateness} />
            <span className="w-name">{t(`lateShort.${lateness}`)}</span>
            <b className="w-count">{words.number(issues.byLateness[lateness] ?? 0)}</b>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}

/** Open issues by what they are about. */
export function DomainsPanel({ at, issues }: IssuesProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const open = issues.byDomain.filter(({ open: n }) => n > 0).sort((a, b) => b.open - a.open);
  const most = Math.max(1, ...open.map(({ open: n }) => n));
  const { shown, rest } = cut(open, at.rows);
  return (
    <WallPanel name="domains" at={at} title={t('domains.title')} note={<More rest={rest} of={t('domains.unit')} />} asOf={issues.asOf}>
      {shown.length === 0 && <p className="w-empty">{t('domains.none')}</p>}
      <ul className="w-rows w-barred w-domains">
        {shown.map(({ domain, name, nameEn, open: n }) => (
          <li key={domain}>
            <span className="w-name">{words.isEnglish ? (nameEn ?? name) : name}</span>
            <span className="w-track w-track-wide">
              <span style={{ width: `${(n / most) * 100}%` }} />
            </span>
            <b className="w-count">{words.number(n)}</b>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}
