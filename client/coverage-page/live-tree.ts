import type { TallyEvent } from '#contract/live';
import type { PaceTree } from '#contract/pace';
import type { Numbered } from '../api/live.ts';

type Column = 'untried' | 'tried' | 'appointment' | 'covered' | 'exemptPending' | 'exempt' | 'uncovered' | 'total' | 'reachable' | 'frozen' | 'frozenCovered';

/** By how much a measure of a tally moves the columns of a grid. */
const MOVES: Record<string, Partial<Record<Column, 1 | -1>>> = {
  total: { total: 1, reachable: 1, uncovered: 1 },
  untried: { untried: 1 },
  tried: { tried: 1 },
  appointment: { appointment: 1 },
  exempt_pending: { exemptPending: 1 },
  exempt: { exempt: 1, reachable: -1, uncovered: -1 },
  covered: { covered: 1, uncovered: -1 },
  frozen: { frozen: 1 },
  frozen_covered: { frozenCovered: 1 },
};

/** The tree with the moves of coverage it does not hold yet; the same object where there are none of its round and kind. */
export function movedTree(tree: PaceTree, moves: readonly Numbered<TallyEvent>[]): PaceTree {
  const fresh = moves.filter(({ seq, event }) => seq > tree.seq && event.campaignId === tree.campaign.id && (tree.kind === null || event.kind === tree.kind));
  if (fresh.length === 0) return tree;
  const next = { ...tree, seq: fresh.at(-1)?.seq ?? tree.seq };
  const rowOf = new Map(tree.code.map((code, row) => [code, row]));
  const copied = new Set<Column>();
  for (const { event } of fresh) {
    // A dedicated grid counts its members by itself; the tree has basic grids only.
    if (event.path == null) continue;
    const rows = event.path.split('/').flatMap((code) => rowOf.get(code) ?? []);
    for (const [measure, amount] of Object.entries(event.measures)) {
      for (const [name, sign] of Object.entries(MOVES[measure] ?? {})) {
        const column = name as Column;
        if (!copied.has(column)) next[column] = [...next[column]];
        copied.add(column);
        for (const row of rows) next[column][row] = (next[column][row] ?? 0) + sign * amount;
      }
    }
  }
  return next;
}
