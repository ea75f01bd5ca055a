import { MOST_IN_PACKAGE } from './problem.ts';

/**
 * Alleys joined to packages 片区 of which every two are neighbours, so that whatever is chosen of one lies together. An alley joins the first package
 * that takes it, in the order of the list; at most MOST_IN_PACKAGE to a package, and nobody across a border of groups.
 * @param neighbours pairs of places in the list.
 * @returns the package of each alley, numbered from 0.
 */
export function packagesOf(groups: readonly (number | null)[], neighbours: readonly (readonly [number, number])[]): number[] {
  const near = new Map<number, Set<number>>();
  for (const [a, b] of neighbours) {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const set = near.get(one);
      if (set) set.add(other);
      else near.set(one, new Set([other]));
    }
  }
  const members: number[][] = [];
  const packageOf: number[] = [];
  for (const [index, group] of groups.entries()) {
    const own = near.get(index);
    const candidates = new Set([...(own ?? [])].filter((other) => other < index && groups[other] === group).map((other) => packageOf[other] as number));
    const fitting = [...candidates]
      .sort((a, b) => a - b)
      .find((one) => (members[one]?.length ?? 0) < MOST_IN_PACKAGE && members[one]?.every((member) => own?.has(member)));
    const one = fitting ?? members.push([]) - 1;
    members[one]?.push(index);
    packageOf.push(one);
  }
  return packageOf;
}
