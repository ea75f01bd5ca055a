import { z } from 'zod';

/** overdue: an issue past its deadline; expiring: one about to be; cluster: many issues of one grid in a short time; stall: a grid where nobody knocks. */
export const AlarmKind = z.enum(['overdue', 'expiring', 'cluster', 'stall']);
export type AlarmKind = z.infer<typeof AlarmKind>;
export const ALARM_KINDS = AlarmKind.options;
/** new: nobody has taken it on; acknowledged by somebody; cleared: its cause is gone (whether or not anybody acknowledged it). */
export const AlarmStatus = z.enum(['new', 'acknowledged', 'cleared']);
export type AlarmStatus = z.infer<typeof AlarmStatus>;
