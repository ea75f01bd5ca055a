import { memo, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TileLayer } from '#contract/tiles';
import type { WallPicture } from '#contract/walls';
import { useGridColumns, useLayerState } from '../api/layer-state.ts';
import { useSettings } from '../api/settings.ts';
import { levelRanges } from '../map/shown-level.ts';
import { type ThemeName, themes } from '../tokens.ts';
import { clearOf, FILL_PX } from '../wall-map/frame.ts';
import { ownGrid, useArea } from '../wall-map/own-area.ts';
import { drawStill, type Still } from './draw-still.ts';
import type { Box } from './layout.ts';
import { frameOf } from './still-tiles.ts';
import { useStillTiles } from './use-still-tiles.ts';
import './still.css';

export interface StillMapProps {
  picture: WallPicture | null;
  theme: ThemeName;
  at: Box;
  u: number;
  /** It is on the screen. */
  onShown?: () => void;
}

const LAYERS: readonly TileLayer[] = ['grids-1', 'grids-2', 'grids-3', 'grids-4', 'green', 'roads', 'water'];

/** A still picture of the whole of a wall's grid, in the place and the colours the moving map begins with. Drawn by the processor: a small thing for it, and no shader has to be made. */
export const StillMap = memo(function StillMap({ picture, theme, at: { width, height }, u, onShown }: StillMapProps) {
  const { t, i18n } = useTranslation('wall');
  const canvas = useRef<HTMLCanvasElement>(null);
  const isEnglish = i18n.language === 'en';
  const settings = useSettings().data;
  // Of the round the figures are of: asked for before that is known, they would come twice.
  const grids = useGridColumns(picture?.round?.code ?? null, picture !== null).data;
  const own = ownGrid(picture);
  const area = useArea(own);
  const issues = useLayerState('issues', own === null ? {} : { grid: own }, picture !== null).data ?? null;
  const [west, south, east, north] = picture?.grid.bbox ?? [];
  const frame = useMemo(() => {
    if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
    return frameOf([west, south, east, north], { width, height }, clearOf(width, u, isEnglish));
  }, [west, south, east, north, width, height, u, isEnglish]);
  const tiles = useStillTiles(LAYERS, frame?.bounds ?? null);
  const level = picture?.grid.level ?? 1;
  const still = useMemo((): Still | null => {
    if (frame === null || grids === undefined || tiles === null || settings === undefined || (own !== null && area === null)) return null;
    const fills = levelRanges(grids.level, grids.kind, settings.bbox, FILL_PX);
    return { frame, tiles, grids, issues, fills, breaks: settings.coverageBreaks, own, area, level, theme: themes[theme], u };
  }, [frame, tiles, grids, issues, settings, own, area, level, theme, u]);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (still === null || !context) return;
    const ratio = window.devicePixelRatio;
    [context.canvas.width, context.canvas.height] = [Math.round(still.frame.width * ratio), Math.round(still.frame.height * ratio)];
    context.scale(ratio, ratio);
    drawStill(context, still);
  }, [still]);
  const isReady = still !== null;
  useEffect(() => {
    if (!isReady || !onShown) return;
    // The frame after the one it is painted in.
    let request = requestAnimationFrame(() => {
      request = requestAnimationFrame(onShown);
    });
    return () => cancelAnimationFrame(request);
  }, [isReady, onShown]);
  return isReady ? <canvas className="w-still" ref={canvas} role="img" aria-label={t('plain.legend')} /> : null;
});
