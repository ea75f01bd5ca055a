import { type Theme, type } from '../../tokens.ts';
import type { Drawing } from '../icons.ts';

const SIZE = 18;
const CASING = 1.5;

/** A work: a tag in the hue of its family, always with the family's letter, because the hues alone are too close for some eyes. */
export function workTag(theme: Theme, family = 'other', letter = ''): Drawing {
  const colour = (theme.work as Record<string, string>)[family] ?? theme.work.other;
  const box = SIZE + CASING * 2;
  return {
    width: box,
    height: box,
    draw(context) {
      context.fillStyle = theme.ground;
      context.fillRect(0, 0, box, box);
      context.fillStyle = colour;
      context.fillRect(CASING, CASING, SIZE, SIZE);
      context.fillStyle = theme.accentInk;
      context.font = `700 12px ${type.family}`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(letter, box / 2, box / 2 + 0.5);
    },
  };
}
