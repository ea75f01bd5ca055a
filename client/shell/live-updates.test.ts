import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveUpdates } from './live-updates.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What the map and the page of alleys ask about alleys (client/alleys/api.ts and client/alleys-page/api.ts), by their first word. */
const ALLEY_ANSWERS = ['alley', 'alley-surveys', 'alley-register', 'alley-dark', 'alley-faults', 'alley-revisions'];

describe('answers about alleys', () => {
  it.each([
    ['an alley has changed', { kind: 'events' as const, events: [{ seq: 2, event: { type: 'alley' as const, path: 'KF', alleyId: 7 } }] }],
    ['events were missed', { kind: 'resync' as const, seq: 9 }],
  ])('are all asked for again when %s: dark stretches and what is wrong on the line too', (_when, news) => {
    const client = new QueryClient();
    for (const word of ALLEY_ANSWERS) client.setQueryData([word, null], {});
    const updates = new LiveUpdates(client);
    updates.take(news);
    vi.advanceTimersByTime(5_000);
    expect(ALLEY_ANSWERS.filter((word) => !client.getQueryState([word, null])?.isInvalidated)).toEqual([]);
    updates.stop();
  });
});
