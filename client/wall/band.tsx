import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '#contract/alarms';
import type { WallPicture } from '#contract/walls';
import { liveNow, liveState } from '../api/live.ts';
import { useSettings } from '../api/settings.ts';
import { levelOf } from './alarm-words.ts';
import { useDelay } from './api.ts';
import type { WallLayout } from './layout.ts';
import { LevelMark } from './level-mark.tsx';
import { placeOf } from './panels/frame.tsx';
import { useWallTime } from './wall-time.ts';
import { useWords } from './words.ts';

interface BandProps {
  at: WallLayout['band'];
  picture: WallPicture | null;
  /** New alarms that no tour shows: they are counted here until somebody takes them on. */
  waiting: readonly Alarm[];
  isShort: boolean;
}

/** The title band: whose wall, which round and day; whether what is shown is true; date and clock. */
export function Band({ at, picture, waiting, isShort }: BandProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const { data: settings } = useSettings();
  const name =
    (words.isEnglish && picture?.grid.level === 1 ? picture.district.nameEn : (picture?.grid.shortName ?? picture?.grid.name)) ?? settings?.district.name ?? '';
  const worst = waiting.map(levelOf).sort()[0] ?? 4;
  const round = picture?.round;
  // Behind the name, unless a seam lies in between.
  const isJoined = at.round.y === at.name.y && at.round.x === at.name.x + at.name.width;
  const alarms = waiting.length > 0 && (
    <span className="w-waiting">
      <LevelMark level={worst} /> {t('status.alarms', { n: words.number(waiting.length) })}
    </span>
  );
  const told = (
    <p className="w-round">
      {picture && (round ? <span>{round.name}</span> : <span>{t('noRound')}</span>)}
      {round?.dayNumber != null && <span>{t('day', { n: round.dayNumber })}</span>}
      {isShort && <Connection asOf={picture?.asOf ?? null} instead={alarms} />}
    </p>
  );
  return (
    <header className="w-band">
      <div className="w-whose" style={placeOf(isJoined ? { ...at.name, width: at.round.x + at.round.width - at.name.x } : at.name)}>
        <h1>{name && t('title', { name })}</h1>
        {isJoined && told}
      </div>
      {!isJoined && <div style={placeOf(at.round)}>{told}</div>}
      <div className="w-status" style={placeOf(at.status)}>
        {!isShort && alarms}
        {!isShort && <Connection asOf={picture?.asOf ?? null} />}
        <Clock isShort={isShort} />
      </div>
    </header>
  );
}

/** instead: what stands beside the dot while all is well, where there is no room for more words. */
function Connection({ asOf, instead }: { asOf: string | null; instead?: ReactNode }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const delayMs = useDelay();
  const isOld = useWallTime((time) => time.isOld);
  const age = useWallTime((time) => (asOf === null || !time.isOld ? '' : words.age(time.nowMs - Date.parse(asOf))));
  const isLost = useWallTime(() => liveState().line === 'lost');
  if (asOf === null) return <span className="w-connection">{t('status.waiting')}</span>;
  if (isOld) {
    return (
      <span className="w-connection w-lost" role="status">
        <svg viewBox="0 0 14 13" aria-hidden="true">
          <path d="M7 .5 13.5 12.5H.5Z" fill="var(--level-2)" />
        </svg>
        {t(isLost ? 'status.lost' : 'status.stopped', { time: words.clock(asOf), age })}
      </span>
    );
  }
  return (
    <span className="w-connection" role="status">
      <span className="w-dot" />
      {instead || (delayMs === null ? t('status.now') : t('status.live', { s: (delayMs / 1000).toFixed(1) }))}
    </span>
  );
}

/** Date and time of the district, by the server's clock. The seconds are quieter than the rest. */
function Clock({ isShort }: { isShort: boolean }) {
  const { i18n } = useTranslation();
  const { data: settings } = useSettings();
  const timeZone = settings?.timeZone;
  const shown = useRef<{ day: HTMLSpanElement | null; minute: HTMLElement | null; second: HTMLElement | null }>({ day: null, minute: null, second: null });
  const format = useMemo(() => {
    const zone = timeZone ? { timeZone } : {};
    return {
      date: new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'zh-CN', { month: 'short', day: 'numeric', ...zone }),
      weekday: new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'zh-CN', { weekday: i18n.language === 'en' ? 'short' : 'long', ...zone }),
      time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', ...zone }),
    };
  }, [i18n.language, timeZone]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    // The texts themselves, past React: a second must cost two digits and nothing else.
    const tick = (): void => {
      const at = Date.parse(liveNow());
      const [hours = '', minutes = '', seconds = ''] = format.time.format(at).split(':');
      const { day, minute, second } = shown.current;
      write(day, `${format.date.format(at)} ${format.weekday.format(at)}`);
      write(minute, `${hours}:${minutes}`);
      write(second, `:${seconds}`);
      timer = setTimeout(tick, 1000 - (at % 1000));
    };
    tick();
    return () => clearTimeout(timer);
  }, [format]);
  return (
    <>
      {!isShort && (
        <span
          ref={(element) => {
            shown.current.day = element;
          }}
        />
      )}
      <time className="w-clock">
        <b
          ref={(element) => {
            shown.current.minute = element;
          }}
        />
        <span
          ref={(element) => {
            shown.current.second = element;
          }}
        />
      </time>
    </>
  );
}

function write(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
