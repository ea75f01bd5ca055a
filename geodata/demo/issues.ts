import type { Alleys } from './alleys.ts';
import { DAY_MS, dateText, dayStart, HOUR_MS } from './days.ts';
import type { GridTree } from './grids.ts';
import type { Block } from './land.ts';
import type { Partition } from './partition.ts';
import type { DistrictPlan } from './plan.ts';
import { at, between } from './plane.ts';
import type { Projection } from './projection.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';
import type { DemoHouseholds, DemoIssue, DemoIssueEvent, IssueState } from './types.ts';

/** [title, domain, component or event, index of the department that answers, is it about an alley] */
type Topic = readonly [string, string, DemoIssue['class'], number, boolean];
const TOPICS: readonly Topic[] = [
  ['下水道堵塞外溢', 'living_environment', 'component', 0, true],
  ['路灯连片不亮', 'living_environment', 'component', 1, true],
  ['井盖破损松动', 'living_environment', 'component', 0, true],
  ['路面坑洼积水', 'living_environment', 'component', 0, true],
  ['线缆低垂拦路', 'living_environment', 'component', 4, true],
  ['垃圾堆放无人清运', 'living_environment', 'event', 7, true],
  ['僵尸车占道', 'living_environment', 'event', 6, true],
  ['飞线充电', 'public_security', 'event', 5, false],
  ['墙面脱落有隐患', 'living_environment', 'component', 3, true],
  ['小广告成片', 'living_environment', 'event', 2, true],
  ['私搭乱建占用通道', 'living_environment', 'event', 2, true],
  ['停车位不足争执', 'living_environment', 'event', 6, false],
  ['楼道杂物堵塞消防通道', 'public_security', 'event', 19, false],
  ['单元门禁损坏', 'public_security', 'component', 3, false],
  ['夜间噪声扰民', 'public_security', 'event', 12, false],
  ['自来水压力不足', 'living_environment', 'component', 13, false],
  ['健身器材损坏', 'culture_sport', 'component', 15, false],
  ['绿化带枯死缺株', 'living_environment', 'component', 8, false],
  ['社区卫生站取药不便', 'basic_medical', 'event', 11, false],
  ['学校门口上下学拥堵', 'basic_education', 'event', 6, false],
  ['幼儿园学位咨询无人答复', 'basic_education', 'event', 10, false],
  ['独居老人助餐需求', 'social_assistance', 'event', 9, false],
  ['医保报销手续不明', 'basic_medical', 'event', 18, false],
  ['办事窗口推诿', 'cadre_conduct', 'event', 17, false],
];
const TOPIC_WEIGHTS = [12, 11, 8, 12, 8, 9, 6, 6, 4, 5, 5, 7, 6, 4, 3, 4, 3, 4, 2, 3, 2, 3, 2, 1];
const CHANNELS = ['visit', 'patrol', 'dawn', 'hotline_12345', 'wechat', 'box', 'camera', 'media'];
const CHANNEL_WEIGHTS = [42, 22, 8, 16, 7, 2, 2, 1];

/** How the issues in hand stand against their deadline, of the M district's 84. */
const IN_HAND = { veryLate: 4, late: 7, today: 9, scheduled: 12, total: 84 };
type Standing = 'closed' | 'veryLate' | 'late' | 'today' | 'inTerm' | 'scheduled';

interface Input {
  partition: Partition;
  blocks: readonly Block[];
  alleys: Alleys;
  tree: GridTree;
  staff: Staff;
  households: DemoHouseholds;
  householdBlocks: Int32Array;
  plan: DistrictPlan;
  projection: Projection;
  now: number;
}

/** The listed issues with their history. Opinions are voices merged into them (attributes.voices) and are no issues of their own. */
export function buildIssues(input: Input, random: Random): { issues: DemoIssue[]; events: DemoIssueEvent[] } {
  const { plan } = input;
  const inHand = plan.issues - plan.resolved;
  const part = (count: number): number => Math.max(1, Math.round((count * inHand) / IN_HAND.total));
  const standings: Standing[] = [
    ...Array<Standing>(plan.resolved).fill('closed'),
    ...Array<Standing>(part(IN_HAND.veryLate)).fill('veryLate'),
    ...Array<Standing>(part(IN_HAND.late)).fill('late'),
    ...Array<Standing>(part(IN_HAND.today)).fill('today'),
    ...Array<Standing>(part(IN_HAND.scheduled)).fill('scheduled'),
  ];
  while (standings.length < plan.issues) standings.push('inTerm');
  const voices = shareOut(
    plan.opinions,
    standings.map(() => 0.4 + random.next() ** 3 * 5),
    1,
  );
  const drafts = standings.map((standing) => draft(standing, input.now, random));
  const order = drafts.map((_, index) => index).sort((a, b) => at(drafts, a).reportedAt - at(drafts, b).reportedAt);
  const issues: DemoIssue[] = [];
  const events: DemoIssueEvent[] = [];
  for (const index of order) {
    const issue = place(input, at(drafts, index), at(voices, index), issues.length, random);
    issues.push(issue);
    events.push(...historyOf(issue, input, events.length, random));
  }
  return { issues, events };
}

/** Whole numbers in proportion to the weights, each at least `least`, summing exactly to the total. */
export function shareOut(total: number, weights: readonly number[], least: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const spare = total - least * weights.length;
  if (spare < 0) throw new RangeError(`${total} cannot be shared out over ${weights.length} with at least ${least} each`);
  const shares = weights.map((weight) => least + Math.floor((spare * weight) / sum));
  let left = total - shares.reduce((all, share) => all + share, 0);
  for (let index = 0; left > 0; index = (index + 1) % shares.length, left -= 1) shares[index] = at(shares, index) + 1;
  return shares;
}

interface Draft {
  standing: Standing;
  state: IssueState;
  reportedAt: number;
  dueAt: number;
  resolvedAt: number | null;
  closedAt: number | null;
}

function draft(standing: Standing, now: number, random: Random): Draft {
  const five = (days: number): number => dayStart(now, days) + 17 * HOUR_MS;
  const open = (reportedDaysAgo: number, dueAt: number, states: readonly IssueState[]): Draft => ({
    standing,
    state: random.pick(states),
    reportedAt: Math.floor(now - reportedDaysAgo * DAY_MS),
    dueAt,
    resolvedAt: null,
    closedAt: null,
  });
  switch (standing) {
    case 'closed': {
      const reportedAt = Math.floor(now - random.range(7, 199) * DAY_MS);
      const took = random.chance(0.12) ? random.range(4, 11) : random.range(0.2, 3);
      const resolvedAt = Math.floor(Math.min(reportedAt + took * DAY_MS, now - random.range(1, 2) * DAY_MS));
      const closedAt = Math.floor(resolvedAt + random.range(0.1, 0.9) * DAY_MS);
      return { standing, state: 'closed', reportedAt, dueAt: dayStart(reportedAt, 5) + 17 * HOUR_MS, resolvedAt, closedAt };
    }
    // Six days and more are over three working days whatever weekend lies between.
    case 'veryLate':
      return open(random.range(12, 24), five(-random.int(6, 9)), ['in_progress', 'assigned']);
    case 'late':
      return open(random.range(5, 8), Math.min(five(-random.int(0, 2)), Math.floor(now - random.range(2, 40) * HOUR_MS)), [
        'in_progress',
        'in_progress',
        'assigned',
        'returned',
      ]);
    case 'today':
      return open(random.range(2, 5), endOfWork(now), ['in_progress', 'assigned']);
    case 'scheduled':
      return open(random.range(20, 120), five(random.int(20, 110)), ['scheduled']);
    case 'inTerm':
      return open(random.range(0.1, 3.5), five(random.int(1, 6)), ['in_progress', 'in_progress', 'assigned', 'assigned', 'accepted', 'reported']);
  }
}

/** 17:00 today, or, after that, the last hour still ahead. */
function endOfWork(now: number): number {
  const five = dayStart(now) + 17 * HOUR_MS;
  return five > now ? five : dayStart(now, 1) - 1000;
}

function place(input: Input, drafted: Draft, voices: number, index: number, random: Random): DemoIssue {
  const { partition, blocks, alleys, tree, staff, households, householdBlocks, projection } = input;
  const [title, domain, issueClass, department, aboutAlley] = at(TOPICS, random.weighted(TOPIC_WEIGHTS));
  let alleyId: number | null = null;
  let block = 0;
  let point: DemoIssue['point'] = [0, 0];
  let address = '';
  // Trouble gathers where visits lag: a place is taken at once in a neglected community, often passed over in a tidy one.
  for (let attempt = 0; attempt < 40; attempt += 1) {
    if (aboutAlley) {
      const alley = random.int(0, alleys.alleys.length - 1);
      const { id, name, microGrids } = at(alleys.alleys, alley);
      if (microGrids.length > 1) continue;
      const line = at(alleys.lines, alley);
      const step = random.int(0, line.length - 2);
      point = projection.position(between(at(line, step), at(line, step + 1), random.range(0.3, 0.7)));
      block = at(alleys.blocks, alley);
      alleyId = id;
      address = name ?? '无名巷';
    } else {
      const row = random.int(0, households.count - 1);
      point = [at(households.longitude, row), at(households.latitude, row)];
      block = at(householdBlocks, row);
      address = at(tree.cells, at(blocks, block).cell).name;
    }
    const { diligence } = at(partition.communities, at(partition.cells, at(blocks, block).cell).community).plan;
    if (random.chance(0.62 - diligence * 0.38)) break;
  }
  const { cell } = at(blocks, block);
  const community = at(partition.cells, cell).community;
  const early = drafted.state === 'reported' || drafted.state === 'accepted';
  const holderLevel = early ? 4 : (at([1, 2, 3, 4] as const, random.weighted([4, 3, 2, 1])) as DemoIssue['holderLevel']);
  return {
    id: index + 1,
    code: `${tree.district.code}-W${dateText(drafted.reportedAt).replaceAll('-', '')}-${String(index + 1).padStart(4, '0')}`,
    title,
    description: `${at(tree.communities, community).name}${address}：${title}，群众反映${voices}次。`,
    domain,
    class: issueClass,
    channel: at(CHANNELS, random.weighted(CHANNEL_WEIGHTS)),
    state: drafted.state,
    holderLevel,
    resolutionMode: drafted.standing === 'scheduled' ? 'planned' : drafted.resolvedAt === null ? null : 'coordinated',
    address,
    microGridId: at(tree.micros, block).id,
    point,
    unitId: early ? null : at(staff.departments, department).id,
    personId: early ? at(staff.workers, cell) : at(staff.heads, department),
    alleyId,
    reportedAt: drafted.reportedAt,
    dueAt: drafted.dueAt,
    resolvedAt: drafted.resolvedAt,
    closedAt: drafted.closedAt,
    attributes: { voices },
  };
}

const CHAIN: readonly [string, IssueState][] = [
  ['report', 'reported'],
  ['accept', 'accepted'],
  ['assign', 'assigned'],
  ['sign', 'in_progress'],
  ['finish', 'resolved'],
  ['feed_back', 'verifying'],
  ['close', 'closed'],
];

/** The steps that led to the issue's state, in order, none after now. */
function historyOf(issue: DemoIssue, input: Input, count: number, random: Random): DemoIssueEvent[] {
  const target = issue.state === 'scheduled' ? 'in_progress' : issue.state === 'returned' ? 'assigned' : issue.state;
  const length = CHAIN.findIndex(([, state]) => state === target) + 1;
  const steps: [string, IssueState][] = CHAIN.slice(0, length).map(([action, state]) => [action, state]);
  if (issue.state === 'scheduled') steps.push(['schedule', 'scheduled']);
  if (issue.state === 'returned') steps.push(['return', 'returned']);
  const handled = issue.resolvedAt ?? input.now;
  const events: DemoIssueEvent[] = [];
  for (const [index, [action, toState]] of steps.entries()) {
    const early = index < 3;
    const share = Math.min(0.9, index * 0.06 + random.next() * 0.05);
    const occurredAt =
      toState === 'closed'
        ? (issue.closedAt ?? handled)
        : toState === 'resolved'
          ? handled
          : toState === 'verifying'
            ? Math.floor((handled + (issue.closedAt ?? handled)) / 2)
            : Math.floor(issue.reportedAt + (index === 0 ? 0 : (handled - issue.reportedAt) * share));
    events.push({
      id: count + index + 1,
      issueId: issue.id,
      action,
      fromState: index === 0 ? null : at(steps, index - 1)[1],
      toState,
      holderLevel: early ? 4 : issue.holderLevel,
      personId: toState === 'closed' ? input.staff.inspector : issue.personId,
      unitId: early ? null : issue.unitId,
      note: action === 'schedule' ? '列入改造计划，挂账推进' : action === 'return' ? '责任单位不符，退回改派' : null,
      occurredAt,
    });
  }
  return events;
}
