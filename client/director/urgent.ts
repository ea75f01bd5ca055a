import type { Alarm } from '#contract/alarms';

/** Level I and new: the screen goes there and stays until somebody answers for it. What had stood for long when it was first noticed calls nobody. */
export function isUrgent({ level, status, isBacklog }: Pick<Alarm, 'level' | 'status' | 'isBacklog'>): boolean {
  return level === 1 && status === 'new' && !isBacklog;
}
