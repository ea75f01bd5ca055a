import { describe, expect, it } from 'vitest';
import { DEFAULT_REGISTER, isFiltered, type RegisterState, readRegisterState, writeRegisterState } from './desk-state.ts';

const roundTrip = (state: RegisterState): RegisterState => {
  const written = Object.entries(writeRegisterState(state)).filter((entry): entry is [string, string] => entry[1] !== null);
  return readRegisterState(`?${new URLSearchParams(written)}`);
};

describe('the state of the register in the URL', () => {
  it('comes back as it was written', () => {
    const state: RegisterState = {
      q: '槐树',
      fails: ['road', 'line'],
      unknown: ['light'],
      surface: 'earth',
      status: 'unnamed',
      cables: 'partly_buried',
      parking: 'unknown',
      servedMin: 40,
      sort: 'need.water',
      isDescending: false,
    };
    expect(roundTrip(state)).toEqual(state);
    expect(roundTrip({ ...state, sort: 'fails', isDescending: false })).toEqual({ ...state, sort: 'fails', isDescending: false });
  });

  it('writes nothing where all is default, and reads what is cut or made up as default', () => {
    expect(Object.values(writeRegisterState(DEFAULT_REGISTER)).every((value) => value === null)).toBe(true);
    expect(readRegisterState('?sort=-beauty&fails=paving,&served=-3&status=lost&cables=flying&parking=0')).toEqual(DEFAULT_REGISTER);
  });

  it('says whether alleys are kept out; an order keeps none out', () => {
    expect(isFiltered(DEFAULT_REGISTER)).toBe(false);
    expect(isFiltered({ ...DEFAULT_REGISTER, sort: 'length', isDescending: false })).toBe(false);
    expect(isFiltered({ ...DEFAULT_REGISTER, unknown: ['scene'] })).toBe(true);
  });
});
