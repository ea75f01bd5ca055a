import { describe, expect, it } from 'vitest';
import { readRoundsAddress, writeRoundsAddress } from './address.ts';

describe('the address of the rounds', () => {
  it('carries both rounds, the denominator and what is opened', () => {
    const text = writeRoundsAddress('?lang=x', { view: 'compare', campaign: 'R1', with: 'R2', of: 'frozen', open: ['a', 'b'] }).toString();
    expect(readRoundsAddress(text)).toEqual({ view: 'compare', campaign: 'R1', with: 'R2', of: 'frozen', open: ['a', 'b'] });
    expect(new URLSearchParams(text).get('lang')).toBe('x');
  });

  it('leaves out defaults, and takes what is none for the default', () => {
    expect(writeRoundsAddress('?view=compare&of=frozen&open=a', { view: 'rounds', of: 'reachable', open: [] }).toString()).toBe('');
    expect(readRoundsAddress('?view=beauty&of=me')).toEqual({ view: 'rounds', campaign: null, with: null, of: 'reachable', open: [] });
  });
});
