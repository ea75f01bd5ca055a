import type { Wall, WallBody, WallLayout } from '#contract/walls';
import { CANVASES, nearestCanvas } from '../wall/layout.ts';

/** What is being set up; seams stay text until they are numbers. */
export interface WallDraft extends Omit<WallBody, 'bezels'> {
  columns: string;
  rows: string;
}

export function draftOf({ name, grid, campaign, layout, theme, scenes, dwellS, bezels, sound, alarms, room }: Wall): WallDraft {
  return {
    name,
    grid: grid.code,
    campaign,
    layout,
    theme,
    scenes,
    dwellS,
    sound,
    alarms,
    room,
    columns: bezels.columns.join(', '),
    rows: bezels.rows.join(', '),
  };
}

/** The body of a request; null while the seams are no numbers or something has no name. */
export function bodyOf({ columns, rows, ...rest }: WallDraft): WallBody | null {
  const [x, y] = [numbersOf(columns), numbersOf(rows)];
  const isNamed = [rest.name, rest.room, ...rest.scenes.map((scene) => (scene.kind === 'own' ? scene.title : scene.kind))].every((name) => name.trim() !== '');
  return x === null || y === null || !isNamed ? null : { ...rest, bezels: { columns: x, rows: y } };
}

/** "960, 1920" → [960, 1920]; '' → []; null where something else than positive numbers stands. */
export function numbersOf(text: string): number[] | null {
  const parts = text.split(/[\s,，;、]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every((value) => Number.isFinite(value) && value > 0) ? numbers : null;
}

/** Seams of so many displays of one size beside each other: "1280, 2560" for three on 3840. */
export function evenSeams(count: number, length: number): string {
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) => Math.round(((index + 1) * length) / count)).join(', ');
}

/** The pixels that seams are counted in. */
export function canvasOf(layout: WallLayout): readonly [number, number] {
  return CANVASES[layout === 'auto' ? nearestCanvas(window.screen.width / Math.max(1, window.screen.height)) : layout];
}

/** The list with one entry in another place; the same list where there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const next = [...items];
  if (to < 0 || to >= items.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
