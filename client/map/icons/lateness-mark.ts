import type { Theme } from '../../tokens.ts';
import type { Drawing } from '../icons.ts';

/** Size of level III; the others are shares of it. */
const BASE = 15;
const SCALE: Record<string, number> = { overdue_long: 1.25, overdue: 1.15, due_today: 1, scheduled: 0.72, in_term: 0.6, unknown: 0.6 };
const CASING = 1.5;

/** Lateness of an issue: diamond with `!`, triangle, square, small ring, ring with two bars; the colour only repeats the shape. */
export function latenessMark(theme: Theme, lateness = 'in_term'): Drawing {
  const size = BASE * (SCALE[lateness] ?? 1);
  const box = size + CASING * 2 + 4;
  const middle = box / 2;
  const half = size / 2;
  return {
    width: box,
    height: box,
    draw(context) {
      context.lineJoin = 'round';
      if (lateness === 'overdue_long') {
        shape(context, theme, theme.level1, [
          [middle, middle - half * 1.2],
          [middle + half * 1.2, middle],
          [middle, middle + half * 1.2],
          [middle - half * 1.2, middle],
        ]);
        context.fillStyle = theme.ground;
        context.fillRect(middle - 1.1, middle - half * 0.62, 2.2, half * 0.72);
        context.fillRect(middle - 1.1, middle + half * 0.3, 2.2, 2.2);
      } else if (lateness === 'overdue') {
        shape(context, theme, theme.level2, [
          [middle, middle - half],
          [middle + half * 1.05, middle + half * 0.85],
          [middle - half * 1.05, middle + half * 0.85],
        ]);
      } else if (lateness === 'due_today') {
        const side = half * 0.86;
        shape(context, theme, theme.level3, [
          [middle - side, middle - side],
          [middle + side, middle - side],
          [middle + side, middle + side],
          [middle - side, middle + side],
        ]);
      } else {
        ring(context, theme, middle, half, lateness === 'unknown');
        if (lateness === 'scheduled') {
          context.fillStyle = theme.neutral;
          context.fillRect(middle - 2.2, middle - 2.4, 1.5, 4.8);
          context.fillRect(middle + 0.7, middle - 2.4, 1.5, 4.8);
        }
      }
    },
  };
}

function shape(context: CanvasRenderingContext2D, theme: Theme, colour: string, corners: readonly (readonly [number, number])[]): void {
  context.beginPath();
  corners.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
  context.strokeStyle = theme.ground;
  context.lineWidth = CASING * 2;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}

function ring(context: CanvasRenderingContext2D, theme: Theme, middle: number, radius: number, isDashed: boolean): void {
  context.beginPath();
  context.arc(middle, middle, radius + CASING, 0, 2 * Math.PI);
  context.fillStyle = theme.ground;
  context.fill();
  context.beginPath();
  context.arc(middle, middle, radius - 0.8, 0, 2 * Math.PI);
  context.strokeStyle = theme.neutral;
  context.lineWidth = 1.6;
  if (isDashed) context.setLineDash([2, 2]);
  context.stroke();
  context.setLineDash([]);
}
