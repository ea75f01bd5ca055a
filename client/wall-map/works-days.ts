import type { WallScene } from '#contract/walls';

/** The first and the last day (YYYY-MM-DD) on which the works of a scene were completed; null where it has none. */
export function daysOf({ works }: Pick<WallScene, 'works'>): { from: string | null; to: string | null } {
  const days = works.map(({ completedOn }) => completedOn).sort();
  return { from: days[0] ?? null, to: days.at(-1) ?? null };
}
