import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import { PROJECT_PHASES, type ProjectClash, type ProjectPhase } from '#contract/projects';
import { byZoom, type Expression, type MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Before work begins: the farther off, the thinner the dashes. */
const DASHES: Partial<Record<ProjectPhase, [number, number]>> = { planned: [0.6, 2], designed: [1.6, 1.6], tendered: [3, 1.4], unstated: [5, 1] };
/** Dug twice. Not the triangle of what is overdue, which may stand beside it. */
export const CLASH_MARK = '2×';
/** Marks of clashes stand for what is too small to see. */
const CLASH_MARK_MOST_ZOOM = 15;

/** Under way stands out, what is done recedes; lightness alone tells them apart, so every eye does. */
export function phaseColour(theme: Theme, phase: ProjectPhase): string {
  switch (phase) {
    case 'under_construction':
      return theme.ramp[0];
    case 'unstated':
      return theme.ramp[1];
    case 'tendered':
      return theme.ramp[2];
    case 'designed':
    case 'planned':
      return theme.neutral;
    case 'done':
      return theme.ramp[3];
    case 'accepted':
      return theme.ramp[4];
  }
}

/** All projects by phase; those the filters leave out are drawn back. `project-hits` is a wide invisible line that takes the click. */
export function projectLayers(
  theme: Theme,
  shapes: FeatureCollection | null,
  only: readonly number[] | null,
  selected: number | null,
  hovered: number | null,
  opacity = 1,
): MapPart {
  const listed: Expression = only === null ? ['literal', true] : ['in', ['id'], ['literal', [...only]]];
  const colour = ['match', ['get', 'phase'], ...PROJECT_PHASES.flatMap((phase) => [phase, phaseColour(theme, phase)]), theme.neutral] as unknown as Expression;
  const width = byZoom(
    [
      [11, 1.8],
      [14, 3],
      [17, 6],
    ],
    1.2,
  );
  const source = 'projects';
  const line = (phase: ProjectPhase): MapPart['layers'][number] => {
    const dash = DASHES[phase];
    return {
      slot: 'alleys',
      layer: {
        id: `project-${phase}`,
        type: 'line',
        source,
        filter: ['==', ['get', 'phase'], phase],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': colour,
          'line-width': width,
          'line-opacity': ['case', listed, opacity, 0.14 * opacity],
          ...(dash ? { 'line-dasharray': dash } : {}),
        },
      },
    };
  };
  return {
    sources: { [source]: { type: 'geojson', data: shapes ?? NOTHING } },
    layers: [
      {
        slot: 'alleys',
        layer: {
          id: 'project-areas',
          type: 'fill',
          source,
          filter: ['==', ['geometry-type'], 'Polygon'],
          paint: {
            'fill-color': colour,
            'fill-opacity': ['case', listed, ['match', ['get', 'phase'], ['planned', 'designed', 'tendered'], 0.12 * opacity, 0.38 * opacity], 0.05 * opacity],
          },
        },
      },
      {
        // Under the lines a rim in the colour of the ground: their ramp is also that of the coverage they may lie on.
        slot: 'alleys',
        layer: {
          id: 'project-casing',
          type: 'line',
          source,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': theme.ground, 'line-width': 1.4, 'line-gap-width': width, 'line-opacity': ['case', listed, 0.9 * opacity, 0] },
        },
      },
      ...PROJECT_PHASES.map(line),
      { slot: 'alleys', layer: { id: 'project-hits', type: 'line', source, paint: { 'line-color': theme.text, 'line-width': 12, 'line-opacity': 0.001 } } },
      ...outline('project-hovered', source, hovered, theme.select, 1.4),
      ...outline('project-selected', source, selected, theme.select, 2.4),
    ],
  };
}

function outline(id: string, source: string, feature: number | null, colour: string, width: number): MapPart['layers'] {
  return [
    {
      slot: 'selection',
      layer: {
        id,
        type: 'line',
        source,
        filter: ['==', ['id'], feature ?? 0],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colour, 'line-width': width, 'line-gap-width': 6 },
      },
    },
  ];
}

/** Ground that would be dug up twice: heavy in the colour of level II, with a mark from afar. A click on it means the project that is there first. */
export function clashLayers(theme: Theme, clashes: readonly ProjectClash[]): MapPart {
  const shapes = clashes.map((clash): Feature => ({ type: 'Feature', id: clash.first.id, properties: {}, geometry: clash.geometry as Feature['geometry'] }));
  const marks = clashes.map(
    (clash): Feature<Point> => ({ type: 'Feature', id: clash.first.id, properties: {}, geometry: { type: 'Point', coordinates: placeOf(clash) } }),
  );
  return {
    sources: {
      'project-clashes': { type: 'geojson', data: { type: 'FeatureCollection', features: shapes } },
      'project-clash-marks': { type: 'geojson', data: { type: 'FeatureCollection', features: marks } },
    },
    layers: [
      { slot: 'selection', layer: { id: 'clash-casing', type: 'line', source: 'project-clashes', paint: { 'line-color': theme.ground, 'line-width': 9 } } },
      { slot: 'selection', layer: { id: 'clash-lines', type: 'line', source: 'project-clashes', paint: { 'line-color': theme.level2, 'line-width': 5 } } },
      {
        slot: 'selection',
        layer: {
          id: 'clash-areas',
          type: 'fill',
          source: 'project-clashes',
          filter: ['==', ['geometry-type'], 'Polygon'],
          paint: { 'fill-color': theme.level2, 'fill-opacity': 0.4 },
        },
      },
      {
        slot: 'marks',
        layer: {
          id: 'clash-marks',
          type: 'symbol',
          source: 'project-clash-marks',
          maxzoom: CLASH_MARK_MOST_ZOOM,
          layout: { 'text-field': CLASH_MARK, 'text-size': 17, 'text-allow-overlap': true, 'text-ignore-placement': true },
          paint: { 'text-color': theme.level2, 'text-halo-color': theme.ground, 'text-halo-width': 2.5 },
        },
      },
    ],
  };
}

/** The place of a project that is being written: its alleys, or what is drawn. */
export function placeLayers(theme: Theme, alleyIds: readonly number[], drawn: Geometry | null): MapPart {
  const paint = { 'line-color': theme.accent, 'line-width': 5 };
  return {
    sources: {
      'project-place': { type: 'geojson', data: drawn === null ? NOTHING : { type: 'Feature', properties: {}, geometry: drawn } },
    },
    layers: [
      {
        slot: 'selection',
        layer: {
          id: 'project-place-area',
          type: 'fill',
          source: 'project-place',
          filter: ['==', ['geometry-type'], 'Polygon'],
          paint: { 'fill-color': theme.accent, 'fill-opacity': 0.16 },
        },
      },
      {
        slot: 'selection',
        layer: { id: 'project-place-line', type: 'line', source: 'project-place', layout: { 'line-join': 'round' }, paint: { ...paint, 'line-width': 2.5 } },
      },
      {
        slot: 'selection',
        layer: {
          id: 'project-place-alleys',
          type: 'line',
          source: 'alleys',
          'source-layer': 'alleys',
          filter: ['in', ['id'], ['literal', [...alleyIds]]],
          layout: { 'line-cap': 'round', 'line-join': 'round' },
          paint,
        },
      },
    ],
  };
}

/** A position on what two projects share: the middle one of its first line or ring. */
export function placeOf({ geometry }: ProjectClash): [number, number] {
  let positions: unknown = geometry.coordinates;
  while (Array.isArray(positions) && Array.isArray(positions[0]) && Array.isArray(positions[0][0])) positions = positions[0];
  const line = positions as [number, number][];
  return line[Math.floor(line.length / 2)] ?? [0, 0];
}
