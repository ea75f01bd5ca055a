import type { BlockUse } from './blocks.ts';
import { dissolve, type GridTree, labelPoint } from './grids.ts';
import type { Block } from './land.ts';
import type { Partition } from './partition.ts';
import { area, at } from './plane.ts';
import type { Projection } from './projection.ts';
import type { DemoAlley, DemoGrid, DemoGridMember, DemoHouseholds, DemoIssue, DemoWork } from './types.ts';

const NAMES: Partial<Record<BlockUse, string>> = {
  market: '市场',
  hospital: '医院',
  station: '火车站',
  school: '学校',
  industrial: '产业园',
  construction: '工地',
};
/** At most so many of one kind. */
const MOST: Partial<Record<BlockUse, number>> = { school: 6, industrial: 3, construction: 2 };

interface Input {
  partition: Partition;
  blocks: readonly Block[];
  tree: GridTree;
  projection: Projection;
  households: DemoHouseholds;
  householdBlocks: Int32Array;
  issues: readonly DemoIssue[];
  works: readonly DemoWork[];
  alleys: readonly DemoAlley[];
  validFrom: string;
}

/** Dedicated grids 专属网格 over single campuses: appended to the tree, their members listed by name. */
export function addDedicated(input: Input): DemoGridMember[] {
  const { partition, blocks, tree, projection } = input;
  const members: DemoGridMember[] = [];
  const counts = new Map<string, number>();
  const numbers = new Map<number, number>();
  for (const [block, { use, cell, faces }] of blocks.entries()) {
    const name = NAMES[use];
    const count = (counts.get(use) ?? 0) + 1;
    if (name === undefined || count > (MOST[use] ?? 9)) continue;
    counts.set(use, count);
    const community = at(tree.communities, at(partition.cells, cell).community);
    const number = (numbers.get(community.id) ?? 0) + 1;
    numbers.set(community.id, number);
    const loop = dissolve(partition, faces).toSorted((a, b) => area(b) - area(a))[0] ?? [];
    const code = `${community.code}Z${number}`;
    const grid: DemoGrid = {
      id: at(tree.grids, tree.grids.length - 1).id + 1,
      code,
      path: `${community.path}/${code}`,
      level: 4,
      parentId: community.id,
      name: `${community.shortName}${name}专属网格${count > 1 || (MOST[use] ?? 0) > 0 ? `（${count}）` : ''}`,
      shortName: `${name}专属`,
      kind: 'dedicated',
      polygons: [[projection.ring(loop)]],
      labelPoint: projection.position(labelPoint(loop)),
      validFrom: input.validFrom,
      attributes: { use },
    };
    tree.grids.push(grid);
    members.push(...membersOf(grid.id, at(tree.micros, block).id, block, input));
  }
  return members;
}

function membersOf(gridId: number, microGridId: number, block: number, { households, householdBlocks, issues, works, alleys }: Input): DemoGridMember[] {
  const members: DemoGridMember[] = [];
  for (let row = 0; row < households.count; row += 1)
    if (householdBlocks[row] === block) members.push({ gridId, kind: 'household', targetId: households.firstId + row });
  for (const issue of issues) if (issue.microGridId === microGridId) members.push({ gridId, kind: 'issue', targetId: issue.id });
  for (const work of works) if (work.microGrids.some(({ gridId: own }) => own === microGridId)) members.push({ gridId, kind: 'work', targetId: work.id });
  for (const alley of alleys) if (at(alley.microGrids, 0).gridId === microGridId) members.push({ gridId, kind: 'alley', targetId: alley.id });
  return members;
}
