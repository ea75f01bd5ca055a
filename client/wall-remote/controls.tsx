import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemoteView, WallRoom, WallScene } from '#contract/walls';
import { beatOfRoom, sceneAt, startTour, tourAfter } from '../director/tour.ts';
import { useFormat } from '../ui/use-format.ts';
import { useTitle } from '../wall-map/use-title.ts';
import { AlarmCard } from './alarm-card.tsx';
import { useCommand, useRemoteScenes } from './api.ts';

const STEP_MS = 500;

/** Which scene the room stands at, by its beat: the same arithmetic as on its walls. */
export function roomIndex(room: WallRoom, keys: readonly string[], nowMs: number): number {
  const dwellMs = room.dwellS * 1000;
  return sceneAt(
    tourAfter(tourAfter(startTour(nowMs, dwellMs), { type: 'room', room: beatOfRoom(room) }, nowMs), { type: 'scenes', keys, dwellMs }, nowMs),
    nowMs,
  );
}

/** Big buttons of the tour, its scenes, the theme, and the alarm that waits for a name. */
export function Controls({ remote, onLeave }: { remote: RemoteView; onLeave: () => void }) {
  const { t } = useTranslation('wallRemote');
  const format = useFormat();
  const command = useCommand();
  const scenes = useRemoteScenes(remote.wall.id).data?.items ?? [];
  const nowMs = useServerNow(remote.nowMs);
  const { room, wall } = remote;
  const isPaused = room.pausedAtMs !== null && (room.resumesAtMs === null || nowMs < room.resumesAtMs);
  const at = roomIndex(
    room,
    scenes.map(({ key }) => key),
    nowMs,
  );
  const state =
    room.heldAtMs !== null
      ? t('heldByAlarm')
      : !isPaused
        ? t('running')
        : room.resumesAtMs === null
          ? t('paused')
          : t('pausedUntil', { time: format.time(new Date(room.resumesAtMs).toISOString()) });
  const tell = (what: Parameters<typeof command.mutate>[0]['command']): void => command.mutate({ command: what });
  return (
    <>
      <header className="remote-head">
        <h1>{t('title')}</h1>
        <p>
          {t('room', { room: room.name, n: Math.max(1, remote.walls.length) })}　{state}
        </p>
      </header>
      <AlarmCard grid={wall.grid.code} nowMs={nowMs} />
      <div className="remote-steps">
        <button type="button" onClick={() => tell({ do: 'previous' })}>
          {t('previous')}
        </button>
        <button type="button" className="remote-main" aria-pressed={isPaused} onClick={() => tell({ do: isPaused ? 'resume' : 'pause' })}>
          {t(isPaused ? 'resume' : 'pause')}
        </button>
        <button type="button" onClick={() => tell({ do: 'next' })}>
          {t('next')}
        </button>
      </div>
      {command.error && <p role="alert">{t('failed', { why: command.error.message })}</p>}
      <h2>{t('scenes')}</h2>
      <ol className="remote-scenes">
        {scenes.map((scene, index) => (
          <SceneButton key={scene.key} scene={scene} number={index + 1} isNow={index === at} onGo={() => tell({ do: 'scene', index })} />
        ))}
      </ol>
      <h2>{t('theme')}</h2>
      <div className="remote-steps">
        {(['dark', 'day', null] as const).map((theme) => (
          <button key={theme ?? 'set'} type="button" aria-pressed={room.theme === theme} onClick={() => tell({ do: 'theme', theme })}>
            {t(theme ?? 'asSet')}
          </button>
        ))}
      </div>
      <button type="button" className="remote-leave" onClick={onLeave}>
        {t('leave')}
      </button>
    </>
  );
}

function SceneButton({ scene, number, isNow, onGo }: { scene: WallScene; number: number; isNow: boolean; onGo: () => void }) {
  const title = useTitle(scene, null, null);
  return (
    <li>
      <button type="button" aria-current={isNow || undefined} onClick={onGo}>
        <span>{number}</span> {title}
      </button>
    </li>
  );
}

/** The server's clock, going on between two answers. */
function useServerNow(answeredMs: number): number {
  const [aheadMs, setAhead] = useState(() => answeredMs - Date.now());
  const [now, setNow] = useState(Date.now);
  useEffect(() => setAhead(answeredMs - Date.now()), [answeredMs]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now + aheadMs;
}
