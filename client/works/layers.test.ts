import { describe, expect, it } from 'vitest';
import type { WorkType } from '#contract/works';
import { works } from '../map/state-examples.ts';
import { worksInView, worksOf } from './layers.ts';

const type = (code: string, unit: string): [string, WorkType] => [
  code,
  { code, name: code, nameEn: code, unit, dimension: 'count', family: 'road', kind: 'new', version: 1 },
];
const types = new Map([type('pavement_repair', 'm2'), type('lamp_install', 'piece')]);
const view: [number, number, number, number] = [114.6, 33.6, 114.7, 33.7];

describe('completed works in view', () => {
  it('add up per type and unit, what is out of view left out, "about" kept', () => {
    expect(worksInView(works, types, view).map(({ type: { code }, ...rest }) => ({ code, ...rest }))).toEqual([
      { code: 'pavement_repair', unit: 'm2', count: 2, quantity: 350, qualifier: 'about' },
      { code: 'lamp_install', unit: 'piece', count: 1, quantity: 4, qualifier: null },
    ]);
  });

  it('never add different units of one type', () => {
    const mixed = { ...works, unit: ['m2', 'place', 'piece', 'm2'] };
    expect(
      worksInView(mixed, types, view)
        .filter((tally) => tally.type.code === 'pavement_repair')
        .map(({ unit, quantity }) => [unit, quantity]),
    ).toEqual([
      ['m2', 100],
      ['place', 250],
    ]);
  });

  it('have no quantity where nobody wrote one', () => {
    expect(worksInView({ ...works, quantity: [null, null, null, null] }, types, view).map(({ quantity }) => quantity)).toEqual([null, null]);
  });
});

describe('works of a list on the map', () => {
  const idsOf = (group: Parameters<typeof worksOf>[1]) => worksOf(works, group).id;

  it('are those of its type, kind and period, without an unknown day only where any beginning will do', () => {
    expect(idsOf({ type: null })).toEqual([31, 32, 33, 34]);
    expect(idsOf({ type: 'pavement_repair' })).toEqual([31, 32, 34]);
    expect(idsOf({ type: null, kind: 'new' })).toEqual([33]);
    expect(idsOf({ type: null, from: '2026-06-01', to: '2026-06-29' })).toEqual([33]);
    expect(idsOf({ type: null, to: '2026-05-31' })).toEqual([31, 32]);
  });
});
