import { lazy, memo, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { webglLimit } from '../map/webgl.ts';
import { WallMapFoot } from '../wall-map/map-foot.tsx';
import type { WallMapProps } from '../wall-map/wall-map.tsx';
import type { Box } from './layout.ts';
import { placeOf } from './panels/frame.tsx';
import { StillMap } from './still-map.tsx';

const WallMap = lazy(async () => ({ default: (await import('../wall-map/wall-map.tsx')).WallMap }));

/** As long as the still map takes to fade (still.css). */
const FADE_MS = 300;
/** A still map that has not come by then is no longer waited for. */
const PATIENCE_MS = 8_000;

/**
 * still: the grids are drawn as a still picture, by little more than the figures need; moving: below it the map that moves is being made, which takes a machine
 * without a graphics card seconds; fading: that one stands, in the same place and colours; live: it is alone, and the tour begins.
 * plain: this browser cannot draw it, the still picture stays.
 */
type Phase = 'still' | 'moving' | 'fading' | 'live' | 'plain';

type MapStageProps = Omit<WallMapProps, 'onDrawn' | 'isCovered' | 'widthPx'> & { at: Box };

/** The map of a wall: a true picture at once, the moving map when it is ready. It rests while the figures beside it move: what it draws of them it hears itself. */
export const MapStage = memo(function MapStage({ at, ...map }: MapStageProps) {
  const { t } = useTranslation('wall');
  const { picture, theme, u } = map;
  const [phase, setPhase] = useState<Phase>('still');
  // Asking for WebGL costs a context: not before there is something to look at.
  const begin = useCallback(() => {
    const next = webglLimit() === null ? 'plain' : 'moving';
    setPhase((now) => (now === 'still' ? next : now));
  }, []);
  const fade = useCallback(() => setPhase((now) => (now === 'moving' ? 'fading' : now)), []);
  useEffect(() => {
    if (phase !== 'still' && phase !== 'fading') return;
    const timer = phase === 'still' ? setTimeout(begin, PATIENCE_MS) : setTimeout(() => setPhase('live'), FADE_MS);
    return () => clearTimeout(timer);
  }, [phase, begin]);
  const foot = <WallMapFoot shows={picture?.round === null ? 'nothing' : 'far'} />;
  return (
    <div className="w-map" style={placeOf(at)} data-panel="map" data-phase={phase}>
      {phase === 'still' || phase === 'plain' ? (
        foot
      ) : (
        <Suspense fallback={foot}>
          <WallMap {...map} widthPx={at.width} onDrawn={fade} isCovered={phase !== 'live'} />
        </Suspense>
      )}
      {phase !== 'live' && <StillMap {...{ picture, theme, at, u }} onShown={begin} />}
      {phase === 'still' && picture === null && <p className="w-empty w-map-wait">{t('plain.waiting')}</p>}
      {phase === 'plain' && <p className="w-still-notice">{t('plain.notice')}</p>}
    </div>
  );
});
