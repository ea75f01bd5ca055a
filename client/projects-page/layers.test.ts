import { expect, test } from 'vitest';
import { PROJECT_PHASES, type ProjectClash } from '#contract/projects';
import { composeStyle } from '../map/layer-order.ts';
import { themes } from '../tokens.ts';
import { clashLayers, phaseColour, placeOf, projectLayers } from './layers.ts';

const lightness = (hex: string): number => [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(hex.slice(at, at + 2), 16), 0);

test('what is under way stands out most from the land, what is accepted least of what has begun, in both themes', () => {
  for (const theme of [themes.light, themes.dark]) {
    const contrast = (phase: (typeof PROJECT_PHASES)[number]) => Math.abs(lightness(phaseColour(theme, phase)) - lightness(theme.map.landIn));
    expect(contrast('under_construction')).toBeGreaterThan(contrast('unstated'));
    expect(contrast('unstated')).toBeGreaterThan(contrast('done'));
    expect(contrast('done')).toBeGreaterThan(contrast('accepted'));
  }
});

test('each phase has a layer of its own: dashed before work begins, full while and after', () => {
  const { layers } = composeStyle([projectLayers(themes.light, null, [1], 2, null)]);
  const dashed = PROJECT_PHASES.filter((phase) => {
    const layer = layers.find(({ id }) => id === `project-${phase}`);
    return layer?.type === 'line' && layer.paint?.['line-dasharray'] !== undefined;
  });
  expect(dashed).toEqual(['planned', 'designed', 'tendered', 'unstated']);
});

test('a clash is marked on what both share', () => {
  const line = [
    [1, 1],
    [2, 2],
    [3, 3],
  ];
  const of = (type: string, coordinates: unknown[]) => placeOf({ geometry: { type, coordinates } } as ProjectClash);
  expect([of('LineString', line), of('MultiLineString', [line]), of('MultiPolygon', [[line]])]).toEqual([
    [2, 2],
    [2, 2],
    [2, 2],
  ]);
  const { sources } = composeStyle([
    clashLayers(themes.dark, [{ first: { id: 3 }, geometry: { type: 'LineString', coordinates: line } } as unknown as ProjectClash]),
  ]);
  expect(Object.keys(sources)).toEqual(['project-clashes', 'project-clash-marks']);
});
