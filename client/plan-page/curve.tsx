import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanResult } from '#contract/plans';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { MINOR_PER_10K } from './desk-state.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [420, 150, 46, 22, 10, 12];

const MEASURES = ['value', 'households'] as const;
type Measure = (typeof MEASURES)[number];

/** What more or less money would remove: this plan's way, and worst first beside it. The dot is the budget that was given. */
export function Curve({ result }: { result: PlanResult }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const { curve } = result;
  const [of, setOf] = useState<Measure>('value');
  const last = curve.at(-1);
  const first = curve[0];
  if (first === undefined || last === undefined) return null;
  const most = Math.max(...curve.map(({ best, worstFirst }) => Math.max(best[of], worstFirst[of])), 1);
  const x = (minor: number) => LEFT + (minor / last.budgetMinor) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP);
  const path = (side: 'best' | 'worstFirst') => curve.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(point.budgetMinor)},${y(point[side][of])}`).join('');
  const given = curve.reduce((near, point) => (Math.abs(point.share - 1) < Math.abs(near.share - 1) ? point : near), first);
  const money = (minor: number) => format.number(minor / MINOR_PER_10K);
  const label = t('curve.label', {
    from: money(first.budgetMinor),
    to: money(last.budgetMinor),
    best: format.number(last.best[of]),
    worst: format.number(last.worstFirst[of]),
  });
  return (
    <figure className="plan-curve">
      <figcaption>
        <b>{t('curve.title')}</b>
        <Segmented label={t('curve.of')} value={of} options={MEASURES.map((value) => ({ value, label: t(`curve.measures.${value}`) }))} onChange={setOf} />
        <span>
          <i data-line="best" /> {t('curve.plan')} <i data-line="worst" /> {t('curve.worst')}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {[0, most / 2, most].map((value) => (
          <g key={value}>
            <line className="plan-rule" x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {format.number(value)}
            </text>
          </g>
        ))}
        {[0, last.budgetMinor / 2, last.budgetMinor].map((minor) => (
          <text key={minor} x={x(minor)} y={HEIGHT - 6} textAnchor={minor === last.budgetMinor ? 'end' : 'middle'}>
            {money(minor)}
            {minor === last.budgetMinor && ` ${t('curve.axis')}`}
          </text>
        ))}
        <path className="plan-worst" d={path('worstFirst')} />
        <path className="plan-best" d={path('best')} />
        <line className="plan-given" x1={x(given.budgetMinor)} x2={x(given.budgetMinor)} y1={y(given.best[of])} y2={HEIGHT - BOTTOM} />
        <circle cx={x(given.budgetMinor)} cy={y(given.best[of])} r={4.5} />
        <text className="plan-given-value" x={x(given.budgetMinor) - 8} y={y(given.best[of]) - 6} textAnchor="end">
          {format.number(given.best[of])}
        </text>
      </svg>
    </figure>
  );
}
