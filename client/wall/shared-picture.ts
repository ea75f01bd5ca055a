import { replaceEqualDeep } from '@tanstack/react-query';
import type { WallPicture } from '#contract/walls';

const MINUTE_MS = 60_000;

/**
 * A new answer with every group that says what the one before said left as the same object, so that its panel rests. A wall tells the minute of a
 * group and no seconds: within one minute another time of the same figures is no news.
 */
export function sharedPicture(before: WallPicture | undefined, after: WallPicture): WallPicture {
  if (before === undefined) return after;
  const groups = Object.entries(after).map(([name, group]) => [name, sharedGroup(before[name as keyof WallPicture], group)]);
  return Object.fromEntries(groups) as WallPicture;
}

function sharedGroup(before: unknown, after: unknown): unknown {
  if (!hasTime(before) || !hasTime(after) || minuteOf(before) !== minuteOf(after)) return replaceEqualDeep(before, after);
  const kept: unknown = replaceEqualDeep(before, { ...after, asOf: before.asOf });
  return kept === before ? before : replaceEqualDeep(before, after);
}

function hasTime(group: unknown): group is { asOf: string } {
  return typeof group === 'object' && group !== null && 'asOf' in group && typeof group.asOf === 'string';
}

function minuteOf({ asOf }: { asOf: string }): number {
  return Math.floor(Date.parse(asOf) / MINUTE_MS);
}
