import { useTranslation } from 'react-i18next';
import type { Alarm } from '#contract/alarms';
import { useWords } from './words.ts';

const MINUTE_MS = 60_000;

export interface AlarmWords {
  /** The figure that is read from the back row: how late, how many, how long. */
  figure: string;
  /** What it is about. */
  title: string;
  place: string;
  owner: string;
  since: string;
}

/** The subdistrict and the smallest grid: what lies between is in the grid's own name. */
function placeOf({ gridNames, grid }: Alarm): string {
  const [first, last] = [gridNames[0], gridNames.at(-1)];
  return first === undefined ? (grid?.name ?? '') : first === last ? first : `${first} ${last}`;
}

/** An alarm in words, at a time of the server's clock. */
export function useAlarmWords(): (alarm: Alarm, nowMs: number) => AlarmWords {
  const { t } = useTranslation('wall');
  const words = useWords();
  const figureOf = ({ kind, dueAt, since, count, minutes }: Alarm, nowMs: number): string => {
    const dueMs = Date.parse(dueAt ?? since);
    if (kind === 'overdue') return t('alarm.overdue', { span: words.span(nowMs - dueMs) });
    if (kind === 'expiring') return dueMs > nowMs ? t('alarm.expiring', { span: words.span(dueMs - nowMs) }) : t('alarm.expired');
    if (kind === 'cluster') return t('alarm.cluster', { n: words.number(count ?? 0), span: words.span((minutes ?? 0) * MINUTE_MS) });
    return t('alarm.stall', { n: words.number(count ?? 0) });
  };
  return (alarm, nowMs) => ({
    figure: figureOf(alarm, nowMs),
    title: alarm.title ?? (alarm.uncovered === null ? t(`alarm.kinds.${alarm.kind}`) : t('alarm.uncovered', { n: words.number(alarm.uncovered) })),
    place: placeOf(alarm),
    owner: alarm.ownerUnit === null ? t('alarm.noOwner') : t('alarm.owner', { unit: alarm.ownerUnit }),
    since: t('alarm.since', { time: words.clock(alarm.since), span: words.span(nowMs - Date.parse(alarm.since)) }),
  });
}

export type LevelKey = 1 | 2 | 3 | 4;
export function levelOf({ level }: Pick<Alarm, 'level'>): LevelKey {
  return Math.min(4, Math.max(1, level)) as LevelKey;
}

/** Keys of the levels' words in the messages. */
export const LEVEL_WORDS = { 1: 'one', 2: 'two', 3: 'three', 4: 'four' } as const satisfies Record<LevelKey, string>;
