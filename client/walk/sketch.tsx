import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WalkList } from '#contract/walk';
import { sketchPlan } from './sketch-plan.ts';

/** The route as a drawing that prints: streets, the way, numbered stops, north and scale. */
export function Sketch({ list }: { list: WalkList }) {
  const { t } = useTranslation('walk');
  const plan = useMemo(() => sketchPlan(list), [list]);
  const { width, height, scale } = plan;
  return (
    <svg className="sketch" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('sheet.sketchLabel', { stops: list.stops.length })}>
      {plan.streets.map(({ path, width: stroke }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing is made anew as a whole
        <path key={index} className="sketch-street" d={path} strokeWidth={stroke} />
      ))}
      {plan.names.map(({ text, x, y, degrees }) => (
        <text key={text} className="sketch-name" transform={`translate(${x} ${y}) rotate(${degrees})`} dy="0.35em">
          {text}
        </text>
      ))}
      {plan.ways.map(({ path, isKnown }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing is made anew as a whole
        <path key={index} className={isKnown ? 'sketch-way' : 'sketch-way sketch-unknown'} d={path} />
      ))}
      {plan.stops.map(({ at: [x, y], number }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing is made anew as a whole
        <g key={index} className="sketch-stop" transform={`translate(${x} ${y})`}>
          <circle r={number === null ? 3.5 : 9} />
          {number !== null && <text dy="0.36em">{number}</text>}
        </g>
      ))}
      <g className="sketch-start" transform={`translate(${plan.start[0]} ${plan.start[1]})`}>
        <rect x="-10" y="-10" width="20" height="20" />
        <text dy="0.36em">{t('sheet.startMark')}</text>
      </g>
      <g className="sketch-scale" transform={`translate(16 ${height - 14})`}>
        <path d={`M0 -6V0H${scale.width}V-6`} />
        <text x={scale.width + 8}>{t('metres', { value: scale.metres })}</text>
      </g>
      <g className="sketch-scale" transform={`translate(${width - 24} 34)`}>
        <path d="M0 10V-14M-5 -7L0 -14L5 -7" />
        <text textAnchor="middle" y="26">
          {t('sheet.north')}
        </text>
      </g>
    </svg>
  );
}
