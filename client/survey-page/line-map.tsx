import { type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SurveyAlley } from '#contract/surveys';
import type { DraftFind } from '../surveys/draft.ts';
import { type Plan, pathOf, placeOn, planOf } from '../surveys/line-plan.ts';
import { ComponentMark, LineLegend } from './line-legend.tsx';

/** Units of the drawing; on the screen it is as wide as the page, or as many times as it is drawn larger. */
const SIZE = { width: 328, least: 176, most: 336, margin: 30 };
const ZOOMS = [1, 2, 4, 8] as const;
/** Units a metre: nearer than this nothing is told apart that was not before. */
const SCALE_ENOUGH = 8;
/** A thumb's tip, in units of the drawing. */
const REACH = 40;
const SCALES_M = [1, 2, 5, 10, 20, 50, 100, 200, 500] as const;
const SCALE_MOST = 90;

interface LineMapProps {
  alley: SurveyAlley;
  name: string;
  /** Other alleys, drawn back. */
  others: readonly SurveyAlley[];
  finds: readonly DraftFind[];
  /** Where the phone is. */
  here: [lon: number, lat: number] | null;
  /** A place that is being written down: a tap moves it. */
  chosen: [lon: number, lat: number] | null;
  onPlace: (position: [lon: number, lat: number]) => void;
  onFind: (find: DraftFind) => void;
}

/** The alley as a drawing that needs no network and no map: its line, lamps and drains, where it is dark, and what was found. A tap chooses a place on it. */
export function LineMap({ alley, name, others, finds, here, chosen, onPlace, onFind }: LineMapProps) {
  const { t } = useTranslation('surveyPage');
  const svg = useRef<SVGSVGElement>(null);
  const [zoom, setZoom] = useState<number>(1);
  const whole = useMemo(() => planOf(alley.lines, SIZE), [alley]);
  const plan = useMemo(
    () => planOf(alley.lines, { width: SIZE.width * zoom, least: whole.height * zoom, most: whole.height * zoom, margin: SIZE.margin * zoom }),
    [alley, whole, zoom],
  );
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
    const near = chosen === null ? nearest(finds, plan, [x, y]) : undefined;
    if (near) return onFind(near);
    const place = placeOn(alley.lines, plan.toGround(x, y));
    const isOn = distance(plan.toScreen(place.position), [x, y]) <= REACH;
    setMissed(!isOn);
    if (isOn) onPlace(place.position);
  };
  const box = useZoomed(plan, zoom, chosen);
  const metres = [...SCALES_M].reverse().find((length) => length * plan.scale <= SCALE_MOST) ?? SCALES_M[0];
  const line = pathOf(plan, alley.lines);
  const nearer = plan.scale < SCALE_ENOUGH ? ZOOMS.find((one) => one > zoom) : undefined;
  const farther = [...ZOOMS].reverse().find((one) => one < zoom);
  return (
    <>
      <div className="line-map-frame" data-missed={isMissed || undefined}>
        <div className="line-map-box" ref={box} style={{ aspectRatio: `${whole.width} / ${whole.height}` }}>
          <svg
            ref={svg}
            className="line-map"
            style={{ width: `${zoom * 100}%` }}
            viewBox={`0 0 ${plan.width} ${plan.height}`}
            role="img"
            aria-label={t('map', { name })}
            onPointerUp={tap}
          >
            <path className="line-other" d={around} />
            <path className="line-casing" d={line} />
            <path className="line-own" d={line} />
            <path className="line-dark" d={pathOf(plan, alley.dark)} />
            {alley.components.map(({ kind, condition, lon, lat }) => {
              const [x, y] = plan.toScreen([lon, lat]);
              return <ComponentMark key={`${kind} ${lon} ${lat}`} kind={kind} condition={condition} x={x} y={y} />;
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
          </svg>
        </div>
        <svg className="line-map-signs" viewBox={`0 0 ${whole.width} ${whole.height}`} aria-hidden="true">
          <g className="line-scale" transform={`translate(12 ${whole.height - 10})`}>
            <path d={`M0 -5V0H${metres * plan.scale}V-5`} />
            <text x={metres * plan.scale + 6}>{t('scale', { metres })}</text>
          </g>
          <g className="line-scale" transform={`translate(${whole.width - 18} 24)`}>
            <path d="M0 8V-12M-4 -6L0 -12L4 -6" />
            <text textAnchor="middle" y="21">
              {t('north')}
            </text>
          </g>
        </svg>
      </div>
      <div className="line-map-under">
        <LineLegend alley={alley} />
        <div className="line-map-zoom">
          <button type="button" className="field-button" aria-label={t('farther')} disabled={farther === undefined} onClick={() => setZoom(farther ?? zoom)}>
            −
          </button>
          <button type="button" className="field-button" aria-label={t('nearer')} disabled={nearer === undefined} onClick={() => setZoom(nearer ?? zoom)}>
            +
          </button>
        </div>
      </div>
      {isMissed ? (
        <p className="field-said field-said-bad" role="status">
          {t('missed')}
        </p>
      ) : null}
    </>
  );
}

/** Keeps the middle where it was when the drawing becomes larger or smaller; a place that is being written down comes to the middle, and into view. */
function useZoomed(plan: Plan, zoom: number, chosen: [number, number] | null) {
  const box = useRef<HTMLDivElement>(null);
  const middle = useRef([0.5, 0.5]);
  const [lon, lat] = chosen ?? [];
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const note = () => {
      middle.current = [
        (element.scrollLeft + element.clientWidth / 2) / element.scrollWidth,
        (element.scrollTop + element.clientHeight / 2) / element.scrollHeight,
      ];
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new size of the drawing is what it is for
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const place = lon === undefined || lat === undefined ? null : plan.toScreen([lon, lat]);
    const [x = 0.5, y = 0.5] = place === null ? middle.current : [place[0] / plan.width, place[1] / plan.height];
    element.scrollLeft = x * element.scrollWidth - element.clientWidth / 2;
    element.scrollTop = y * element.scrollHeight - element.clientHeight / 2;
  }, [plan, zoom]);
  // What is left of the drawing above the sheet shows the place.
  useLayoutEffect(() => {
    const page = box.current?.closest('.survey-main');
    const cross = lon === undefined || lat === undefined ? null : box.current?.querySelector('.line-chosen')?.getBoundingClientRect();
    if (!page || !cross) return;
    const { top, height } = page.getBoundingClientRect();
    page.scrollTop += cross.top + cross.height / 2 - top - height / 2;
  }, [lon, lat]);
  return box;
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

/** The find under a thumb. */
function nearest(finds: readonly DraftFind[], plan: Plan, at: [number, number]): DraftFind | undefined {
  const away = finds.map((find) => ({ find, units: distance(plan.toScreen(find.position), at) })).sort((a, b) => a.units - b.units)[0];
  return away !== undefined && away.units < REACH / 2.5 ? away.find : undefined;
}

/** Within a few hundred metres, by the first position of each. */
function isNear(other: SurveyAlley, { lines }: SurveyAlley): boolean {
  const [[lon = 0, lat = 0] = []] = lines[0] ?? [];
  const [[x = 0, y = 0] = []] = other.lines[0] ?? [];
  return Math.abs(x - lon) < 0.006 && Math.abs(y - lat) < 0.006;
}
