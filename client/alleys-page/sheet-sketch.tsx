import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlleyDetail, DarkStretches, LineFaults } from '#contract/alleys';
import { pathOf, planOf } from '../surveys/line-plan.ts';

const SIZE = { width: 360, least: 220, most: 330, margin: 34 };
const SCALES_M = [10, 20, 50, 100, 200, 500] as const;
const SCALE_MOST = 110;

interface SheetSketchProps {
  alley: AlleyDetail;
  unknownLight: DarkStretches['features'];
  faults: LineFaults['features'];
}

/** The alley as a drawing that prints: its line and segments, where it is dark, lamps, faulty drains, finds by number, north and scale. */
export function SheetSketch({ alley, unknownLight, faults }: SheetSketchProps) {
  const { t } = useTranslation('register');
  const lines = alley.geometry.coordinates;
  const plan = useMemo(() => planOf(lines, SIZE), [lines]);
  const metres = [...SCALES_M].reverse().find((length) => length * plan.scale <= SCALE_MOST) ?? SCALES_M[0];
  const finds = faults.filter(({ properties }) => properties.kind === 'found');
  return (
    <svg className="alley-sketch" viewBox={`0 0 ${plan.width} ${plan.height}`} role="img" aria-label={t('sheet.sketch')}>
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
        <path d={`M0 -5V0H${metres * plan.scale}V-5`} />
        <text x={metres * plan.scale + 6}>{t('card.away', { metres })}</text>
      </g>
      <g className="alley-sketch-scale" transform={`translate(${plan.width - 18} 26)`}>
        <path d="M0 8V-12M-4 -6L0 -12L4 -6" />
      </g>
    </svg>
  );
}
