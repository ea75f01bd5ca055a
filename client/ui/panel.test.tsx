import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startI18n } from '../i18n/i18n.ts';
import { Panel } from './panel.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
startI18n();

let root: ReturnType<typeof createRoot>;
beforeEach(() => {
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  root = createRoot(page);
});
afterEach(() => act(async () => root.unmount()));

/** A panel by its key; another `kind` is another component in its place. */
const show = (kind: string, focusKey: string) =>
  act(async () =>
    root.render(
      <Panel key={kind} title={focusKey} focusKey={focusKey}>
        <button type="button">inside</button>
      </Panel>,
    ),
  );
const focused = () => document.activeElement?.textContent;

describe('the heading of a panel', () => {
  it('takes the focus that fell with the panel before it, and of another thing, but none at first and none from elsewhere', async () => {
    await show('card', 'grid 1');
    expect(document.activeElement).toBe(document.body);
    document.querySelector('button')?.focus();
    await show('rows', 'households');
    expect(focused()).toBe('households');
    await show('rows', 'issues');
    expect(focused()).toBe('issues');
    const elsewhere = document.body.appendChild(document.createElement('input'));
    elsewhere.focus();
    await show('card', 'grid 1');
    expect(document.activeElement).toBe(elsewhere);
  });
});
