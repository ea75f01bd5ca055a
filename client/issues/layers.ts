import type { FeatureCollection, Point } from 'geojson';
import type { FilterSpecification as Filter } from 'maplibre-gl';
import type { Lateness } from '#contract/issues';
import type { IssueStateColumns } from '#contract/state';
import { translucent } from '../map/basemap.ts';
import { latenessIcon } from '../map/icons.ts';
import type { DeckPart, MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

/** Most urgent first: the order of the legend, and who lies on top. */
export const URGENCY: readonly Lateness[] = ['overdue_long', 'overdue', 'due_today', 'scheduled', 'in_term', 'unknown'];

/** Urgency from which on a mark is a neutral one: of what is scheduled, in term, or has no deadline. */
const CALM_ORDER = URGENCY.length - URGENCY.indexOf('scheduled');
/** Below this zoom a crowd of marks is a smear: it is gathered into cells, and only the worst keep their mark. */
const DENSITY_ZOOM = 12.5;
const CROWD = 400;
/** More of the worst than this say nothing one by one: where everything is late, marks over cells and rings would only be noise. */
const MOST_WORST = 120;
/** Radius of a cell at DENSITY_ZOOM; doubled with every zoom out, so that cells keep their size on the screen. */
const CELL_RADIUS_M = 200;
/** Share of ink per class of cells, fewest issues first. */
export const DENSITY_OPACITY = [0.12, 0.24, 0.38, 0.54, 0.72];

/** Radius in metres of the cells marks give way to at a zoom; null where the marks stay. */
export function cellRadius(state: IssueStateColumns, zoom: number): number | null {
  if (zoom >= DENSITY_ZOOM || state.id.length <= CROWD) return null;
  return CELL_RADIUS_M * 2 ** Math.floor(DENSITY_ZOOM - zoom);
}

export function issuesByLateness(state: IssueStateColumns): Record<Lateness, number> {
  const counts = { overdue_long: 0, overdue: 0, due_today: 0, in_term: 0, scheduled: 0, unknown: 0 };
  for (const lateness of state.lateness) counts[lateness]++;
  return counts;
}

/** A mark per open issue by lateness, the more urgent larger and on top; cells instead when crowded; a ring around the worst. */
export function issueLayers(theme: Theme, state: IssueStateColumns | null, radiusM: number | null, opacity: number): MapPart {
  if (state === null) return { layers: [] };
  const isRare = issuesByLateness(state).overdue_long <= MOST_WORST;
  const shown = radiusM === null ? null : ['==', ['get', 'lateness'], isRare ? 'overdue_long' : 'none'];
  /** Names make way for urgent marks only: were they to dodge every mark, there would be no place left for them. */
  const marks = (id: string, isUrgent: boolean): MapPart['layers'][number] => ({
    slot: 'marks',
    layer: {
      id,
      type: 'symbol',
      source: 'issues',
      filter: ['all', [isUrgent ? '>' : '<=', ['get', 'order'], CALM_ORDER], ...(shown === null ? [] : [shown])] as unknown as Filter,
      layout: {
        'icon-image': ['concat', latenessIcon(theme.name, ''), ['get', 'lateness']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.8, 14, 1, 18, 1.3],
        'icon-allow-overlap': true,
        'icon-ignore-placement': !isUrgent,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'icon-opacity': opacity },
    },
  });
  return {
    sources: { issues: { type: 'geojson', data: issuePoints(state) } },
    layers: [marks('issue-marks-calm', false), marks('issue-marks', true)],
    deck: radiusM === null ? (isRare ? pulses(theme, state) : []) : [density(theme, state, radiusM, opacity)],
  };
}

function issuePoints(state: IssueStateColumns): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: state.id.map((id, index) => {
      const lateness = state.lateness[index] ?? 'unknown';
      return {
        type: 'Feature',
        id,
        geometry: { type: 'Point', coordinates: [state.lon[index] ?? 0, state.lat[index] ?? 0] },
        properties: { id, lateness, order: URGENCY.length - URGENCY.indexOf(lateness) },
      };
    }),
  };
}

function density(theme: Theme, state: IssueStateColumns, radiusM: number, opacity: number): DeckPart {
  return {
    kind: 'density',
    id: 'issue-density',
    slot: 'points',
    positions: positionsOf(state, () => true),
    radiusM,
    colours: DENSITY_OPACITY.map((share) => translucent(theme.text, share)),
    opacity,
  };
}

function pulses(theme: Theme, state: IssueStateColumns): DeckPart[] {
  const positions = positionsOf(state, (index) => state.lateness[index] === 'overdue_long');
  return positions.length === 0 ? [] : [{ kind: 'pulse', id: 'issue-pulse', slot: 'labels', positions, colour: theme.level1 }];
}

function positionsOf(state: IssueStateColumns, wanted: (index: number) => boolean): Float64Array {
  return Float64Array.from(state.id.flatMap((_, index) => (wanted(index) ? [state.lon[index] ?? 0, state.lat[index] ?? 0] : [])));
}
