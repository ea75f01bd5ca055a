import { DAY_MS } from './days.ts';
import { at } from './plane.ts';
import type { Random } from './random.ts';
import type { DemoHouseholds, DemoIssue, DemoVisits, DemoWork } from './types.ts';

/** What ties visits, issues and works together: the door an issue came from (and the visit that brought it), and the issues a work answers. */
export interface DemoThreads {
  doors: { issueId: number; householdId: number; visitId: number | null }[];
  asks: { workId: number; issueId: number }[];
}

/** Work types that answer an issue, by a word of its title. */
const ANSWERS: readonly (readonly [string, readonly string[]])[] = [
  ['路灯', ['lamp_install', 'lamp_repair']],
  ['下水道', ['sewer_refurbish']],
  ['井盖', ['manhole_replace']],
  ['路面', ['pavement_repair']],
  ['线缆', ['cable_tidy']],
  ['墙面', ['wall_paint']],
  ['小广告', ['small_ad_clear']],
  ['僵尸车', ['zombie_vehicle_clear']],
  ['停车位', ['parking_add']],
];
const DOOR_CHANNELS = ['visit', 'hotline_12345', 'wechat', 'box'];
/** A knock brought an issue when both happened within so many days; a work answers what was asked within so many metres of it. */
const SAME_KNOCK_MS = 3 * DAY_MS;
const ANSWER_M = 420;
const MOST_ASKS = 6;
const DEGREE_M = 111_000;

/** Doors for what residents told, knocks for what was told at a door, and for each finished work the issues near it that it answers. */
export function buildThreads(
  { households, visits, issues, works }: { households: DemoHouseholds; visits: DemoVisits; issues: readonly DemoIssue[]; works: readonly DemoWork[] },
  random: Random,
): DemoThreads {
  const byMicro = new Map<number, number[]>();
  for (let row = 0; row < households.count; row += 1) {
    if (households.kind[row] !== 0) continue;
    const micro = at(households.microGridId, row);
    byMicro.set(micro, [...(byMicro.get(micro) ?? []), row]);
  }
  const wanted = new Set(issues.map(({ microGridId }) => microGridId));
  const knocks = new Map<number, number[]>();
  for (let row = 0; row < visits.count; row += 1) {
    const micro = at(households.microGridId, at(visits.householdId, row) - households.firstId);
    if (visits.outcome[row] === 0 && wanted.has(micro)) knocks.set(micro, [...(knocks.get(micro) ?? []), row]);
  }
  const doors = issues.flatMap(({ id, channel, microGridId, reportedAt }): DemoThreads['doors'] => {
    if (!DOOR_CHANNELS.includes(channel)) return [];
    const near = channel === 'visit' ? (knocks.get(microGridId) ?? []).filter((row) => Math.abs(at(visits.visitedAt, row) - reportedAt) < SAME_KNOCK_MS) : [];
    if (near.length > 0) {
      const row = random.pick(near);
      return [{ issueId: id, householdId: at(visits.householdId, row), visitId: visits.firstId + row }];
    }
    const homes = byMicro.get(microGridId) ?? [];
    return homes.length === 0 ? [] : [{ issueId: id, householdId: households.firstId + random.pick(homes), visitId: null }];
  });
  return { doors, asks: answered(issues, works) };
}

function answered(issues: readonly DemoIssue[], works: readonly DemoWork[]): DemoThreads['asks'] {
  const asks: DemoThreads['asks'] = [];
  for (const issue of issues) {
    const types = ANSWERS.find(([word]) => issue.title.includes(word))?.[1] ?? [];
    const near = works
      .filter(({ workType, phase, completedOn, partOfId }) => {
        if (!types.includes(workType) || partOfId !== null) return false;
        return phase === 'done' || phase === 'accepted' ? completedOn !== null && Date.parse(completedOn) > issue.reportedAt : true;
      })
      .map((work) => ({ work, metres: metresBetween(issue.point, positionOf(work)) }))
      .filter(({ work, metres }) => metres < ANSWER_M && asks.filter(({ workId }) => workId === work.id).length < MOST_ASKS)
      .sort((a, b) => a.metres - b.metres || a.work.id - b.work.id);
    const [nearest] = near;
    if (nearest !== undefined) asks.push({ workId: nearest.work.id, issueId: issue.id });
  }
  return asks;
}

function positionOf({ geometry }: DemoWork): readonly number[] {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates;
    case 'LineString':
      return at(geometry.coordinates, Math.floor(geometry.coordinates.length / 2));
    case 'Polygon':
      return at(at(geometry.coordinates, 0), 0);
    case 'MultiPolygon':
      return at(at(at(geometry.coordinates, 0), 0), 0);
  }
}

const metresBetween = ([x1 = 0, y1 = 0]: readonly number[], [x2 = 0, y2 = 0]: readonly number[]): number =>
  Math.hypot((x2 - x1) * DEGREE_M * 0.833, (y2 - y1) * DEGREE_M);
