import { describe, expect, it } from 'vitest';
import { issues } from '../map/state-examples.ts';
import { themes } from '../tokens.ts';
import { cellRadius, issueLayers, issuesByLateness } from './layers.ts';

const many = { ...issues, id: Array.from({ length: 500 }, (_, index) => index) };

describe('open issues', () => {
  it('are counted by lateness', () => {
    expect(issuesByLateness(issues)).toMatchObject({ overdue_long: 1, in_term: 1, overdue: 0 });
  });

  it('give way to cells only when many and far away', () => {
    expect(cellRadius(many, 11)).toBe(400);
    expect(cellRadius(many, 9.4)).toBe(1600);
    expect(cellRadius(many, 13)).toBeNull();
    expect(cellRadius(issues, 11)).toBeNull();
  });

  it('draw the more urgent on top', () => {
    const source = issueLayers(themes.light, issues, null, 1).sources?.issues;
    const features = source?.type === 'geojson' && typeof source.data === 'object' && source.data.type === 'FeatureCollection' ? source.data.features : [];
    const [late, inTerm] = features.map((feature) => Number(feature.properties?.order));
    expect(late).toBeGreaterThan(inTerm as number);
  });

  it('ring around the worst alone, and not inside a density', () => {
    const [pulse] = issueLayers(themes.light, issues, null, 1).deck ?? [];
    expect(pulse?.kind === 'pulse' && [...pulse.positions]).toEqual([114.641, 33.621]);
    expect(issueLayers(themes.light, many, 400, 1).deck?.map(({ kind }) => kind)).toEqual(['density']);
  });
});
