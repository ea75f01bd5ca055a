import { describe, expect, it } from 'vitest';
import { readMapState } from '../map/map-state.ts';
import { type PanelView, readPanelView } from '../map/panel-view.ts';
import { mapLink } from './map-link.ts';

describe('the address of what lies near an alley', () => {
  it.each<PanelView>([
    { list: 'issues', which: 'all' },
    { list: 'works', type: null },
    { list: 'issue', id: 12, from: 'all' },
    { list: 'work', id: 7, from: 'all' },
  ])('is read by the map page as the alley and %o', (view) => {
    const link = mapLink(333, view);
    expect(link).toMatch(/^\/map\?/);
    const state = readMapState(link.slice('/map'.length));
    expect(state.alley).toBe(333);
    expect(readPanelView(state.panel)).toEqual(view);
  });
});
