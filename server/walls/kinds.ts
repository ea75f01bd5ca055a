import { z } from 'zod';

/** auto = by the screen's own proportions. The others are width × height of the design canvas in px. */
export const WallLayout = z.enum(['auto', '1920x1080', '3840x2160', '3840x1080', '7680x2160', '6656x1792', '2560x1600', '1080x1920']);
export type WallLayout = z.infer<typeof WallLayout>;
export const WALL_LAYOUTS = WallLayout.options;

export const WallTheme = z.enum(['dark', 'day']);
export type WallTheme = z.infer<typeof WallTheme>;

/**
 * What a scene of the tour is about, in the tour's order. overview: the whole; lowest: the grid with the lowest coverage; section: its worst building,
 * floor × unit; overdue: where most overdue issues lie close together; works: completed today, before and after; alleys: chosen by the newest approved
 * plan; ranking: by fair groups; replay: the round from its first day to today; own: a place that somebody set.
 */
export const SceneKind = z.enum(['overview', 'lowest', 'section', 'overdue', 'works', 'alleys', 'ranking', 'replay', 'own']);
export type SceneKind = z.infer<typeof SceneKind>;
/** The tour of a wall that nobody has changed. The replay comes last: it ends with today, where the next round of the tour begins. */
export const TOUR: readonly Exclude<SceneKind, 'own'>[] = ['overview', 'lowest', 'section', 'overdue', 'works', 'alleys', 'ranking', 'replay'];

/** What a tour can be made of, own places aside. */
export const TOUR_KINDS = SceneKind.exclude(['own']).options;

/** The room of the plain wall that stands where nobody has set one up. */
export const PLAIN_ROOM = '指挥大厅';

/** How long a scene stays, in seconds. */
export const DWELL_S = { least: 8, most: 15, usual: 12 } as const;
/** After an input the tour stands still for this long. */
export const PAUSE_S = 60;

/** Headers of a wall and of its remote control. A stream (EventSource) sends no headers: there wallToken and wallDevice are in the address. */
export const WALL_TOKEN_HEADER = 'x-wall-token';
export const WALL_DEVICE_HEADER = 'x-wall-device';
export const WALL_REMOTE_HEADER = 'x-wall-remote';
