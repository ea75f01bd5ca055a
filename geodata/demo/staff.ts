import type { GridTree } from './grids.ts';
import { personName } from './names.ts';
import type { Partition } from './partition.ts';
import { at } from './plane.ts';
import { demoPhone, type Random } from './random.ts';
import type { DemoPerson, DemoResponsibility, DemoRole, DemoUnit } from './types.ts';

export interface Staff {
  units: DemoUnit[];
  people: DemoPerson[];
  responsibilities: DemoResponsibility[];
  /** By cell: person id of the grid worker. */
  workers: number[];
  /** By community: person id of the secretary. */
  secretaries: number[];
  /** By subdistrict: person id of the dispatcher, unit id of the office. */
  dispatchers: number[];
  offices: number[];
  communityUnits: number[];
  departments: DemoUnit[];
  /** By department: person id of its responsible person. */
  heads: number[];
  inspector: number;
}

const DEPARTMENTS = [
  '市政公用科',
  '路灯管理所',
  '城市管理局',
  '住房建设局',
  '通信专班',
  '供电公司',
  '交警大队',
  '环卫中心',
  '园林中心',
  '民政局',
  '教育局',
  '卫生健康局',
  '公安分局',
  '水务公司',
  '市场监管局',
  '文化旅游局',
  '自然资源局',
  '人社局',
  '医保局',
  '应急管理局',
];

/** In every one of so many: a leader who gives no public phone; a community without a stand-in for its grid workers; a grid two workers hold at once. */
const UNEVEN = { privateLeaders: 3, noStandIn: 7, left: 9, doubled: 23 };

/**
 * Departments, street offices and residents' committees, the staff in them, and who answers for which grid (五包). As in life the matrix has holes: some
 * grid workers' terms ended on leftOn ('YYYY-MM-DD') and nobody followed; where the community names no stand-in, that is a gap.
 */
export function buildStaff(partition: Partition, tree: GridTree, random: Random, leftOn: string): Staff {
  const units: DemoUnit[] = [];
  const people: DemoPerson[] = [];
  const prefix = tree.district.code;
  const phone = (): string => demoPhone(random);
  const addUnit = (code: string, name: string, kind: DemoUnit['kind'], parentId: number | null, rankingGroup: string, isDoubleReporting = false): DemoUnit => {
    const unit: DemoUnit = {
      id: units.length + 1,
      code: `${prefix}-${code}`,
      name,
      kind,
      parentId,
      rankingGroup,
      isDoubleReporting,
      dutyPhone: phone(),
    };
    units.push(unit);
    return unit;
  };
  const addPerson = (role: DemoRole, unitId: number, gridPaths: string[]): number => {
    const id = people.length + 1;
    people.push({
      id,
      code: `${prefix}-P${String(people.length + 1).padStart(4, '0')}`,
      name: personName(random),
      role,
      unitId,
      gridPaths,
      dutyPhone: phone(),
      isPublic: true,
    });
    return id;
  };
  const root = addUnit('D', `${tree.district.name}管理委员会`, 'district', null, '区级');
  const centre = addUnit('C', '网格化指挥中心', 'department', root.id, '区直部门');
  const departments = DEPARTMENTS.map((name, index) => addUnit(`U${String(index + 1).padStart(2, '0')}`, name, 'department', root.id, '区直部门', true));
  const heads = departments.map(({ id }) => addPerson('responsible_unit', id, [tree.district.path]));
  const leaders = Array.from({ length: Math.max(3, Math.ceil(tree.communities.length / 3)) }, () => addPerson('leader', root.id, [tree.district.path]));
  addPerson('district_command', centre.id, [tree.district.path]);
  addPerson('district_command', centre.id, [tree.district.path]);
  const inspector = addPerson('inspector', centre.id, [tree.district.path]);
  addPerson('verifier', centre.id, [tree.district.path]);
  addPerson('planner', at(departments, 3).id, [tree.district.path]);
  addPerson('administrator', centre.id, [tree.district.path]);
  addPerson('auditor', root.id, [tree.district.path]);
  const offices = tree.subdistricts.map(
    ({ name }, index) => addUnit(`S${String(index + 1).padStart(2, '0')}`, `${name}办事处`, 'subdistrict', root.id, '街道').id,
  );
  const dispatchers = tree.subdistricts.map(({ path }, index) => addPerson('subdistrict_dispatcher', at(offices, index), [path]));
  const communityUnits = tree.communities.map(
    ({ name }, index) =>
      addUnit(`J${String(index + 1).padStart(2, '0')}`, `${name}居民委员会`, 'community', at(offices, at(partition.communities, index).subdistrict), '社区').id,
  );
  const secretaries = tree.communities.map(({ path }, index) => addPerson('community_secretary', at(communityUnits, index), [path]));
  const cadres = tree.communities.map(({ path }, index) =>
    addPerson('subdistrict_dispatcher', at(offices, at(partition.communities, index).subdistrict), [path]),
  );
  const responsibilities: DemoResponsibility[] = [];
  type Scope = DemoResponsibility['scopeType'];
  const answer = (gridId: number, tier: DemoResponsibility['tier'], personId: number, scopeType: Scope, validTo: string | null = null): void => {
    responsibilities.push({ gridId, tier, personId, unitId: at(people, personId - 1).unitId, scopeType, validTo });
  };
  for (const [index, leader] of leaders.entries()) if (index % UNEVEN.privateLeaders === UNEVEN.privateLeaders - 1) at(people, leader - 1).isPublic = false;
  const four = (gridId: number, community: number, scope: Scope): void => {
    answer(gridId, 1, at(leaders, community % leaders.length), scope);
    answer(gridId, 2, at(cadres, community), scope);
    answer(gridId, 3, at(secretaries, community), scope);
    answer(gridId, 5, at(heads, (community * 7 + 3) % heads.length), scope);
  };
  answer(tree.district.id, 1, at(leaders, 0), 'grid');
  for (const [index, { id }] of tree.subdistricts.entries()) {
    answer(id, 1, at(leaders, index % leaders.length), 'grid');
    answer(id, 2, at(dispatchers, index), 'grid');
  }
  const workers: number[] = [];
  let count = 0;
  for (const [community, { cells }] of partition.communities.entries()) {
    for (const cell of cells) {
      const worker = addPerson('grid_worker', at(communityUnits, community), [at(tree.cells, cell).path]);
      workers[cell] = worker;
      four(at(tree.cells, cell).id, community, 'grid');
      count += 1;
      const { id } = at(tree.cells, cell);
      answer(id, 4, worker, 'grid', count % UNEVEN.left === 0 ? leftOn : null);
      const first = at(workers, at(cells, 0));
      if (count % UNEVEN.doubled === 0 && first !== worker) answer(id, 4, first, 'grid');
    }
    four(at(tree.communities, community).id, community, 'community');
    const hasStandIn = community % UNEVEN.noStandIn !== UNEVEN.noStandIn - 2;
    if (hasStandIn) answer(at(tree.communities, community).id, 4, at(workers, at(cells, 0)), 'community');
    addPerson('volunteer', at(communityUnits, community), [at(tree.communities, community).path]);
  }
  return { units, people, responsibilities, workers, secretaries, dispatchers, offices, communityUnits, departments, heads, inspector };
}
