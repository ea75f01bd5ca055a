import { type NeedInterval, needOf, stateOf } from '../standards/need.ts';
import { MEASURES, type Measure, STANDARDS, type Standard } from '../standards/standards.ts';
import { DAY_MS, dateText } from './days.ts';
import type { Random } from './random.ts';
import type { DemoAlley, DemoAlleySurvey } from './types.ts';

/** Average illuminance a lane should have, lux: the default of the setting alley_rules. */
const TARGET_LUX = 5;
/** What a surveyor counts or measures of what he found on the way, in the unit of the check. */
const AMOUNTS: Readonly<Record<string, readonly [unit: string, amount: (lengthM: number, random: Random) => number]>> = {
  // Walls stand on both sides; what is damaged is a stretch of them about as high as a man.
  wall: ['㎡', (lengthM, random) => Math.max(2, Math.round(lengthM * random.range(0.05, 0.4)))],
  rubbish: ['处', (lengthM, random) => 1 + Math.floor((random.range(0, 1.5) * lengthM) / 100)],
  zombie_vehicle: ['辆', (_, random) => random.int(1, 3)],
  posters: ['块', (lengthM, random) => Math.max(3, Math.round(lengthM * random.range(0.05, 0.5)))],
  parking: ['辆', (_, random) => random.int(1, 6)],
};
/** Checks of 景美 of the checklist five, with their points. */
const SCENE_CHECKS: readonly (readonly [string, number])[] = [
  ['wall', 25],
  ['rubbish', 20],
  ['zombie_vehicle', 20],
  ['posters', 20],
  ['parking', 15],
];
/** The checklist ten of 2025 by standard. */
const TEN_CHECKS: Partial<Record<Standard, readonly string[]>> = {
  road: ['road_damage'],
  line: ['overhead_lines'],
  scene: ['illegal_building', 'wall_opening', 'parking', 'occupied_way', 'street_furniture', 'signboards', 'facade', 'rubbish'],
};
const TEN_POINTS = 10;

/** Which measure a surveyor takes, and what he finds in a lane that is so bad (0 fine … 1 bad); 0.5 is about the threshold. */
const FOUND: Partial<Record<Standard, readonly [measure: string, value: (bad: number, lengthM: number) => number]>> = {
  road: ['pci', (bad) => Math.round(Math.max(8, Math.min(98, 90 - 70 * bad)))],
  light: ['lux', (bad) => Math.round(Math.max(0, TARGET_LUX * (1 - bad)) * 10) / 10],
  water: ['ponding_points', (bad, lengthM) => Math.round((Math.max(0, bad) * 2 * lengthM) / 100)],
  line: ['messy_cable', (bad, lengthM) => Math.round(Math.max(0, bad - 0.08) * lengthM)],
};

type Said = Pick<DemoAlleySurvey, 'items' | 'measuredValue' | 'measuredUnit'> & { need: NeedInterval };

function saidOf(standard: Standard, bad: number, lengthM: number, isTen: boolean, random: Random): Said | null {
  const context = { lengthM, targetLux: TARGET_LUX };
  const found = FOUND[standard];
  if (!isTen && found !== undefined) {
    const measure = MEASURES.find(({ code }) => code === found[0]) as Measure;
    const value = found[1](bad, lengthM);
    const need = needOf(standard, { measured: [{ measure, value }], checked: [], unchecked: 0 }, context);
    return need && { items: [{ code: measure.code, value, unit: measure.unit }], measuredValue: value, measuredUnit: measure.unit, need };
  }
  const checks: readonly (readonly [string, number])[] = isTen ? (TEN_CHECKS[standard] ?? []).map((code) => [code, TEN_POINTS]) : SCENE_CHECKS;
  const checked: { found: boolean; points: number }[] = [];
  const items: Said['items'] = [];
  let unchecked = 0;
  for (const [code, points] of checks) {
    const isFound = random.chance(standard === 'scene' ? Math.max(0.02, (bad - 0.15) * 0.5) : bad);
    // Now and then somebody leaves a line of the form empty.
    if (random.chance(0.04)) unchecked += points;
    else {
      checked.push({ found: isFound, points });
      items.push({ code, value: isFound ? 1 : 0, unit: null });
    }
  }
  const need = needOf(standard, { measured: [], checked, unchecked }, context);
  return need && { items, measuredValue: null, measuredUnit: null, need };
}

/**
 * Dated surveys: most alleys once or twice by the five standards, a few by the ten-none list only, some never; worse where the community is neglected.
 * Every other alley has no lux survey: there the lamps themselves have to tell.
 */
export function surveyAlleys(
  alleys: readonly DemoAlley[],
  neglect: (alley: number) => number,
  surveyor: (alley: number) => number,
  now: number,
  random: Random,
): DemoAlleySurvey[] {
  const surveys: DemoAlleySurvey[] = [];
  for (const [index, { id, surface, lengthM }] of alleys.entries()) {
    const isTen = random.chance(0.07);
    if (!isTen && random.chance(0.1)) continue;
    // Even a neglected lane has something in order: the spread between the standards is wider than that between the lanes.
    const level = 0.06 + 0.72 * neglect(index) + random.normal() * 0.11;
    const rounds = random.chance(0.4) ? [random.range(120, 198), random.range(6, 80)] : [random.range(4, 190)];
    const hasLightMeter = random.chance(0.5);
    const uuids = rounds.map(() => uuidFrom(random));
    for (const standard of STANDARDS) {
      if (random.chance(0.1) || (standard === 'light' && !hasLightMeter)) continue;
      const first = level + random.normal() * 0.27 + (standard === 'road' && surface === 'earth' ? 0.3 : 0);
      for (const [round, daysAgo] of rounds.entries()) {
        const said = saidOf(standard, round === 0 ? first : first - random.range(-0.05, 0.35), lengthM, isTen, random);
        if (said === null) continue;
        const { need, ...rest } = said;
        const state = stateOf(standard, need);
        surveys.push({
          id: surveys.length + 1,
          clientUuid: uuids[round] as string,
          alleyId: id,
          standard,
          meets: state === 'unknown' ? null : state === 'meets',
          needMin: need.min,
          needMax: need.max,
          ...rest,
          surveyedOn: dateText(now - daysAgo * DAY_MS),
          personId: surveyor(index),
          checklist: isTen ? { code: 'ten', version: 2025 } : { code: 'five', version: 2 },
        });
      }
    }
  }
  measureFound(surveys, new Map(alleys.map(({ id, lengthM }) => [id, lengthM])), random.fork('amounts'));
  return surveys;
}

/** How much was found: most surveyors measure, some only tick. From a stream of its own: whether something was found does not turn on it. */
function measureFound(surveys: readonly DemoAlleySurvey[], lengths: ReadonlyMap<number, number>, random: Random): void {
  for (const { alleyId, checklist, items } of surveys) {
    if (checklist.code !== 'five') continue;
    for (const item of items) {
      const [unit, amount] = AMOUNTS[item.code] ?? [];
      if (unit === undefined || amount === undefined || item.value === 0 || random.chance(0.15)) continue;
      item.value = amount(lengths.get(alleyId) ?? 0, random);
      item.unit = unit;
    }
  }
}

function uuidFrom(random: Random): string {
  const hex = (digits: number): string => Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
