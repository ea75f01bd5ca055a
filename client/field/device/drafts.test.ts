import { expect, it } from 'vitest';
import { draftKey, isStaleDraft } from './drafts.ts';
import { forgetOthers } from './kept.ts';
import { openShelf } from './shelf.ts';

const DAY_MS = 24 * 3_600_000;

it('keeps drafts for whoever wrote them, for three days', async () => {
  const now = Date.parse('2026-11-20T10:00:00Z');
  const draft = (personId: number, days: number) => ({ key: draftKey(personId, 'visit', 5), at: new Date(now - days * DAY_MS).toISOString() });
  expect([draft(1, 2.9), draft(1, 3.1), draft(12, 0), { key: 'settings', at: '' }].map((kept) => isStaleDraft(kept, 1, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const shelf = await openShelf(() => undefined);
  const at = new Date().toISOString();
  const keys = [draftKey(1, 'visit', 5), draftKey(2, 'issue', 5), 'grids 1', 'doors 2 g'];
  await shelf.apply(keys.map((key) => ({ table: 'kept', put: { key, format: 1, at, value: null } })));
  await forgetOthers(shelf, 1);
  expect((await shelf.all('kept')).map(({ key }) => key)).toEqual([keys[0], 'grids 1']);
});
