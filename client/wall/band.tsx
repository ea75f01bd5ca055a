import { useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WallPicture } from '#contract/walls';
import { liveNow, useLiveState } from '../api/live.ts';
import { useSettings } from '../api/settings.ts';
import type { WallLayout } from './layout.ts';
import { isStale, placeOf, WallTime } from './panels/frame.tsx';
import { useWords } from './words.ts';

interface BandProps {
  at: WallLayout['band'];
  picture: WallPicture | null;
  /** How long the newest event took to the screen; null before the first. */
  delayMs: number | null;
  /** New alarms that no tour shows: they are counted here until somebody takes them on. */
  waiting: number;
  isShort: boolean;
}

/** The title band: whose wall, which round and day; whether what is shown is true; date and clock. */
export function Band({ at, picture, delayMs, waiting, isShort }: BandProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const { data: settings } = useSettings();
  const name =
    (words.isEnglish && picture?.grid.level === 1 ? picture.district.nameEn : (picture?.grid.shortName ?? picture?.grid.name)) ?? settings?.district.name ?? '';
  const round = picture?.round;
  // Behind the name, unless a seam lies in between.
  const isJoined = at.round.y === at.name.y && at.round.x === at.name.x + at.name.width;
  const told = (
    <p className="w-round">
      {picture && (round ? <span>{round.name}</span> : <span>{t('noRound')}</span>)}
      {round?.dayNumber != null && <span>{t('day', { n: round.dayNumber })}</span>}
      {isShort && <Connection asOf={picture?.asOf ?? null} delayMs={delayMs} />}
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
        {!isShort && waiting > 0 && <span className="w-waiting">{t('status.alarms', { n: words.number(waiting) })}</span>}
        {!isShort && <Connection asOf={picture?.asOf ?? null} delayMs={delayMs} />}
        <Clock isShort={isShort} />
      </div>
    </header>
  );
}

function Connection({ asOf, delayMs }: { asOf: string | null; delayMs: number | null }) {
  const { t } = useTranslation('wall');
  const { nowMs, isStopped } = useContext(WallTime);
  const live = useLiveState();
  const words = useWords();
  if (asOf === null) return <span className="w-connection">{t('status.waiting')}</span>;
  const ageMs = nowMs - Date.parse(asOf);
  if (isStopped || isStale(asOf, nowMs)) {
    return (
      <span className="w-connection w-lost" role="status">
        <svg viewBox="0 0 14 13" aria-hidden="true">
          <path d="M7 .5 13.5 12.5H.5Z" fill="var(--level-2)" />
        </svg>
        {t(live.line === 'lost' ? 'status.lost' : 'status.stopped', { time: words.clock(asOf), age: words.age(ageMs) })}
      </span>
    );
  }
  return (
    <span className="w-connection" role="status">
      <span className="w-dot" />
      {delayMs === null ? t('status.now') : t('status.live', { s: (delayMs / 1000).toFixed(1) })}
    </span>
  );
}

/** Date and time of the district, by the server's clock. The seconds are quieter than the rest. */
function Clock({ isShort }: { isShort: boolean }) {
  const { i18n } = useTranslation();
  const { data: settings } = useSettings();
  const timeZone = settings?.timeZone;
  const [now, setNow] = useState(() => Date.parse(liveNow()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const at = Date.parse(liveNow());
      setNow(at);
      timer = setTimeout(tick, 1000 - (at % 1000));
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  const format = useMemo(() => {
    const zone = timeZone ? { timeZone } : {};
    return {
      date: new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'zh-CN', { month: 'short', day: 'numeric', ...zone }),
      weekday: new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'zh-CN', { weekday: i18n.language === 'en' ? 'short' : 'long', ...zone }),
      time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', ...zone }),
    };
  }, [i18n.language, timeZone]);
  const [hours = '', minutes = '', seconds = ''] = format.time.format(now).split(':');
  return (
    <>
      {!isShort && (
        <span>
          {format.date.format(now)} {format.weekday.format(now)}
        </span>
      )}
      <time className="w-clock">
        <b>
          {hours}:{minutes}
        </b>
        <span>:{seconds}</span>
      </time>
    </>
  );
}
