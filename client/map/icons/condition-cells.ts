import { type Theme, type } from '../../tokens.ts';
import type { Drawing } from '../icons.ts';

const CELL = 16;
const MARGIN = 3;

/** Five cells in fixed order: fails (f) filled, meets (m) a grey letter, unknown (u) dashed. `conditions` is one letter per cell. */
export function conditionCells(theme: Theme, conditions = '', letters = ''): Drawing {
  const count = conditions.length;
  return {
    width: count * CELL + MARGIN * 2,
    height: CELL + MARGIN * 2,
    draw(context) {
      context.globalAlpha = 0.86;
      context.fillStyle = theme.surface;
      context.fillRect(0, 0, count * CELL + MARGIN * 2, CELL + MARGIN * 2);
      context.globalAlpha = 1;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      [...conditions].forEach((condition, index) => {
        const x = MARGIN + index * CELL;
        if (condition === 'f') {
          context.fillStyle = theme.text;
          context.fillRect(x + 0.5, MARGIN + 0.5, CELL - 1, CELL - 1);
        } else if (condition === 'u') {
          context.strokeStyle = theme.text3;
          context.lineWidth = 1;
          context.setLineDash([2, 2]);
          context.strokeRect(x + 1, MARGIN + 1, CELL - 2, CELL - 2);
          context.setLineDash([]);
        }
        context.font = `${condition === 'f' ? '700 ' : ''}12px ${type.family}`;
        context.fillStyle = condition === 'f' ? theme.ground : theme.text3;
        context.fillText([...letters][index] ?? '', x + CELL / 2, MARGIN + CELL / 2 + 0.5);
      });
    },
  };
}
