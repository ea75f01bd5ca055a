import { describe, expect, test } from 'vitest';
import { type Message, Ring } from './ring.ts';

const message = (seq: number): Message => ({ seq, path: null, campaignId: null, frame: `${seq}` });
const messages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const toldAfter = (ring: Ring, seq: number) => ring.after(seq)?.map((known) => known.seq) ?? null;

describe('the newest messages', () => {
  test('are told to whoever knows an event before them', () => {
    const ring = new Ring(10, 5);
    ring.push(messages(6, 8));
    expect(toldAfter(ring, 5)).toEqual([6, 7, 8]);
    expect(toldAfter(ring, 7)).toEqual([8]);
    expect(toldAfter(ring, 8)).toEqual([]);
  });

  test('cannot be told to whoever was away too long, or knows what has not happened', () => {
    const ring = new Ring(10, 5);
    expect(toldAfter(ring, 5)).toEqual([]);
    expect(toldAfter(ring, 4)).toBeNull();
    expect(toldAfter(ring, 6)).toBeNull();
  });

  test('are at least as many as promised, and at most twice that', () => {
    const ring = new Ring(10);
    for (const one of messages(1, 95)) ring.push([one]);
    expect(ring.newest).toBe(95);
    expect(toldAfter(ring, 85)).toHaveLength(10);
    expect(toldAfter(ring, 74)).toBeNull();
    const oldest = messages(1, 95).find(({ seq }) => ring.after(seq) !== null);
    expect(95 - (oldest?.seq ?? 0)).toBeLessThan(20);
  });

  test('of one large push are kept as well', () => {
    const ring = new Ring(10);
    ring.push(messages(1, 50));
    expect(toldAfter(ring, 40)).toHaveLength(10);
    expect(toldAfter(ring, 39)).toBeNull();
  });
});
