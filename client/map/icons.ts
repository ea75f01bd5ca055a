import { type ThemeName, themes } from '../tokens.ts';
import { conditionCells } from './icons/condition-cells.ts';
import { dutyPattern } from './icons/duty-pattern.ts';
import { hatch } from './icons/hatch.ts';
import { householdMark } from './icons/household-mark.ts';
import { latenessMark } from './icons/lateness-mark.ts';
import { planMark } from './icons/plan-mark.ts';
import { workTag } from './icons/work-tag.ts';

/**
 * Pictures of the map, drawn when first asked for: there is no sprite to fetch, both themes and any pixel ratio come out sharp.
 * An id says all there is to draw: `light|lateness|overdue`, `dark|cells|mfum?|ABCDE`.
 */
export const ICON_RATIO = 2;

/** Draws onto a context whose unit is one CSS pixel. */
export interface Drawing {
  /** CSS pixels. */
  width: number;
  height: number;
  draw(context: CanvasRenderingContext2D): void;
}

const DRAWERS: Record<string, (theme: (typeof themes)[ThemeName], ...words: string[]) => Drawing> = {
  duty: dutyPattern,
  hatch,
  household: householdMark,
  lateness: latenessMark,
  plan: planMark,
  work: workTag,
  cells: conditionCells,
};

export const householdIcon = (theme: ThemeName, state: string): string => `${theme}|household|${state}`;
export const latenessIcon = (theme: ThemeName, lateness: string): string => `${theme}|lateness|${lateness}`;
export const workIcon = (theme: ThemeName, family: string, letter: string): string => `${theme}|work|${family}|${letter}`;
export const dutyIcon = (theme: ThemeName, mark: string): string => `${theme}|duty|${mark}`;
export const cellsIcon = (theme: ThemeName, conditions: string, letters: string): string => `${theme}|cells|${conditions}|${letters}`;

/** What an id asks to draw; null for an id of somebody else. */
export function drawingOf(id: string): Drawing | null {
  const [name, kind, ...words] = id.split('|');
  const theme = name === 'light' || name === 'dark' ? themes[name] : null;
  const drawer = kind === undefined ? undefined : DRAWERS[kind];
  return theme && drawer ? drawer(theme, ...words) : null;
}

/** The pixels of a drawing; ratio: how many for one CSS pixel. */
export function pixels(drawing: Drawing, ratio: number = ICON_RATIO): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(drawing.width * ratio);
  canvas.height = Math.ceil(drawing.height * ratio);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D canvas.');
  context.scale(ratio, ratio);
  drawing.draw(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
