import { describe, expect, it } from 'vitest';
import { type HouseholdRow, householdLines } from './household-lines.ts';

function aRow(change: Partial<HouseholdRow>): HouseholdRow {
  return {
    id: 1,
    kind: 'household',
    state: 'untried',
    name: null,
    gridCode: 'G',
    gridName: 'G',
    buildingId: 5,
    buildingName: '5 号楼',
    unit: '1',
    floor: 1,
    room: '101',
    address: '',
    lon: 114.6,
    lat: 33.6,
    lastVisitedAt: null,
    appointmentAt: null,
    ...change,
  };
}

describe('households of a list', () => {
  it('stand under their building, staircase by staircase, door by door', () => {
    const lines = householdLines([
      aRow({ id: 1, unit: '2', room: '101' }),
      aRow({ id: 2, buildingId: 9, buildingName: '9 号楼' }),
      aRow({ id: 3, unit: '1', floor: 10, room: '1001' }),
      aRow({ id: 4, unit: '1', floor: 2, room: '201' }),
      aRow({ id: 5, buildingId: null, buildingName: null }),
    ]);
    expect(lines.map((line) => (line.type === 'building' ? `${line.name} (${line.count})` : line.household.id))).toEqual([
      '5 号楼 (3)',
      4,
      3,
      1,
      '9 号楼 (1)',
      2,
      'null (1)',
      5,
    ]);
  });
});
