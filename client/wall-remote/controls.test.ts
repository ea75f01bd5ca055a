import { describe, expect, it } from 'vitest';
import type { WallRoom } from '#contract/walls';
import { roomIndex } from './controls.tsx';

const room: WallRoom = {
  name: '大厅',
  epochMs: 0,
  dwellS: 10,
  pausedAtMs: null,
  resumesAtMs: null,
  theme: null,
  heldAlarmId: null,
  heldAtMs: null,
  version: 1,
};
const keys = ['overview', 'lowest', 'ranking'];

describe('roomIndex', () => {
  it('is the beat of the room over the scenes', () => {
    expect([0, 9_999, 10_000, 29_000, 30_000].map((nowMs) => roomIndex(room, keys, nowMs))).toEqual([0, 0, 1, 2, 0]);
  });

  it('stands still while the room does', () => {
    expect(roomIndex({ ...room, pausedAtMs: 12_000 }, keys, 95_000)).toBe(1);
    expect(roomIndex({ ...room, pausedAtMs: 12_000, resumesAtMs: 20_000 }, keys, 15_000)).toBe(1);
    expect(roomIndex({ ...room, heldAlarmId: 7, heldAtMs: 12_000 }, keys, 95_000)).toBe(1);
  });
});
