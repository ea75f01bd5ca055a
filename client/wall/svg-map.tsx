import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WallPicture } from '#contract/walls';
import { useGridColumns, useLayerState } from '../api/layer-state.ts';
import { useSettings } from '../api/settings.ts';
import { coverageRates, coverageStep } from '../coverage/layers.ts';
import { LatenessMark } from '../issues/lateness-mark.tsx';
import { URGENCY } from '../issues/layers.ts';
import { type ThemeName, themes } from '../tokens.ts';
import type { Box } from './layout.ts';
import { type Bounds, mercator, pathsOf, type TilePaths, tilesOver, tileTransform } from './svg-tiles.ts';

interface SvgMapProps {
  picture: WallPicture | null;
  theme: ThemeName;
  at: Box;
  u: number;
}

const LEAST_ZOOM = { 'grids-1': 5, 'grids-2': 5, 'grids-4': 11, water: 8 } as const;
type Layer = keyof typeof LEAST_ZOOM;
const CLEAR_U = { top: 16, side: 24, bottom: 100 };
const MARK_U = { overdue_long: 34, overdue: 30, due_today: 26, scheduled: 18, in_term: 14, unknown: 14 } as const;

/** The map of a wall whose browser has no WebGL2: a still picture of the grids by coverage, names, open issues, and a legend. */
export function SvgMap({ picture, theme, at, u }: SvgMapProps) {
  const { t } = useTranslation('wall');
  const settings = useSettings().data;
  const bounds = picture?.grid.bbox ?? null;
  const code = picture?.grid.code;
  const grids = useGridColumns(picture?.round?.code ?? null).data;
  const issues = useLayerState('issues', { grid: code }, code !== undefined).data;
  const fills = useTiles('grids-4', bounds);
  const outlines = useTiles('grids-2', bounds);
  const water = useTiles('water', bounds);
  const rates = useMemo(() => (grids?.hasRound ? coverageRates(grids, 'reachable') : new Map<number, number | null>()), [grids]);
  const breaks = settings?.coverageBreaks ?? [];
  const colours = themes[theme];
  if (bounds === null) return <p className="w-empty w-map-wait">{t('plain.waiting')}</p>;
  const frame = frameOf(bounds, at, u);
  const fillOf = (id: number): string => {
    const rate = rates.get(id);
    return rate == null ? 'url(#w-unknown)' : (colours.ramp[coverageStep(rate, breaks)] as string);
  };
  const layer = (tiles: readonly TilePaths[] | undefined, className: string, fill: (id: number) => string) =>
    tiles?.map((tile) => (
      <g key={`${tile.x} ${tile.y}`} transform={tileTransform(tile, frame.corner, frame.world)} clipPath="url(#w-tile)" className={className}>
        {tile.paths.map(({ id, d }) => (
          <path key={id} d={d} fill={fill(id)} vectorEffect="non-scaling-stroke" />
        ))}
      </g>
    ));
  return (
    <>
      <svg className="w-svg-map" width={at.width} height={at.height} role="img" aria-label={t('plain.legend')}>
        <defs>
          <clipPath id="w-tile">
            <rect x="-2" y="-2" width="4100" height="4100" />
          </clipPath>
          <pattern id="w-unknown" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" fill={colours.hatchGround} />
            <rect width="2" height="7" fill={colours.hatch} />
          </pattern>
        </defs>
        {layer(fills, 'w-svg-grids', fillOf)}
        {layer(water, 'w-svg-water', () => colours.map.water)}
        {layer(outlines, 'w-svg-outlines', () => 'none')}
        {grids?.id.map((id, index) => {
          const [lon, lat, level] = [grids.lon[index], grids.lat[index], grids.level[index]];
          if (lon == null || lat == null || level !== (picture?.grid.level ?? 1) + 1 || !grids.code[index]) return null;
          const [x, y] = frame.place([lon, lat]);
          return (
            <text key={id} x={x} y={y} className="w-svg-name">
              {grids.shortName[index] ?? grids.name[index]}
            </text>
          );
        })}
        {[...URGENCY].reverse().flatMap((lateness) =>
          (issues?.id ?? []).map((id, index) => {
            if (issues?.lateness[index] !== lateness) return null;
            const [x, y] = frame.place([issues.lon[index] ?? 0, issues.lat[index] ?? 0]);
            const side = MARK_U[lateness] * u;
            return (
              <g key={id} transform={`translate(${x - side / 2} ${y - side / 2}) scale(${side / 16})`}>
                <LatenessMark lateness={lateness} />
              </g>
            );
          }),
        )}
      </svg>
      <div className="w-svg-foot">
        <p className="w-svg-legend">
          <span>{t('plain.legend')}</span>
          {colours.ramp.map((colour, index) => (
            <span key={colour} className="w-svg-step">
              <span style={{ background: colour }} />
              {index > 0 && <span className="w-svg-break">{Math.round((breaks[index - 1] ?? 0) * 100)}</span>}
            </span>
          ))}
          <span className="w-svg-hatch" />
          <span>{t('plain.unknown')}</span>
        </p>
        <p className="w-svg-notice">{t('plain.notice')}</p>
      </div>
    </>
  );
}

function useTiles(layer: Layer, bounds: Bounds | null): readonly TilePaths[] | undefined {
  return useQuery({
    queryKey: ['wall', 'tiles', layer, bounds],
    queryFn: async ({ signal }): Promise<TilePaths[]> => {
      const description = (await (await fetch(`/tiles/${layer}.json`, { signal })).json()) as { tiles: [string] };
      return Promise.all(
        tilesOver(bounds as Bounds, LEAST_ZOOM[layer]).map(async (address) => {
          const url = description.tiles[0].replace(/\{([xyz])\}/g, (_, name: 'x' | 'y' | 'z') => String(address[name]));
          const answer = await fetch(url, { signal });
          return pathsOf(new Uint8Array(answer.status === 200 ? await answer.arrayBuffer() : new ArrayBuffer(0)), layer, address);
        }),
      );
    },
    enabled: bounds !== null,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** The box of the grid as it lies in the map's box, with room for the legend. */
function frameOf(bounds: Bounds, at: Box, u: number) {
  const [left, top] = mercator([bounds[0], bounds[3]]);
  const [right, bottom] = mercator([bounds[2], bounds[1]]);
  const room = { width: at.width - 2 * CLEAR_U.side * u, height: at.height - (CLEAR_U.top + CLEAR_U.bottom) * u };
  const world = Math.min(room.width / (right - left), room.height / (bottom - top));
  const corner = [(left + right) / 2 - at.width / 2 / world, (top + bottom) / 2 - (CLEAR_U.top * u + room.height / 2) / world] as const;
  const place = (position: readonly [number, number]): [number, number] => {
    const [x, y] = mercator(position);
    return [(x - corner[0]) * world, (y - corner[1]) * world];
  };
  return { world, corner, place };
}
