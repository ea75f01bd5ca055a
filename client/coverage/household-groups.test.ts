import { describe, expect, it } from 'vitest';
import { groupQuestion, uncoveredStateOf } from './household-groups.ts';

describe('the groups behind the figures', () => {
  it('are asked for as the figures are counted', () => {
    expect(groupQuestion('all')).toEqual({});
    expect(new Set(groupQuestion('reachable').state)).toEqual(new Set(['appointment', 'covered', 'exempt_pending', 'tried', 'untried']));
    expect(new Set(groupQuestion('uncovered').state)).toEqual(new Set(['appointment', 'exempt_pending', 'tried', 'untried']));
    expect(groupQuestion('exempt')).toEqual({ state: ['exempt'] });
    expect(groupQuestion('frozen')).toEqual({ frozen: true });
    expect(groupQuestion('frozen_left').state).toContain('exempt');
    expect(groupQuestion('frozen_left').state).not.toContain('covered');
  });
  it('follow visits where they are the uncovered of a whole place', () => {
    expect(uncoveredStateOf('uncovered', undefined)).toBeNull();
    expect(uncoveredStateOf('tried', undefined)).toBe('tried');
    expect(uncoveredStateOf('covered', undefined)).toBeUndefined();
    expect(uncoveredStateOf('uncovered', { building: 3 })).toBeUndefined();
  });
});
