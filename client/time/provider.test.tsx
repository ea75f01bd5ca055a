import { act, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Past, usePast } from '../api/past.ts';
import { type TimeDesk, TimeProvider, useTime } from './provider.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: ReturnType<typeof createRoot>;
let desk: TimeDesk;
let made: string[];
let shown: (string | undefined)[];
beforeEach(() => {
  made = [];
  shown = [];
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  root = createRoot(page);
});
afterEach(() => act(async () => root.unmount()));

const pastOf = (day: string): Past => {
  made.push(day);
  return { day } as Past;
};

/** What the machine does: it gives the source whenever the way to give it changes. */
function Machine() {
  const own = useTime();
  desk = own;
  const { setSource } = own;
  useEffect(() => setSource((day) => pastOf(day)), [setSource]);
  return null;
}
function Page() {
  shown.push(usePast()?.day);
  return null;
}
const open = () =>
  act(async () =>
    root.render(
      <MemoryRouter>
        <TimeProvider>
          <Machine />
          <Page />
        </TimeProvider>
      </MemoryRouter>,
    ),
  );

describe('days that run past', () => {
  it('are made once each, and the page is rendered once for each', async () => {
    await open();
    shown = [];
    for (const day of ['2026-09-01', '2026-09-02', '2026-09-03']) await act(async () => desk.goTo(day, false));
    expect(made).toEqual(['2026-09-01', '2026-09-02', '2026-09-03']);
    expect(shown).toEqual(['2026-09-01', '2026-09-02', '2026-09-03']);
  });
});
