import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/request.ts';
import { bodyOf, draftsOf, withAdded, wrongDrafts } from './drafts.ts';

const grid = (code: string) => ({ id: 1, code, name: code, level: 3, kind: 'basic' as const, path: `town/${code}` });
const leader = { kind: 'leader' as const, person: { id: 7, name: 'Leader' }, unit: null };
const bureau = { kind: 'unit' as const, person: null, unit: { id: 3, code: 'bureau', name: 'Bureau' } };

describe('the duty of a round in the form', () => {
  it('is sent as it was read when nothing changes', () => {
    const drafts = draftsOf([
      { grid: grid('east'), ...leader },
      { grid: grid('west'), ...bureau },
    ]);
    expect(bodyOf(drafts)).toEqual({
      duties: [
        { grid: 'east', kind: 'leader', person: 7 },
        { grid: 'west', kind: 'unit', unit: 'bureau' },
      ],
    });
  });

  it('grows by one duty for each grid that has not got it, in the order of the tree', () => {
    const before = draftsOf([{ grid: grid('west'), ...bureau }]);
    const after = withAdded(before, [grid('west'), grid('east')], bureau);
    expect(after.map(({ grid: { code }, isNew }) => [code, isNew])).toEqual([
      ['east', true],
      ['west', false],
    ]);
    expect(withAdded(after, [grid('west')], { ...bureau, person: leader.person })).toHaveLength(3);
  });

  it('knows by its place what the server does not know any more', () => {
    const errors = [
      { pointer: '/duties/1/person', detail: '' },
      { pointer: '/other', detail: '' },
    ];
    expect([...wrongDrafts(new Problem({ status: 400, errors }))]).toEqual([[1, 'person']]);
    expect(wrongDrafts(new Error('line')).size).toBe(0);
  });
});
