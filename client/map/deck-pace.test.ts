import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeckPace } from './deck-pace.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A loop as luma.gl runs it: asks for the next frame after each. */
function loop(pace: DeckPace): () => number {
  let frames = 0;
  const again = (): void => {
    frames++;
    pace.requestAnimationFrame(again);
  };
  pace.requestAnimationFrame(again);
  return () => frames;
}

it('looks four times a second at rest, at every frame for a while after a change, and rests again', () => {
  const pace = new DeckPace();
  const frames = loop(pace);
  vi.advanceTimersByTime(1_000);
  expect(frames()).toBe(4);
  pace.wake();
  vi.advanceTimersByTime(100);
  expect(frames()).toBeGreaterThan(8);
  vi.advanceTimersByTime(1_500);
  const before = frames();
  vi.advanceTimersByTime(1_000);
  expect(frames() - before).toBe(4);
});

it('does not run what was taken back, waiting slowly or for a frame', () => {
  const pace = new DeckPace();
  const run = vi.fn();
  pace.cancelAnimationFrame(pace.requestAnimationFrame(run));
  pace.wake();
  pace.cancelAnimationFrame(pace.requestAnimationFrame(run));
  pace.wake();
  vi.advanceTimersByTime(3_000);
  expect(run).not.toHaveBeenCalled();
});
