import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SurveyAlley } from '#contract/surveys';
import type { DraftFind } from '../surveys/draft.ts';
import { pathOf, placeOn, planOf } from '../surveys/line-plan.ts';

/** Units of the drawing; on the screen it is as wide as the page. */
const SIZE = { width: 328, least: 176, most: 336, margin: 30 };
/** A thumb's tip, in units of the drawing. */
const REACH = 40;
const SCALES_M = [10, 20, 50, 100, 200, 500] as const;
const SCALE_MOST = 90;

interface LineMapProps {
  alley: SurveyAlley;
  name: string;
  /** Other alleys, drawn back. */
  others: readonly SurveyAlley[];
  finds: readonly DraftFind[];
  /** Where the phone is. */
  here: [lon: number, lat: number] | null;
  /** A place that is being written down. */
  chosen: [lon: number, lat: number] | null;
  onPlace: (position: [lon: number, lat: number]) => void;
  onFind: (find: DraftFind) => void;
}

/** The alley as a drawing that needs no network and no map: its line, lamps and drains, where it is dark, and what was found. A tap chooses a place on it. */
export function LineMap({ alley, name, others, finds, here, chosen, onPlace, onFind }: LineMapProps) {
  const { t } = useTranslation('surveyPage');
  const svg = useRef<SVGSVGElement>(null);
  const plan = useMemo(() => planOf(alley.lines, SIZE), [alley]);
  const [isMissed, setMissed] = useState(false);
  const around = useMemo(
    () =>
      pathOf(
        plan,
        others.filter((other) => other.id !== alley.id && isNear(other, alley)).flatMap(({ lines }) => lines),
      ),
    [plan, others, alley],
  );
  const tap = (event: PointerEvent<SVGSVGElement>) => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const units = plan.width / box.width;
    const [x, y] = [(event.clientX - box.left) * units, (event.clientY - box.top) * units];
    const near = finds.find((find) => distance(plan.toScreen(find.position), [x, y]) < REACH / 2.5);
    if (near) return onFind(near);
    const place = placeOn(alley.lines, plan.toGround(x, y));
    const isOn = distance(plan.toScreen(place.position), [x, y]) <= REACH;
    setMissed(!isOn);
    if (isOn) onPlace(place.position);
  };
  const metres = [...SCALES_M].reverse().find((length) => length * plan.scale <= SCALE_MOST) ?? SCALES_M[0];
  const line = pathOf(plan, alley.lines);
  return (
    <svg
      ref={svg}
      className="line-map"
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      role="img"
      aria-label={t('map', { name })}
      data-missed={isMissed || undefined}
      onPointerUp={tap}
    >
      <path className="line-other" d={around} />
      <path className="line-casing" d={line} />
      <path className="line-own" d={line} />
      <path className="line-dark" d={pathOf(plan, alley.dark)} />
      {alley.components.map(({ kind, condition, lon, lat }) => {
        const [x, y] = plan.toScreen([lon, lat]);
        return <Component key={`${kind} ${lon} ${lat}`} kind={kind} condition={condition} x={x} y={y} />;
      })}
      {alley.lines[0]?.[0] === undefined ? null : <Start at={plan.toScreen(alley.lines[0][0])} />}
      {finds.map(({ key, position }, index) => {
        const [x, y] = plan.toScreen(position);
        return (
          <g key={key} className="line-find" transform={`translate(${x} ${y})`} data-find={index + 1}>
            <circle r="10" />
            <text dy="0.36em">{index + 1}</text>
          </g>
        );
      })}
      {chosen === null ? null : <Cross at={plan.toScreen(chosen)} />}
      {here === null ? null : <Here at={plan.toScreen(here)} />}
      <g className="line-scale" transform={`translate(12 ${plan.height - 10})`}>
        <path d={`M0 -5V0H${metres * plan.scale}V-5`} />
        <text x={metres * plan.scale + 6}>{t('scale', { metres })}</text>
      </g>
      <g className="line-scale" transform={`translate(${plan.width - 18} 24)`}>
        <path d="M0 8V-12M-4 -6L0 -12L4 -6" />
        <text textAnchor="middle" y="21">
          {t('north')}
        </text>
      </g>
    </svg>
  );
}

function Component({ kind, condition, x, y }: Pick<SurveyAlley['components'][number], 'kind' | 'condition'> & { x: number; y: number }) {
  const isOut = condition === 'faulty';
  return (
    <g className={`line-${kind === 'lamp' ? 'lamp' : 'drain'}`} data-condition={condition} transform={`translate(${x} ${y})`}>
      {kind === 'lamp' ? <circle r="4" /> : <rect x="-3" y="-3" width="6" height="6" />}
      {isOut ? <path d="M-4 -4L4 4M4 -4L-4 4" /> : null}
    </g>
  );
}

function Start({ at: [x, y] }: { at: [number, number] }) {
  return <circle className="line-start" cx={x} cy={y} r="4.5" />;
}
function Cross({ at: [x, y] }: { at: [number, number] }) {
  return <path className="line-chosen" d={`M${x} ${y - 16}V${y + 16}M${x - 16} ${y}H${x + 16}`} />;
}
function Here({ at: [x, y] }: { at: [number, number] }) {
  return <circle className="line-here" cx={x} cy={y} r="7" />;
}

const distance = ([ax, ay]: [number, number], [bx, by]: [number, number]): number => Math.hypot(ax - bx, ay - by);

/** Within a few hundred metres, by the first position of each. */
function isNear(other: SurveyAlley, { lines }: SurveyAlley): boolean {
  const [[lon = 0, lat = 0] = []] = lines[0] ?? [];
  const [[x = 0, y = 0] = []] = other.lines[0] ?? [];
  return Math.abs(x - lon) < 0.006 && Math.abs(y - lat) < 0.006;
}
