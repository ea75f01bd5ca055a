import { describe, expect, test } from 'vitest';
import { beatOf, held, resumed, steered } from './beat.ts';
import type { WallRoom } from './contract.ts';

const ROOM: WallRoom = {
  name: 'Hall',
  epochMs: 0,
  dwellS: 10,
  pausedAtMs: null,
  resumesAtMs: null,
  theme: null,
  heldAlarmId: null,
  heldAtMs: null,
  version: 1,
};

describe('a room by command', () => {
  test('counts on its epoch; a pause stands still and goes on where it stood', () => {
    expect(beatOf(ROOM, 35_000)).toBe(3);
    expect(beatOf(steered(ROOM, { do: 'next' }, 35_000), 35_000)).toBe(4);
    expect(beatOf(steered(ROOM, { do: 'previous' }, 5_000), 5_000)).toBe(-1);
    const paused = steered(ROOM, { do: 'pause' }, 35_000);
    expect(beatOf(paused, 95_000)).toBe(3);
    expect(beatOf(steered(paused, { do: 'next' }, 95_000), 99_000)).toBe(4);
    const goesOn = steered(paused, { do: 'resume' }, 95_000);
    expect([beatOf(goesOn, 95_000), beatOf(goesOn, 99_999), beatOf(goesOn, 100_000)]).toEqual([3, 3, 4]);
    expect(steered(ROOM, { do: 'theme', theme: 'day' }, 1).theme).toBe('day');
  });

  test('a pause with an end is over by itself', () => {
    const paused = steered(ROOM, { do: 'pause', seconds: 60 }, 35_000);
    expect(resumed(paused, 94_999)).toBe(paused);
    const after = resumed(paused, 100_000);
    expect([after.pausedAtMs, beatOf(after, 99_999), beatOf(after, 100_000)]).toEqual([null, 3, 4]);
  });
});

describe('a room that an alarm holds', () => {
  const alarmed = held(ROOM, 7, 35_000);

  test('stands still until the alarm is taken on, and goes on in the middle of its scene', () => {
    expect([beatOf(alarmed, 35_000), beatOf(alarmed, 900_000)]).toEqual([3, 3]);
    const free = held(alarmed, null, 900_000);
    expect([free.heldAlarmId, free.heldAtMs]).toEqual([null, null]);
    expect([900_000, 904_999, 905_000].map((nowMs) => beatOf(free, nowMs))).toEqual([3, 3, 4]);
  });

  test('stays where the first one stopped it when a second one follows', () => {
    const second = held(alarmed, 9, 60_000);
    expect([second.heldAlarmId, second.heldAtMs]).toEqual([9, 35_000]);
    expect(beatOf(held(second, null, 100_000), 104_999)).toBe(3);
  });

  test('is not set going by a phone; what the phone chose is there afterwards', () => {
    const told = steered(steered(alarmed, { do: 'resume' }, 40_000), { do: 'next' }, 41_000);
    expect([beatOf(told, 500_000), told.heldAlarmId]).toEqual([4, 7]);
    expect([beatOf(held(told, null, 500_000), 509_999), beatOf(held(told, null, 500_000), 510_000)]).toEqual([4, 5]);
  });

  test('keeps a pause that was there before it, and one that was asked for meanwhile', () => {
    const before = held(steered(ROOM, { do: 'pause' }, 20_000), 7, 35_000);
    expect([before.heldAtMs, beatOf(before, 90_000)]).toEqual([20_000, 2]);
    const free = held(before, null, 90_000);
    expect([free.heldAlarmId, free.pausedAtMs, beatOf(free, 200_000)]).toEqual([null, 20_000, 2]);
    const meanwhile = held(steered(alarmed, { do: 'pause' }, 60_000), null, 90_000);
    expect([meanwhile.pausedAtMs, beatOf(meanwhile, 200_000), beatOf(steered(meanwhile, { do: 'resume' }, 200_000), 204_999)]).toEqual([35_000, 3, 3]);
  });

  test('loses a pause that runs out meanwhile', () => {
    const paused = held(steered(ROOM, { do: 'pause', seconds: 60 }, 20_000), 7, 35_000);
    const over = resumed(paused, 100_000);
    expect([over.pausedAtMs, over.heldAtMs, beatOf(over, 100_000)]).toEqual([null, 20_000, 2]);
    expect([beatOf(held(over, null, 300_000), 309_999), beatOf(held(over, null, 300_000), 310_000)]).toEqual([2, 3]);
  });
});
