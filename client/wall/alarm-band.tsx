import { useTranslation } from 'react-i18next';
import type { Alarm } from '#contract/alarms';
import { LEVEL_WORDS, levelOf, useAlarmWords } from './alarm-words.ts';
import type { Box } from './layout.ts';
import { LevelMark } from './level-mark.tsx';
import { placeOf } from './panels/frame.tsx';
import { useWallTime } from './wall-time.ts';
import { useWords } from './words.ts';

interface AlarmBandProps {
  at: Box;
  alarm: Alarm;
  /** Further new ones that wait for a name. */
  others: number;
  /** The screen only reads: it is acknowledged elsewhere. */
  isLinked: boolean;
  /** The browser waits for a touch before the alarm can be heard. */
  isMute: boolean;
  isShort: boolean;
}

/** An alarm that holds the wall: level by shape, word and number, what, where, who answers, since when, and whether somebody has taken it on. It stands still. */
export function AlarmBand({ at, alarm, others, isLinked, isMute, isShort }: AlarmBandProps) {
  const { t } = useTranslation('wall');
  const nowMs = useWallTime((time) => time.nowMs);
  const words = useWords();
  const told = useAlarmWords()(alarm, nowMs);
  const level = levelOf(alarm);
  const taken = alarm.acknowledged;
  const state = taken
    ? t('alarm.acknowledged', { name: taken.name ?? taken.unitName ?? t('alarm.someone'), time: words.clock(taken.at) })
    : t(isLinked ? 'alarm.unacknowledgedLinked' : 'alarm.unacknowledged');
  return (
    <section className={isShort ? 'w-alarm w-alarm-short' : 'w-alarm'} style={placeOf(at)} role="alert" aria-label={t('alarm.label')} data-level={level}>
      <p className="w-alarm-head">
        <LevelMark level={level} />
        <b className={`w-alarm-big w-level-${level}`}>{told.figure}</b>
        <span className="w-alarm-word">
          {t(`alarm.levels.${LEVEL_WORDS[level]}`)} {t(`alarm.kinds.${alarm.kind}`)}
        </span>
      </p>
      <p className="w-alarm-what">
        <b className="w-name">{told.title}</b>
        <span className="w-name">{told.place}</span>
      </p>
      <p className="w-alarm-who">
        <span className="w-name">{told.owner}</span>
        {/* How late it is stands above: the room is the owner's name's. */}
        {!isShort && alarm.kind !== 'overdue' && <span>{told.since}</span>}
        <b className={taken ? '' : 'w-alarm-open'}>{state}</b>
        {/* How many wait stands in the title too; that nobody hears this one, nowhere else. */}
        {isMute ? <span>{t('enter')}</span> : others > 0 && !isShort && <span>{t('alarm.others', { n: words.number(others) })}</span>}
      </p>
    </section>
  );
}
