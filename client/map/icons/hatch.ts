import type { Theme } from '../../tokens.ts';
import type { Drawing } from '../icons.ts';

const TILE = 14;
const LINE = 2.8;

/** Unknown: lines at 45°, 2 of 7 px across. The tile repeats without a seam because each line leaves at one edge and comes in at the other. */
export function hatch(theme: Theme): Drawing {
  return {
    width: TILE,
    height: TILE,
    draw(context) {
      context.fillStyle = theme.hatchGround;
      context.fillRect(0, 0, TILE, TILE);
      context.strokeStyle = theme.hatch;
      context.lineWidth = LINE;
      for (const offset of [-TILE, 0, TILE]) {
        context.beginPath();
        context.moveTo(offset - LINE, TILE + LINE);
        context.lineTo(offset + TILE + LINE, -LINE);
        context.stroke();
      }
    },
  };
}
