import { DAY_MS, dayStart, HOUR_MS, weekday } from './days.ts';
import type { Block } from './land.ts';
import type { Partition } from './partition.ts';
import type { DistrictPlan } from './plan.ts';
import { at } from './plane.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';
import type { DemoHouseholds, DemoVisits } from './types.ts';

const UNTRIED = 0;
const TRIED = 1;
const APPOINTMENT = 2;
const COVERED = 3;
const EXEMPT_PENDING = 4;
const EXEMPT = 5;
const OUTCOME = { visited: 0, nobody_home: 1, appointment: 2, refused: 3, vacant: 4, unreachable: 5 } as const;
const MODE = { none: 0, off_peak: 1, appointment: 2 } as const;

/** Of the M district's 5,000 households not covered; other sizes in proportion. */
const NOT_COVERED = { tried: 1_204, appointment: 338, exemptPending: 72, exempt: 1_240, total: 5_000 };
/** Share of the targets that moved in after the round was frozen, and how many of them are covered. */
const LATE_SHARE = 588 / 31_000;
const LATE_COVERED = 360 / 588;
/** Of enterprises, schools and sites: share visited so far. */
const OTHERS_COVERED = [0, 0.93, 0.94, 0.86];

export const OPEN_ROUND_DAYS = 19;
export const CLOSED_ROUND = { from: -200, to: -62 };

/** Decides who has been covered in the open round: exactly as many as the plan says, thick and thin by community, cell and kind of block. */
export function decideStates(
  households: DemoHouseholds,
  blockOf: Int32Array,
  blocks: readonly Block[],
  partition: Partition,
  plan: DistrictPlan,
  random: Random,
): { stalledCells: Map<number, number> } {
  const mood = partition.cells.map(({ community }) => at(partition.communities, community).plan.diligence + random.normal() * 0.55);
  const stalledCells = chooseStalled(partition, blocks, mood, random);
  const ofBlock = blocks.map(({ cell, use }) => at(mood, cell) + random.normal() * 0.3 + (use === 'village' ? -0.35 : use === 'new_compound' ? 0.2 : 0));
  const perfect = blocks.find(({ use, cell }) => use === 'new_compound' && !stalledCells.has(cell))?.cell;
  for (const [block, { cell }] of blocks.entries()) if (cell === perfect) ofBlock[block] = 5.2;
  const homes = rowsOfKind(households, 0);
  const scores = new Float64Array(households.count);
  for (const row of homes) scores[row] = at(ofBlock, at(blockOf, row)) + logistic(random);
  const ranked = homes.toSorted((a, b) => at(scores, b) - at(scores, a));
  for (const row of ranked.slice(0, plan.covered)) households.state[row] = COVERED;
  spreadRest(households, ranked.slice(plan.covered), blockOf, blocks, stalledCells, plan, random);
  for (const kind of [1, 2, 3]) {
    const rows = random.shuffle(rowsOfKind(households, kind));
    const covered = Math.round(rows.length * at(OTHERS_COVERED, kind));
    for (const [index, row] of rows.entries()) households.state[row] = index < covered ? COVERED : index % 2 === 0 ? TRIED : UNTRIED;
  }
  chooseLatecomers(households, homes, plan, random);
  return { stalledCells };
}

function rowsOfKind(households: DemoHouseholds, kind: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < households.count; row += 1) if (households.kind[row] === kind) rows.push(row);
  return rows;
}

function logistic(random: Random): number {
  const share = 0.0005 + 0.999 * random.next();
  return Math.log(share / (1 - share));
}

/** A few grids where nothing has moved for days, by days of standstill; one of them was hardly begun. */
function chooseStalled(partition: Partition, blocks: readonly Block[], mood: number[], random: Random): Map<number, number> {
  const lived = partition.cells.flatMap((_, cell) => (blocks.some((block) => block.cell === cell && block.filling.footprints.length > 25) ? [cell] : []));
  const worst = lived.toSorted((a, b) => at(mood, a) - at(mood, b));
  const stalled = new Map<number, number>();
  for (const [index, days] of [11, 6, 4, 3].entries()) {
    const cell = worst[Math.min(worst.length - 1, index * 2 + random.int(0, 1))];
    if (cell === undefined) continue;
    stalled.set(cell, days);
    mood[cell] = index === 0 ? -3.4 : -1.6;
  }
  return stalled;
}

function spreadRest(
  households: DemoHouseholds,
  rest: number[],
  blockOf: Int32Array,
  blocks: readonly Block[],
  stalledCells: Map<number, number>,
  plan: DistrictPlan,
  random: Random,
): void {
  const share = (plan.households - plan.covered) / NOT_COVERED.total;
  const counts: [number, number][] = [
    [EXEMPT, Math.round(NOT_COVERED.exempt * share)],
    [EXEMPT_PENDING, Math.max(3, Math.round(NOT_COVERED.exemptPending * share))],
    [APPOINTMENT, Math.max(3, Math.round(NOT_COVERED.appointment * share))],
  ];
  let left = random.shuffle(rest);
  for (const [state, count] of counts) {
    for (const row of left.slice(0, count)) households.state[row] = state;
    left = left.slice(count);
  }
  const tried = Math.max(3, Math.round(NOT_COVERED.tried * share));
  // In a village people are out at work: many doors stayed shut. In a stalled grid nobody even knocked.
  const eager = (row: number): number => {
    const { use, cell } = at(blocks, at(blockOf, row));
    return random.next() + (use === 'village' ? 0.35 : 0) - (stalledCells.has(cell) ? 0.6 : 0);
  };
  const keyed = left.map((row) => ({ row, key: eager(row) })).sort((a, b) => b.key - a.key);
  for (const [index, { row }] of keyed.entries()) households.state[row] = index < tried ? TRIED : UNTRIED;
}

function chooseLatecomers(households: DemoHouseholds, homes: readonly number[], plan: DistrictPlan, random: Random): void {
  const count = Math.round(plan.households * LATE_SHARE);
  let covered = Math.round(count * LATE_COVERED);
  let others = count - covered;
  for (const row of random.shuffle([...homes])) {
    const isCovered = households.state[row] === COVERED;
    if (isCovered ? covered === 0 : others === 0) continue;
    if (isCovered) covered -= 1;
    else others -= 1;
    households.frozen[row] = 0;
    households.inClosedRound[row] = 0;
    if (covered + others === 0) break;
  }
}

/** Knocks as growing arrays; sorted by time at the end. */
class VisitColumns {
  readonly rows: {
    household: number;
    person: number;
    outcome: number;
    mode: number;
    visitedAt: number;
    appointmentAt: number;
    approvedAt: number;
    approvedBy: number;
    campaign: number;
  }[] = [];

  add(
    campaign: number,
    household: number,
    person: number,
    outcome: number,
    visitedAt: number,
    extra: { mode?: number; appointmentAt?: number; approvedAt?: number; approvedBy?: number } = {},
  ): void {
    const { mode = MODE.none, appointmentAt = 0, approvedAt = 0, approvedBy = 0 } = extra;
    this.rows.push({ campaign, household, person, outcome, mode, visitedAt, appointmentAt, approvedAt, approvedBy });
  }

  finish(now: number): DemoVisits {
    this.#takeTime(now);
    const rows = this.rows.sort((a, b) => a.campaign - b.campaign || a.visitedAt - b.visitedAt || a.household - b.household);
    return {
      count: rows.length,
      firstId: 1,
      campaignId: Int32Array.from(rows, ({ campaign }) => campaign),
      householdId: Int32Array.from(rows, ({ household }) => household),
      personId: Int32Array.from(rows, ({ person }) => person),
      outcome: Uint8Array.from(rows, ({ outcome }) => outcome),
      mode: Uint8Array.from(rows, ({ mode }) => mode),
      visitedAt: Float64Array.from(rows, ({ visitedAt }) => visitedAt),
      appointmentAt: Float64Array.from(rows, ({ appointmentAt }) => appointmentAt),
      approvedAt: Float64Array.from(rows, ({ approvedAt }) => approvedAt),
      approvedBy: Int32Array.from(rows, ({ approvedBy }) => approvedBy),
    };
  }

  /** The moments of one person were drawn door by door: those that fell together are moved apart, but for a few. Approvals keep their order. */
  #takeTime(now: number): void {
    const inTime = this.rows.toSorted((a, b) => a.person - b.person || a.visitedAt - b.visitedAt || a.household - b.household);
    for (const [index, row] of inTime.entries()) {
      const before = inTime[index - 1];
      if (before === undefined || before.person !== row.person || row.approvedAt > 0) continue;
      const earliest = before.visitedAt + DOOR_MS;
      if (row.visitedAt < earliest && earliest < now && row.household % HASTY_EACH !== 0) row.visitedAt = earliest;
    }
  }
}

/** One door after another takes a person this long; now and then somebody is quicker than can be. */
const DOOR_MS = 90_000;
const HASTY_EACH = 4;

interface VisitInput {
  households: DemoHouseholds;
  blockOf: Int32Array;
  blocks: readonly Block[];
  partition: Partition;
  staff: Staff;
  stalledCells: Map<number, number>;
  campaigns: { closed: number; open: number };
  now: number;
}

/** All knocks of the closed and the open round that lead to the decided states, none after `now`. */
export function buildVisits(input: VisitInput, random: Random): DemoVisits {
  const { households, blockOf, blocks, partition, staff, now } = input;
  const columns = new VisitColumns();
  const clock = new DoorClock(now, random);
  for (let row = 0; row < households.count; row += 1) {
    const { cell } = at(blocks, at(blockOf, row));
    const community = at(partition.cells, cell).community;
    const visit = { id: households.firstId + row, worker: at(staff.workers, cell), secretary: at(staff.secretaries, community) };
    if (households.inClosedRound[row] === 1) pastRound(columns, input.campaigns.closed, visit, clock, random);
    const lastDay = -(input.stalledCells.get(cell) ?? 0);
    openRound(columns, input.campaigns.open, visit, households.state[row] ?? UNTRIED, lastDay, clock, random);
  }
  return columns.finish(now);
}

interface Door {
  id: number;
  worker: number;
  secretary: number;
}

/** Moments at which people knock: mornings, and above all evenings and weekends (错峰入户). */
class DoorClock {
  readonly #now: number;
  readonly #random: Random;

  constructor(now: number, random: Random) {
    this.#now = now;
    this.#random = random;
  }

  /** A day in [from, to], days before today negative; weekends count double. */
  day(from: number, to: number): number {
    const first = this.#random.int(from, to);
    const day = weekday(dayStart(this.#now, first));
    return day === 0 || day === 6 ? first : this.#random.chance(0.75) ? first : this.#random.int(from, to);
  }

  moment(day: number): { at: number; mode: number } {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const hour = this.#random.chance(0.45) ? this.#random.range(18, 20.8) : this.#random.range(8.6, 17.6);
      const time = Math.floor(dayStart(this.#now, day) + hour * HOUR_MS);
      if (time < this.#now) return { at: time, mode: hour >= 18 ? MODE.off_peak : MODE.none };
    }
    // Early in the day nobody has knocked yet: it was yesterday.
    return { at: Math.floor(dayStart(this.#now, day - 1) + this.#random.range(8.6, 20) * HOUR_MS), mode: MODE.none };
  }

  /** Between the moment given and now. */
  after(moment: number, days: number): number {
    return Math.floor(Math.min(moment + this.#random.range(0.2, days) * DAY_MS, moment + (this.#now - moment) * 0.9));
  }

  appointment(): number {
    return Math.floor(dayStart(this.#now, this.#random.int(0, 5)) + (18 + this.#random.int(0, 5) * 0.5) * HOUR_MS);
  }
}

function pastRound(columns: VisitColumns, campaign: number, door: Door, clock: DoorClock, random: Random): void {
  const fate = random.next();
  if (fate > 0.975) return;
  const day = clock.day(CLOSED_ROUND.from, CLOSED_ROUND.to - 6);
  const first = clock.moment(day);
  if (fate > 0.955) {
    const refused = random.chance(0.4) ? OUTCOME.refused : OUTCOME.vacant;
    columns.add(campaign, door.id, door.worker, refused, first.at, { mode: first.mode, approvedAt: first.at + 2 * DAY_MS, approvedBy: door.secretary });
    return;
  }
  if (fate > 0.935) {
    columns.add(campaign, door.id, door.worker, OUTCOME.nobody_home, first.at, { mode: first.mode });
    return;
  }
  if (random.chance(0.16)) columns.add(campaign, door.id, door.worker, OUTCOME.nobody_home, first.at, { mode: first.mode });
  const second = clock.moment(day + random.int(1, 5));
  columns.add(campaign, door.id, door.worker, OUTCOME.visited, second.at, { mode: second.mode });
}

function openRound(columns: VisitColumns, campaign: number, door: Door, state: number, lastDay: number, clock: DoorClock, random: Random): void {
  if (state === UNTRIED) return;
  const firstDay = 1 - OPEN_ROUND_DAYS;
  const day = clock.day(firstDay, lastDay);
  const knock = clock.moment(day);
  if (day > firstDay && random.chance(state === COVERED ? 0.2 : 0.45)) {
    const earlier = clock.moment(random.int(firstDay, day - 1));
    columns.add(campaign, door.id, door.worker, OUTCOME.nobody_home, earlier.at, { mode: earlier.mode });
  }
  if (state === COVERED) {
    columns.add(campaign, door.id, door.worker, OUTCOME.visited, knock.at, { mode: random.chance(0.08) ? MODE.appointment : knock.mode });
  } else if (state === TRIED) {
    columns.add(campaign, door.id, door.worker, OUTCOME.nobody_home, knock.at, { mode: knock.mode });
  } else if (state === APPOINTMENT) {
    columns.add(campaign, door.id, door.worker, OUTCOME.appointment, knock.at, { mode: knock.mode, appointmentAt: clock.appointment() });
  } else {
    const outcome = at([OUTCOME.vacant, OUTCOME.unreachable, OUTCOME.refused], random.weighted([6, 3, 1.5]));
    const approved = state === EXEMPT ? { approvedAt: clock.after(knock.at, 3), approvedBy: door.secretary } : {};
    columns.add(campaign, door.id, door.worker, outcome, knock.at, { mode: knock.mode, ...approved });
    if (state !== EXEMPT && state !== EXEMPT_PENDING) throw new Error(`no knocks are known for state ${state}`);
  }
}
