import { describe, expect, it } from 'vitest';
import { DEFAULT_WORKS, daysOf, readWorksState, writeWorksState } from './desk-state.ts';

describe('the address of the works page', () => {
  it('says what is shown, and nothing where it is the default', () => {
    const state = {
      ...DEFAULT_WORKS,
      period: 'custom',
      from: '2026-05-01',
      to: '2026-05-31',
      programme: 'alleys',
      type: 'lamp_install',
      view: 'gallery',
      work: 7,
      edit: 'new',
      issue: 12,
    } as const;
    const search = new URLSearchParams(Object.entries(writeWorksState(state)).filter((entry): entry is [string, string] => entry[1] !== null)).toString();
    expect(readWorksState(search)).toEqual(state);
    expect(Object.values(writeWorksState(DEFAULT_WORKS)).every((value) => value === null)).toBe(true);
  });

  it('that was cut or made up is as if it said nothing', () => {
    expect(readWorksState('view=downgraded').view).toBe('downgraded');
    expect(readWorksState('period=always&from=yesterday&work=-3&view=x')).toEqual(DEFAULT_WORKS);
    expect(readWorksState('period=custom&from=2026-13-45').from).toBeNull();
    expect(readWorksState('edit=7&issue=12').issue).toBeNull();
  });
});

describe('a period', () => {
  it.each([
    ['2026-06-10', '2026-06-08'],
    ['2026-06-08', '2026-06-08'],
    ['2026-06-14', '2026-06-08'],
  ])('of a week begins on Monday: %s belongs to that of %s', (today, monday) => {
    expect(daysOf({ period: 'week', from: null, to: null }, today)).toEqual({ from: monday, to: today });
  });

  it('of today, of this month, so far, and open at one end', () => {
    expect(daysOf({ period: 'today', from: null, to: null }, '2026-06-10')).toEqual({ from: '2026-06-10', to: '2026-06-10' });
    expect(daysOf({ period: 'month', from: null, to: null }, '2026-06-10')).toEqual({ from: '2026-06-01', to: '2026-06-10' });
    expect(daysOf({ period: 'all', from: '2026-01-01', to: null }, '2026-06-10')).toEqual({});
    expect(daysOf({ period: 'custom', from: '2026-01-01', to: null }, '2026-06-10')).toEqual({ from: '2026-01-01' });
  });
});
