import type { Theme } from '../../tokens.ts';
import type { Drawing } from '../icons.ts';

const BOX = 17;

/** An alley in a plan, far out: filled where it is safely in, a broken ring where a small change drops it, a ring with a bar where a rule keeps it out. */
export function planMark(theme: Theme, standing = 'core'): Drawing {
  const middle = BOX / 2;
  return {
    width: BOX,
    height: BOX,
    draw(context) {
      const circle = (radius: number) => {
        context.beginPath();
        context.arc(middle, middle, radius, 0, Math.PI * 2);
      };
      if (standing === 'core') {
        circle(4.6);
        context.fillStyle = theme.ground;
        context.fill();
        circle(3.6);
        context.fillStyle = theme.accent;
        context.fill();
        return;
      }
      circle(standing === 'barred' ? 6.2 : 4.2);
      context.fillStyle = theme.raised;
      context.fill();
      context.lineWidth = 1.6;
      context.strokeStyle = standing === 'barred' ? theme.text : theme.accent;
      // A broken line, as on the map up close; three gaps are seen at any size.
      if (standing === 'edge') context.setLineDash([5.2, 3.6]);
      context.stroke();
      context.setLineDash([]);
      if (standing !== 'barred') return;
      context.beginPath();
      context.moveTo(middle - 3.4, middle);
      context.lineTo(middle + 3.4, middle);
      context.stroke();
    },
  };
}
