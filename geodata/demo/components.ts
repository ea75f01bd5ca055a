import type { Alleys } from './alleys.ts';
import { DAY_MS, dateText } from './days.ts';
import { parallel } from './layout.ts';
import { at, between, distance, lineLength, type Point } from './plane.ts';
import type { Projection } from './projection.ts';
import type { Random } from './random.ts';
import type { DemoComponent, DemoComponentIssue, DemoIssue } from './types.ts';

interface Input {
  alleys: Alleys;
  /** 0 well kept … 1 neglected. */
  neglect: (alley: number) => number;
  issues: readonly DemoIssue[];
  projection: Projection;
  now: number;
}

type Kind = DemoComponent['kind'];
/** Metres between two, aside of the centreline, chance that one is missing and that it is broken, in a lane of middling care. */
const SETTING_OUT: Record<Kind, { everyM: number; asideM: number; missing: number; faulty: number }> = {
  lamp: { everyM: 34, asideM: 1.4, missing: 0.2, faulty: 0.09 },
  manhole: { everyM: 42, asideM: 0.3, missing: 0.1, faulty: 0.05 },
  drain: { everyM: 30, asideM: -1.5, missing: 0.15, faulty: 0.07 },
};
/** Of which kind of component an issue speaks, and how many stand still for it. */
const SPEAKS_OF: Record<string, { kind: Kind; most: number }> = {
  路灯连片不亮: { kind: 'lamp', most: 3 },
  井盖破损松动: { kind: 'manhole', most: 1 },
  下水道堵塞外溢: { kind: 'drain', most: 2 },
};

/** Lamps, manholes and drains along the alleys, fewer and worse where a lane is neglected, and which issue is about which of them. */
export function buildComponents({ alleys, neglect, issues, projection, now }: Input, random: Random) {
  const components: DemoComponent[] = [];
  const byAlley = new Map<number, number[]>();
  const numbers: Record<Kind, number> = { lamp: 0, manhole: 0, drain: 0 };
  for (const [index, { id }] of alleys.alleys.entries()) {
    const care = neglect(index) / 0.42;
    // Some lanes were never lit at all.
    const isUnlit = random.chance(0.06 * care);
    for (const kind of Object.keys(SETTING_OUT) as Kind[]) {
      const { everyM, asideM, missing, faulty } = SETTING_OUT[kind];
      for (const point of along(at(alleys.lines, index), everyM, asideM, random)) {
        const isMissing = random.chance(missing * care);
        const status = random.chance(faulty * care) ? 'faulty' : random.chance(0.03) ? 'unknown' : 'working';
        const checkedOn = dateText(now - random.range(5, 190) * DAY_MS);
        if (isMissing || (kind === 'lamp' && isUnlit)) continue;
        numbers[kind] += 1;
        byAlley.set(id, [...(byAlley.get(id) ?? []), components.length]);
        components.push({
          id: components.length + 1,
          code: `${kind === 'lamp' ? 'LD' : kind === 'manhole' ? 'JG' : 'YB'}${String(numbers[kind]).padStart(5, '0')}`,
          kind,
          status,
          statusOn: checkedOn,
          point: projection.position(point),
          alleyId: id,
        });
      }
    }
  }
  return { components, componentIssues: linksOf(issues, components, byAlley) };
}

/** Points every so many metres along a line, the first half a step from its start, beside it. */
function along(line: readonly Point[], everyM: number, asideM: number, random: Random): Point[] {
  const length = lineLength(line);
  const count = Math.max(1, Math.round(length / everyM));
  const beside = parallel(line, () => asideM);
  const total = lineLength(beside);
  return Array.from({ length: count }, (_, index) => pointAt(beside, (total * (index + 0.5 + random.range(-0.12, 0.12))) / count));
}

function pointAt(line: readonly Point[], metres: number): Point {
  let rest = metres;
  for (let index = 1; index < line.length; index += 1) {
    const [from, to] = [at(line, index - 1), at(line, index)];
    const length = distance(from, to);
    if (rest <= length) return between(from, to, length === 0 ? 0 : rest / length);
    rest -= length;
  }
  return at(line, line.length - 1);
}

function linksOf(issues: readonly DemoIssue[], components: readonly DemoComponent[], byAlley: ReadonlyMap<number, number[]>): DemoComponentIssue[] {
  const links: DemoComponentIssue[] = [];
  for (const { id, title, alleyId, point } of issues) {
    const topic = SPEAKS_OF[title];
    if (topic === undefined || alleyId === null) continue;
    const away = ({ point: [lon, lat] }: DemoComponent): number => Math.hypot((lon - point[0]) * 0.83, lat - point[1]);
    const near = (byAlley.get(alleyId) ?? [])
      .map((index) => at(components, index))
      .filter(({ kind }) => kind === topic.kind)
      .sort((a, b) => away(a) - away(b));
    for (const { id: componentId } of near.slice(0, topic.most)) links.push({ componentId, issueId: id });
  }
  return links;
}
