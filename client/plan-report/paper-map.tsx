import type { Position } from 'geojson';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanReport } from '#contract/plans';
import { pathOf, planOf } from '../surveys/line-plan.ts';

const SIZE = { width: 700, least: 300, most: 560, margin: 16 };
const SCALES_M = [50, 100, 200, 500, 1000, 2000] as const;
const SCALE_MOST = 130;
/** More numbers than this cover one another at the size of a page. */
const MOST_NUMBERS = 80;

type Features = PlanReport['map']['chosen']['features'];

/** Lines of whatever geometry: polygons give their rings. */
function linesOf(geometry: Features[number]['geometry']): Position[][] {
  if (geometry === null || !('coordinates' in geometry)) return [];
  const { type, coordinates } = geometry as { type: string; coordinates: unknown };
  if (type === 'LineString') return [coordinates as Position[]];
  if (type === 'MultiLineString' || type === 'Polygon') return coordinates as Position[][];
  return type === 'MultiPolygon' ? (coordinates as Position[][][]).flat() : [];
}

/** Where the alleys of a plan are, as a drawing that prints sharp at any size: subdistricts, what is out, what is in with its number in the table. */
export function PaperMap({ map, withOthers }: { map: PlanReport['map']; withOthers: boolean }) {
  const { t } = useTranslation('planReport');
  const outlines = useMemo(
    () => map.outlines.features.map(({ geometry, properties }) => ({ lines: linesOf(geometry), name: String(properties.name ?? '') })),
    [map],
  );
  const chosen = useMemo(() => map.chosen.features.map(({ geometry, properties }) => ({ lines: linesOf(geometry), no: Number(properties.no) })), [map]);
  const plan = useMemo(() => {
    const [west, south, east, north] = map.bbox;
    return planOf(
      [
        [
          [west, south],
          [east, north],
        ],
      ],
      SIZE,
    );
  }, [map]);
  const metres = [...SCALES_M].reverse().find((length) => length * plan.scale <= SCALE_MOST) ?? SCALES_M[0];
  const isNumbered = chosen.length <= MOST_NUMBERS;
  return (
    <figure className="paper-map">
      <svg viewBox={`0 0 ${plan.width} ${plan.height}`} role="img" aria-label={t('map.label')}>
        {outlines.map(({ lines, name }) => (
          <path key={name} className="paper-outline" d={pathOf(plan, lines)} />
        ))}
        {withOthers && (
          <path
            className="paper-other"
            d={pathOf(
              plan,
              map.others.features.flatMap(({ geometry }) => linesOf(geometry)),
            )}
          />
        )}
        <path
          className="paper-chosen"
          d={pathOf(
            plan,
            chosen.flatMap(({ lines }) => lines),
          )}
        />
        {outlines.map(({ lines, name }) => {
          const [x, y] = middleOf(lines, plan.toScreen);
          return (
            <text key={name} className="paper-place" x={x} y={y}>
              {name}
            </text>
          );
        })}
        {isNumbered &&
          chosen.map(({ lines, no }) => {
            const [x, y] = middleOf(lines, plan.toScreen);
            return (
              <text key={no} className="paper-no" x={x + 4} y={y - 4}>
                {no}
              </text>
            );
          })}
        <g className="paper-scale" transform={`translate(14 ${plan.height - 14})`}>
          <path d={`M0 -5V0H${metres * plan.scale}V-5`} />
          <text x={metres * plan.scale + 6}>{t('map.scale', { metres: String(metres) })}</text>
        </g>
        <g className="paper-scale" transform={`translate(${plan.width - 18} 26)`}>
          <path d="M0 8V-12M-4 -6L0 -12L4 -6" />
        </g>
      </svg>
      <figcaption>
        <i data-line="chosen" aria-hidden="true" /> {t('map.chosen')}
        {withOthers && (
          <>
            <i data-line="other" aria-hidden="true" /> {t('map.other')}
          </>
        )}
      </figcaption>
    </figure>
  );
}

/** The middle of the box around lines, on the drawing. */
function middleOf(lines: readonly Position[][], toScreen: (position: Position) => [number, number]): [number, number] {
  const all = lines.flat();
  const [lons, lats] = [all.map(([lon = 0]) => lon), all.map(([, lat = 0]) => lat)];
  return toScreen([(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]);
}
