import type { Theme } from '../../tokens.ts';
import type { Drawing } from '../icons.ts';

const SIZE = 16;
const MIDDLE = SIZE / 2;
const CASING = 1.5;

/** untried: filled · tried: outlined · appointment: a square outlined in the accent · exempt_pending: a plus · others: a quiet dot. */
export function householdMark(theme: Theme, state = 'untried'): Drawing {
  return {
    width: SIZE,
    height: SIZE,
    draw(context) {
      const ink = theme.ramp[0];
      if (state === 'untried') {
        disc(context, 5 + CASING, theme.ground);
        disc(context, 5, ink);
      } else if (state === 'tried') {
        disc(context, 5 + CASING, theme.ground);
        disc(context, 5, theme.tried);
        disc(context, 2.5, theme.surface);
      } else if (state === 'appointment') {
        square(context, 5 + CASING, theme.ground);
        square(context, 5, theme.accent);
        square(context, 2.5, theme.surface);
      } else if (state === 'exempt_pending') {
        plus(context, 5 + CASING, 2.4 + CASING * 2, theme.ground);
        plus(context, 5, 2.4, ink);
      } else {
        disc(context, 2.5, theme.ramp[5]);
      }
    },
  };
}

function disc(context: CanvasRenderingContext2D, radius: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(MIDDLE, MIDDLE, radius, 0, 2 * Math.PI);
  context.fill();
}

function square(context: CanvasRenderingContext2D, half: number, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(MIDDLE - half, MIDDLE - half, half * 2, half * 2);
}

function plus(context: CanvasRenderingContext2D, half: number, width: number, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(MIDDLE - half, MIDDLE - width / 2, half * 2, width);
  context.fillRect(MIDDLE - width / 2, MIDDLE - half, width, half * 2);
}
