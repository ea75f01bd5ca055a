import { type CSSProperties, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlleyDetail, DarkStretches, LineFaults } from '#contract/alleys';
import type { Issue } from '#contract/issues';
import type { Work } from '#contract/works';
import { type Plan, pathOf, planOf } from '../surveys/line-plan.ts';
import { themes } from '../tokens.ts';
import { useWorkTypes } from '../works/api.ts';
import { namesOf, type Piece, useNeighbourhood } from './neighbourhood.ts';

/** The margin is ground of the neighbours: where an alley is, is told by what it lies between. */
const SIZE = { width: 420, least: 300, most: 400, margin: 84 };
const SCALES_M = [10, 20, 50, 100, 200, 500] as const;
const SCALE_MOST = 110;
const NO_PIECES: readonly Piece[] = [];
/** The colours of the map by day: paper is white whatever the screen is. */
const { map } = themes.light;
const INK = {
  '--sketch-building': map.building,
  '--sketch-edge': map.buildingEdge,
  '--sketch-green': map.green,
  '--sketch-water': map.water,
  '--sketch-road': map.roadCasing,
  '--sketch-lane': map.alley,
} as CSSProperties;

interface SheetSketchProps {
  alley: AlleyDetail;
  unknownLight: DarkStretches['features'];
  faults: LineFaults['features'];
  works: readonly Work[];
  /** Open ones. */
  issues: readonly Issue[];
}

/**
 * The alley as a drawing that prints: what it lies between, its line and segments, where it is dark, lamps, faulty drains, finds by number, works and
 * open issues near it, north and scale.
 */
export function SheetSketch({ alley, unknownLight, faults, works, issues }: SheetSketchProps) {
  const { t } = useTranslation('register');
  const lines = alley.geometry.coordinates;
  const plan = useMemo(() => planOf(lines, SIZE), [lines]);
  const pieces = useNeighbourhood(plan).data ?? NO_PIECES;
  const metres = [...SCALES_M].reverse().find((length) => length * plan.scale <= SCALE_MOST) ?? SCALES_M[0];
  const finds = faults.filter(({ properties }) => properties.kind === 'found');
  return (
    <svg className="alley-sketch" style={INK} viewBox={`0 0 ${plan.width} ${plan.height}`} role="img" aria-label={t('sheet.sketch')}>
      <Ground plan={plan} pieces={pieces} alleyId={alley.id} />
      <path className="alley-sketch-casing" d={pathOf(plan, lines)} />
      <path className="alley-sketch-line" d={pathOf(plan, lines)} />
      {unknownLight.map(({ geometry }) => (
        <path key={JSON.stringify(geometry.coordinates[0]?.[0])} className="alley-sketch-unknown" d={pathOf(plan, geometry.coordinates)} />
      ))}
      {alley.light?.geometry ? <path className="alley-sketch-dark" d={pathOf(plan, alley.light.geometry.coordinates)} /> : null}
      {alley.segments.slice(1).map(({ segment, geometry }) => {
        const [x, y] = plan.toScreen(geometry.coordinates[0] ?? []);
        return <circle key={segment} className="alley-sketch-joint" cx={x} cy={y} r="3" />;
      })}
      {alley.components.map(({ id, kind, condition, lon, lat }) => {
        const [x, y] = plan.toScreen([lon, lat]);
        if (kind === 'lamp' && condition !== 'faulty')
          return <circle key={id} className="alley-sketch-lamp" data-condition={condition} cx={x} cy={y} r="3.4" />;
        return condition === 'faulty' ? <path key={id} className="alley-sketch-fault" d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} /> : null;
      })}
      <Marks plan={plan} works={works} issues={issues} />
      {finds.map(({ geometry }, index) => {
        const [x, y] = plan.toScreen(geometry.coordinates);
        return (
          <g key={geometry.coordinates.join()} className="alley-sketch-find" transform={`translate(${x} ${y})`}>
            <circle r="8" />
            <text dy="0.36em">{index + 1}</text>
          </g>
        );
      })}
      <g className="alley-sketch-scale" transform={`translate(12 ${plan.height - 12})`}>
        <path className="alley-sketch-halo" d={`M0 -5V0H${metres * plan.scale}V-5`} />
        <path d={`M0 -5V0H${metres * plan.scale}V-5`} />
        <text x={metres * plan.scale + 6}>{t('card.away', { metres })}</text>
      </g>
      <g className="alley-sketch-scale" transform={`translate(${plan.width - 18} 26)`}>
        <path className="alley-sketch-halo" d="M0 8V-12M-4 -6L0 -12L4 -6" />
        <path d="M0 8V-12M-4 -6L0 -12L4 -6" />
        <text className="alley-sketch-north" y="20">
          {t('sheet.north')}
        </text>
      </g>
    </svg>
  );
}

/** What the alley lies between, pale: green, water, buildings, roads, the other alleys with their names, borders of grids. */
function Ground({ plan, pieces, alleyId }: { plan: Plan; pieces: readonly Piece[]; alleyId: number }) {
  const id = useId();
  const names = useMemo(() => {
    const taken: [number, number][] = [];
    return [...namesOf(plan, pieces, 'roads', 0, taken), ...namesOf(plan, pieces, 'alleys', alleyId, taken)];
  }, [plan, pieces, alleyId]);
  return (
    <>
      {pieces.map(({ corners: [first, last], shapes }, index) => {
        const [x, y] = plan.toScreen(first);
        const [right, bottom] = plan.toScreen(last);
        const draw = (layer: keyof Piece['shapes']) => shapes[layer].map(({ lines }) => pathOf(plan, lines)).join('');
        const clip = `${id}-${index}`;
        return (
          <g key={first.join()} className="alley-sketch-ground" clipPath={`url(#${clip})`}>
            <clipPath id={clip}>
              <rect x={x} y={y} width={right - x} height={bottom - y} />
            </clipPath>
            <path className="alley-sketch-green" d={draw('green')} />
            <path className="alley-sketch-water" d={draw('water')} />
            <path className="alley-sketch-building" d={draw('buildings')} />
            <path className="alley-sketch-road" d={draw('roads')} />
            <path className="alley-sketch-lane-casing" d={draw('alleys')} />
            <path className="alley-sketch-lane" d={draw('alleys')} />
            <path className="alley-sketch-border" d={draw('grids-4')} />
          </g>
        );
      })}
      {names.map(({ name, at: [x, y], angle }) => (
        <text key={name} className="alley-sketch-name" transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(1)})`} dy="0.36em">
          {name}
        </text>
      ))}
    </>
  );
}

/** Works as squares with the letter of their family, open issues as triangles; those out of the drawing are in the lists below it. */
function Marks({ plan, works, issues }: { plan: Plan; works: readonly Work[]; issues: readonly Issue[] }) {
  const { t } = useTranslation('works');
  const types = useWorkTypes().data;
  const placed = <One extends { lon: number | null; lat: number | null }>(all: readonly One[]) =>
    all.flatMap((one) => {
      if (one.lon === null || one.lat === null) return [];
      const [x, y] = plan.toScreen([one.lon, one.lat]);
      return x < 8 || y < 8 || x > plan.width - 8 || y > plan.height - 8 ? [] : [{ one, x, y }];
    });
  return (
    <>
      {placed(works).map(({ one, x, y }) => {
        const family = types?.get(one.workType)?.family ?? 'other';
        return (
          <g key={one.id} className="alley-sketch-work" transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
            <rect x="-7" y="-7" width="14" height="14" style={{ fill: `var(--work-${family})` }} />
            <text dy="0.36em">{t(`letters.${family}`)}</text>
          </g>
        );
      })}
      {placed(issues).map(({ one, x, y }) => (
        <path key={one.id} className="alley-sketch-issue" d={`M${x} ${y - 7}L${x + 7} ${y + 6}H${x - 7}Z`} />
      ))}
    </>
  );
}
