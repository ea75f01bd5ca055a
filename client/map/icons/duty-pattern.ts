import type { Theme } from '../../tokens.ts';
import type { Drawing } from '../icons.ts';

const TILE = 12;
const LINE = 2;
const DOT = 1.7;

/**
 * What is wrong with a responsibility, as a pattern over whatever lies below: gap = one hatch, overlap = two hatches that cross, vacant = dots. Lines leave
 * the tile at one edge and come in at the other, so that it repeats without a seam.
 */
export function dutyPattern(theme: Theme, mark = 'gap'): Drawing {
  return {
    width: TILE,
    height: TILE,
    draw(context) {
      context.lineWidth = LINE;
      if (mark === 'vacant') {
        context.fillStyle = theme.text2;
        for (const [x, y] of [
          [TILE / 4, TILE / 4],
          [(TILE * 3) / 4, (TILE * 3) / 4],
        ] as const) {
          context.beginPath();
          context.arc(x, y, DOT, 0, 2 * Math.PI);
          context.fill();
        }
        return;
      }
      context.strokeStyle = mark === 'gap' ? theme.level1 : theme.level4;
      for (const direction of mark === 'gap' ? [1] : [1, -1]) {
        for (const offset of [-TILE, 0, TILE]) {
          context.beginPath();
          context.moveTo(offset - LINE, direction === 1 ? TILE + LINE : -LINE);
          context.lineTo(offset + TILE + LINE, direction === 1 ? -LINE : TILE + LINE);
          context.stroke();
        }
      }
    },
  };
}
