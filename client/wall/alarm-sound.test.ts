import { describe, expect, it } from 'vitest';
import { isQuiet } from './alarm-sound.ts';

describe('isQuiet', () => {
  it('keeps a span that goes over midnight', () => {
    const night = [{ from: '22:00', to: '07:30' }];
    expect(['21:59', '22:00', '03:10', '07:29', '07:30', '12:00'].map((clock) => isQuiet(clock, night))).toEqual([false, true, true, true, false, false]);
  });

  it('knows several spans, and none', () => {
    expect(
      isQuiet('12:30', [
        { from: '12:00', to: '13:00' },
        { from: '22:00', to: '23:00' },
      ]),
    ).toBe(true);
    expect(isQuiet('13:00', [{ from: '12:00', to: '13:00' }])).toBe(false);
    expect(isQuiet('00:00', [])).toBe(false);
  });
});
