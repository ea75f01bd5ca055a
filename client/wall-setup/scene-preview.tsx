import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TileLayer } from '#contract/tiles';
import { useGridColumns, useLayerState } from '../api/layer-state.ts';
import { useSettings } from '../api/settings.ts';
import { levelAt, levelRanges } from '../map/shown-level.ts';
import { useTheme } from '../ui/theme.ts';
import { drawStill, type Still } from '../wall/draw-still.ts';
import { frameOf } from '../wall/still-tiles.ts';
import { useStillTiles } from '../wall/use-still-tiles.ts';
import { FILL_PX } from '../wall-map/frame.ts';
import { type OwnCamera, viewOf } from './own-camera.ts';

const LAYERS: readonly TileLayer[] = ['grids-1', 'grids-2', 'grids-3', 'grids-4', 'green', 'roads', 'water'];
const SIZE = { width: 304, height: 190 };
const NO_EDGE = { top: 0, right: 0, bottom: 0, left: 0 };
/** Words on it are read at a desk: half as large as on a wall of 1080 lines. */
const U = 0.5;
/** Names are of the level below. */
const DISTRICT = 1;

/** What a scene will show, drawn from the district's own tiles and today's figures: grids by coverage, roads, water, names, open issues. */
export function ScenePreview({ camera }: { camera: OwnCamera }) {
  const { t } = useTranslation('wallSetup');
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const settings = useSettings().data;
  const grids = useGridColumns(null).data;
  const issues = useLayerState('issues', {}, true).data ?? null;
  const frame = useMemo(() => frameOf(viewOf(camera), SIZE, NO_EDGE), [camera]);
  const tiles = useStillTiles(LAYERS, frame.bounds);
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context || grids === undefined || tiles === null || settings === undefined) return;
    const fills = levelRanges(grids.level, grids.kind, settings.bbox, FILL_PX);
    // Names of what holds what is filled: here there is no room for more.
    const level = Math.max(DISTRICT, levelAt(fills, frame.zoom) - 2);
    const still: Still = { frame, tiles, grids, issues, fills, breaks: settings.coverageBreaks, own: null, area: null, level, theme, u: U };
    const ratio = window.devicePixelRatio;
    [context.canvas.width, context.canvas.height] = [Math.round(SIZE.width * ratio), Math.round(SIZE.height * ratio)];
    context.scale(ratio, ratio);
    drawStill(context, still);
  }, [frame, tiles, grids, issues, settings, theme]);
  return <canvas ref={canvas} className="scene-preview" style={SIZE} role="img" aria-label={t('own.picture')} />;
}
