import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { useNewBuild } from './endurance.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

type At = { build: string | undefined; index: number; mode: 'tour' | 'held' | 'alarm' };

function Wall({ build, index, mode, reload }: At & { reload: () => void }) {
  useNewBuild(build, { index, count: 6, mode }, reload);
  return null;
}

/** Shows a wall at one moment after the other; returns how often it had been loaded again after each. */
function reloads(...moments: At[]): number[] {
  const reload = vi.fn();
  const root = createRoot(document.createElement('div'));
  const counts = moments.map((moment) => {
    act(() => root.render(<Wall {...moment} reload={reload} />));
    return reload.mock.calls.length;
  });
  act(() => root.unmount());
  return counts;
}

test('another build is loaded where one scene follows another, not in the middle of one', () => {
  expect(
    reloads(
      { build: undefined, index: 0, mode: 'tour' },
      { build: 'a', index: 0, mode: 'tour' },
      { build: 'a', index: 1, mode: 'tour' },
      { build: 'b', index: 1, mode: 'tour' },
      { build: 'b', index: 2, mode: 'tour' },
    ),
  ).toEqual([0, 0, 0, 0, 1]);
});

test('it waits for an alarm, and for a hand', () => {
  expect(
    reloads(
      { build: 'a', index: 1, mode: 'tour' },
      { build: 'b', index: 2, mode: 'alarm' },
      { build: 'b', index: 3, mode: 'held' },
      { build: 'b', index: 4, mode: 'tour' },
    ),
  ).toEqual([0, 0, 0, 1]);
});
