import { describe, expect, it } from 'vitest';
import type { WallScene } from '#contract/walls';
import type { Director } from '../director/use-director.ts';
import { type Canvas, layoutWall } from './layout.ts';
import { shownPanels } from './shown.ts';

const layoutOf = (canvas: Canvas) => {
  const [widthPx = 0, heightPx = 0] = canvas.split('x').map(Number);
  return layoutWall({
    widthPx,
    heightPx,
    canvas,
    bezels: { columns: [], rows: [] },
    counts: { subdistricts: 5, kinds: 3, domains: 6, ranking: 5 },
    language: 'zh',
  });
};
const at = (kind: WallScene['kind'], mode: Director['mode'] = 'tour') => ({ scene: { kind } as WallScene, mode });

describe('shownPanels', () => {
  it('shows the ranking in its scene only where it shares a place', () => {
    expect([...shownPanels(layoutOf('1920x1080'), at('ranking'), false)]).toContain('ranking');
    expect([...shownPanels(layoutOf('1920x1080'), at('ranking'), false)]).not.toContain('longest');
    expect([...shownPanels(layoutOf('1920x1080'), at('overview'), false)]).not.toContain('ranking');
    expect([...shownPanels(layoutOf('3840x1080'), at('overview'), false)]).toEqual(expect.arrayContaining(['ranking', 'longest', 'scene']));
  });

  it('gives what the scene tells the place of the lists on the left', () => {
    const shown = shownPanels(layoutOf('1920x1080'), at('section'), false);
    expect(shown.has('scene')).toBe(true);
    expect(shown.has('subdistricts') || shown.has('stalled')).toBe(false);
  });

  it('puts an alarm in the place of the works', () => {
    for (const canvas of ['1920x1080', '3840x1080', '1080x1920'] as const)
      expect(shownPanels(layoutOf(canvas), at('works', 'alarm'), false).has('works')).toBe(false);
  });

  it('shows exactly one panel under the map of an upright screen', () => {
    for (const kind of ['overview', 'lowest', 'overdue', 'works', 'alleys', 'ranking'] as const) {
      const shown = shownPanels(layoutOf('1080x1920'), at(kind), false);
      expect(['subdistricts', 'longest', 'ranking', 'works', 'scene'].filter((name) => shown.has(name as 'works'))).toHaveLength(1);
    }
  });
});
