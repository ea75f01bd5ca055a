import i18next from 'i18next';
import { type CSSProperties, lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '#contract/alarms';
import type { WallView } from '#contract/walls';
import { useSettings } from '../api/settings.ts';
import { useDrift, useNewBuild } from '../director/endurance.ts';
import { useDirector } from '../director/use-director.ts';
import { addRoom } from '../i18n/i18n.ts';
import { useLiveUpdates } from '../shell/live-updates.ts';
import { showTheme } from '../ui/theme.ts';
import { useThrottled } from '../wall-map/use-throttled.ts';
import type { WallPick } from '../wall-map/wall-map.tsx';
import { AlarmBand } from './alarm-band.tsx';
import { useAlarmSound } from './alarm-sound.ts';
import { addressOfWall, isRefused, scenesOf, useWallAlarms, useWallPicture, useWallScenes, useWallUpdates, useWallView, type WallAddress } from './api.ts';
import { Band } from './band.tsx';
import { layoutWall } from './layout.ts';
import { MapStage } from './map-stage.tsx';
import { wallMessages } from './messages.ts';
import { placeOf } from './panels/frame.tsx';
import { Panels } from './stage.tsx';
import { loadAcknowledgeDialog, useAcknowledgeKey } from './use-keys.ts';
import { useHandNear, useReducedMotion, useWindowSize } from './use-screen.ts';
import { useWallTime } from './wall-time.ts';
import { useWords } from './words.ts';
import './wall.css';

addRoom('wall', wallMessages);

const AcknowledgeDialog = lazy(loadAcknowledgeDialog);
const PairingPanel = lazy(() => import('./pairing.tsx'));

const HAND_MS = 5_000;
/** The map takes place, round and words of the picture, no figure that hurries. */
const GROUND_MS = 2_000;
const NO_ALARMS: readonly Alarm[] = [];

/** The wall of a command centre: `/wall`, `/wall?wall=3`, `/wall?token=…`; with lang=en in English. */
export default function WallPage() {
  const { t } = useTranslation('wall');
  const [address] = useState(() => addressOfWall(window.location.search));
  useAddressLanguage();
  const view = useWallView(address);
  if (isRefused(view.error)) {
    const why = view.error.type.endsWith('wall-link-bound')
      ? t('problem.bound')
      : view.error.type.endsWith('wall-link-revoked')
        ? t('problem.revoked')
        : view.error.type.endsWith('grid-not-found')
          ? t('problem.empty')
          : view.error.message;
    return <Refusal text={why} />;
  }
  if (view.data === undefined && view.failureReason) return <Refusal text={t('problem.other', { why: view.failureReason.message })} />;
  return <WallScreen view={view.data} {...address} />;
}

function WallScreen({ view, wall, token }: WallAddress & { view: WallView | undefined }) {
  const { t } = useTranslation('wall');
  useLiveUpdates();
  useWallUpdates();
  // A link has to be bound first; without one everything is asked for at once.
  const isReady = view !== undefined || token === null;
  const picture = useWallPicture(wall, isReady).data ?? null;
  const ground = useThrottled(picture, GROUND_MS);
  const scenes = scenesOf(useWallScenes(wall, isReady).data);
  const alarms = useShownAlarms(view);
  const director = useDirector({ scenes, alarms, room: view?.room ?? null, dwellS: view?.wall.dwellS ?? 12 });
  useNewBuild(view?.build, director);
  useDrift();
  const [pick, setPick] = useState<WallPick>(null);
  const size = useWindowSize();
  const isReduced = useReducedMotion();
  const theme = (view?.room.theme ?? view?.wall.theme) === 'day' ? 'light' : 'dark';
  const isStopped = useWallTime((time) => time.isStopped);
  const settings = useSettings().data;
  const words = useWords();
  const isHandNear = useHandNear(HAND_MS);
  const [isPairing, setPairing] = useState(false);
  const told = view?.room.version;
  // The first command of a phone says that it is connected.
  useEffect(() => {
    if (told !== undefined) setPairing(false);
  }, [told]);
  useEffect(() => showTheme(theme), [theme]);

  // Counts, not the figures themselves: boxes stay the same objects while knocks pour in, and what stands in them rests.
  const subdistricts = picture?.children?.items.length ?? 5;
  const kinds = Object.keys(picture?.coverage?.byKind ?? { a: 1, b: 1, c: 1, d: 1 }).length - 1;
  const domains = picture?.issues.byDomain.length ?? 6;
  const ranking = Math.max(3, ...(picture?.ranking.groups.map(({ items }) => items.length) ?? [5]));
  const layout = useMemo(
    () =>
      layoutWall({
        ...size,
        canvas: view?.wall.layout ?? 'auto',
        bezels: view?.wall.bezels ?? { columns: [], rows: [] },
        language: words.isEnglish ? 'en' : 'zh',
        counts: { subdistricts, kinds, domains, ranking },
      }),
    [size, view?.wall.layout, view?.wall.bezels, subdistricts, kinds, domains, ranking, words.isEnglish],
  );
  const waiting = alarms.filter(({ status, isBacklog }) => status === 'new' && !isBacklog);
  const shownAlarm = director.mode === 'alarm' ? director.alarm : null;
  const { asked, close } = useAcknowledgeKey(shownAlarm ?? waiting[0] ?? null, () => setPairing((is) => !is));
  const isMute = useAlarmSound(
    alarms,
    view?.wall.sound,
    useWallTime(({ nowMs }) => words.clock(new Date(nowMs).toISOString())),
  );
  const isLinked = view?.isLinked ?? false;
  return (
    <main className="wall" style={{ '--u': `${layout.u}px` } as CSSProperties}>
      <div className="w-stage" style={placeOf(layout.stage)} data-family={layout.family} data-mode={director.mode}>
        <Band at={layout.band} picture={picture} waiting={waiting} isShort={layout.family === 'portrait'} />
        <MapStage
          picture={ground}
          {...{ scenes, director, alarms, theme, isReduced, isStopped }}
          at={layout.map}
          u={layout.u}
          onPick={setPick}
          {...(wall === undefined ? {} : { wall })}
        />
        {picture && <Panels {...{ layout, picture, director, pick, wall }} />}
        {shownAlarm && (
          <AlarmBand
            at={layout.alarm}
            alarm={shownAlarm}
            others={waiting.filter(({ id }) => id !== shownAlarm.id).length}
            isLinked={isLinked}
            isMute={isMute}
            isShort={layout.family === 'portrait'}
          />
        )}
        {isPairing && (
          <Suspense>
            <PairingPanel wall={wall} onClose={() => setPairing(false)} />
          </Suspense>
        )}
        {isHandNear && !isPairing && settings && (
          <p className="w-tools">
            <button type="button" className="button" onClick={() => setPairing(true)}>
              {t('pair.title')} R
            </button>
            {isMute && <span>{t('enter')}</span>}
          </p>
        )}
      </div>
      {asked && isLinked && <LinkedNote onClose={close} />}
      {asked && !isLinked && (
        <Suspense>
          <AcknowledgeDialog alarm={asked} onClose={close} />
        </Suspense>
      )}
    </main>
  );
}

/** A screen that was opened by a link takes nothing on: the phone does. */
function LinkedNote({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('wall');
  return (
    <dialog open className="w-dialog" aria-label={t('alarm.dialog')}>
      <p>{t('alarm.linked')}</p>
      <button type="button" className="button" onClick={onClose}>
        {t('pair.close')}
      </button>
    </dialog>
  );
}

function Refusal({ text }: { text: string }) {
  const { t } = useTranslation('wall');
  return (
    <main className="wall w-refusal" role="alert">
      <h1>{t('problem.title')}</h1>
      <p>{text}</p>
    </main>
  );
}

/** Alarms as the wall's rules let them through. */
function useShownAlarms(view: WallView | undefined): readonly Alarm[] {
  const { data } = useWallAlarms(view);
  return useMemo(() => data?.items.filter(({ kind }) => view?.wall.alarms.kinds.includes(kind)) ?? NO_ALARMS, [data, view?.wall.alarms.kinds]);
}

/** The language of the address, without keeping it: a wall stands for itself. */
function useAddressLanguage(): void {
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search).get('lang');
    const language = asked === 'en' ? 'en' : asked === 'zh' || asked === 'zh-CN' ? 'zh-CN' : null;
    if (language === null || language === i18next.language) return;
    document.documentElement.lang = language;
    void i18next.changeLanguage(language);
  }, []);
}
