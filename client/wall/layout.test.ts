import { describe, expect, it } from 'vitest';
import { type Box, CANVASES, type Canvas, type LayoutInput, layoutWall, nearestCanvas } from './layout.ts';

const counts = { subdistricts: 5, kinds: 3, domains: 8, ranking: 5 };
const noSeams = { columns: [], rows: [] };
const all = Object.keys(CANVASES) as Canvas[];
const ask = (canvas: Canvas, more: Partial<LayoutInput> = {}) =>
  layoutWall({ widthPx: CANVASES[canvas][0], heightPx: CANVASES[canvas][1], canvas: 'auto', bezels: noSeams, counts, language: 'zh', ...more });
const crosses = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Panels that take turns in one place. */
const TURNS: Record<string, readonly string[]> = {
  standard: ['ranking'],
  tall: ['ranking'],
  portrait: ['longest', 'ranking', 'works'],
};

describe('layoutWall', () => {
  it.each(all)('fills a screen of %s without letterbox, nothing outside it and nothing over another', (canvas) => {
    const layout = ask(canvas);
    const [width, height] = CANVASES[canvas];
    expect(layout.stage).toEqual({ x: 0, y: 0, width, height });
    const shown = Object.entries(layout.panels).filter(([name]) => !TURNS[layout.family]?.includes(name));
    const boxes: Box[] = [...shown.map(([, box]) => box), layout.map];
    for (const box of [...boxes, layout.band.name, layout.band.round, layout.band.status, layout.scene, layout.alarm, ...layout.workCells]) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(box.width * box.height).toBeGreaterThan(0);
    }
    for (const [index, box] of boxes.entries())
      for (const other of boxes.slice(index + 1)) expect(crosses(box, other), `${JSON.stringify([box, other])}`).toBe(false);
  });

  it('draws the same picture on twice the pixels', () => {
    for (const [small, large] of [
      ['1920x1080', '3840x2160'],
      ['3840x1080', '7680x2160'],
    ] as const) {
      const [once, twice] = [ask(small), ask(large)];
      expect(twice.u).toBe(2 * once.u);
      for (const [name, box] of Object.entries(once.panels)) {
        const other = twice.panels[name as keyof typeof once.panels] as Box;
        for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(other[side] - 2 * box[side])).toBeLessThanOrEqual(2);
      }
    }
  });

  it('letterboxes a shape between two families instead of stretching it', () => {
    const old = ask('1920x1080', { widthPx: 1600, heightPx: 1200 });
    expect(old.family).toBe('tall');
    expect(old.stage).toEqual({ x: 0, y: 66, width: 1600, height: 1067 });
    const chosen = ask('1920x1080', { widthPx: 3840, heightPx: 1080, canvas: '1920x1080' });
    expect(chosen.stage).toEqual({ x: 960, y: 0, width: 1920, height: 1080 });
  });

  it('gives 42 % of an upright screen to the map, and the extra width of the widest to it', () => {
    expect(ask('1080x1920').map.height / 1920).toBeCloseTo(0.42, 2);
    const [wide, wider] = [ask('3840x1080'), ask('6656x1792')];
    expect(wider.map.width / wider.u - wide.map.width / wide.u).toBeCloseTo((6656 / 1792 - 3840 / 1080) * 1080, 0);
  });

  it.each([
    ['3840x1080', { columns: [960, 1920, 2880], rows: [540] }],
    ['1920x1080', { columns: [960], rows: [540] }],
    ['1920x1080', { columns: [640, 1280], rows: [360, 720] }],
    ['6656x1792', { columns: [1664, 3328, 4992], rows: [896] }],
    ['2560x1600', { columns: [1280], rows: [800] }],
  ] as const)('keeps text of %s off the seams', (canvas, bezels) => {
    const layout = ask(canvas, { bezels });
    const clear = 12 * layout.u - 1;
    const text = Object.entries(layout.panels).filter(([name]) => name !== 'works' && name !== 'feed');
    for (const seam of layout.seams.columns)
      for (const [name, box] of text) expect(seam <= box.x - clear || seam >= box.x + box.width + clear, `${name} ${seam}`).toBe(true);
    for (const seam of layout.seams.rows)
      for (const [name, box] of text) expect(seam <= box.y - clear || seam >= box.y + box.height + clear, `${name} ${seam}`).toBe(true);
    for (const seam of layout.seams.columns)
      for (const cell of layout.workCells) expect(seam <= cell.x - clear || seam >= cell.x + cell.width + clear).toBe(true);
    expect(layout.panels.coverage).toBeDefined();
    expect(layout.panels.late).toBeDefined();
  });
});

describe('nearestCanvas', () => {
  it('names the smaller canvas of a shape', () => {
    expect(nearestCanvas(16 / 9)).toBe('1920x1080');
    expect(nearestCanvas(32 / 9)).toBe('3840x1080');
    expect(nearestCanvas(3.7)).toBe('6656x1792');
    expect(nearestCanvas(0.5)).toBe('1080x1920');
  });
});
