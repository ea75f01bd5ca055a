import { describe, expect, it } from 'vitest';
import { type PanelView, readPanelView, writePanelView } from './panel-view.ts';

const views: PanelView[] = [
  { list: 'households', state: 'uncovered', kind: null },
  { list: 'households', state: 'tried', kind: 'school' },
  { list: 'households', state: 'exempt', kind: null },
  { list: 'households', state: 'frozen_left', kind: 'enterprise' },
  { list: 'households', state: 'uncovered', kind: null, line: { inside: 'KFQ.01-3' } },
  { list: 'households', state: 'all', kind: 'school', line: { building: 12 } },
  { list: 'households', state: 'uncovered', kind: null, line: { aboveLevel: 4 } },
  { list: 'issues', which: 'overdue_long' },
  { list: 'issues', which: 'all' },
  { list: 'issues', which: 'resolved' },
  { list: 'works', type: null },
  { list: 'works', type: 'lamp_install' },
  { list: 'works', type: 'parking', kind: 'new', from: '2026-06-01', to: '2026-06-30' },
  { list: 'works', type: null, to: '2026-06-30' },
  { list: 'issue', id: 12, from: null },
  { list: 'issue', id: 12, from: 'overdue' },
  { list: 'work', id: 7, from: 'lamp_install' },
  { list: 'project', id: 12 },
];

describe('the word for what is open in the card', () => {
  it.each(views)('says %j and is read back', (view) => expect(readPanelView(writePanelView(view))).toEqual(view));
  it.each([null, '', 'nonsense', 'issue.', 'issue.x', 'issue.-1', 'households', 'households.gone', 'issues.late'])('takes %j for nothing', (word) =>
    expect(readPanelView(word)).toBeNull(),
  );
});
