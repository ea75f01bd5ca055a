import { DAY_MS, dateText } from './days.ts';
import { createRandom, type Random } from './random.ts';
import type { DemoDistrict, DemoWork } from './types.ts';

export interface DemoAcceptance {
  workId: number;
  result: 'passed' | 'rework';
  acceptedOn: string;
  plannedQuantity: number;
  doneQuantity: number;
  /** Of the five; the others are not concerned. */
  concerned: readonly Standard[];
  failed: Standard | null;
  personId: number;
}
export interface DemoCheck {
  workId: number;
  /** First of the month. */
  month: string;
  score: number;
  checkedOn: string;
  personId: number;
}
export interface DemoCost {
  workId: number;
  costMinor: number;
  plannedQuantity: number;
  contractorKind: 'municipal' | 'company' | 'utility' | 'property';
}
/** Before and after of one work; tint: 0-1, so that no two lanes look alike. */
export interface DemoPicture {
  workId: number;
  workType: string;
  tint: number;
  takenBy: number;
  beforeOn: string;
  afterOn: string;
}
export interface WorkHistories {
  acceptances: DemoAcceptance[];
  checks: DemoCheck[];
  costs: DemoCost[];
  pictures: DemoPicture[];
}
export type Standard = 'road' | 'light' | 'water' | 'line' | 'scene';

const PICTURES = 22;
/** Types a picture can be drawn of, and yuan a unit: invented, for the demo only. */
export const PICTURED: Readonly<Record<string, { yuan: number; concerned: readonly Standard[] }>> = {
  pavement_repair: { yuan: 180, concerned: ['road', 'water'] },
  wall_paint: { yuan: 45, concerned: ['scene'] },
  lamp_install: { yuan: 3_200, concerned: ['light', 'line'] },
  sewer_refurbish: { yuan: 520, concerned: ['water', 'road'] },
  manhole_replace: { yuan: 850, concerned: ['water', 'road'] },
  cable_tidy: { yuan: 60, concerned: ['line', 'scene'] },
  parking_add: { yuan: 900, concerned: ['road', 'scene'] },
  small_ad_clear: { yuan: 12, concerned: ['scene'] },
};
const CONTRACTORS: DemoCost['contractorKind'][] = ['municipal', 'company', 'company', 'utility', 'property'];
const CHECKED_DAY = 12;
const LINE = 90;

/** What became of the works of a generated district: inspections, monthly scores, costs, pictures. From a stream of its own: nobody else's rows move. */
export function buildWorkHistories({ options, people, works }: Pick<DemoDistrict, 'options' | 'people' | 'works'>): WorkHistories {
  const random = createRandom(options.seed).fork('work histories');
  const now = Date.parse(options.now);
  const inspectors = people.filter(({ role }) => role === 'inspector' || role === 'verifier').map(({ id }) => id);
  const takers = people.filter(({ role }) => role === 'responsible_unit' || role === 'planner').map(({ id }) => id);
  const accepted = works.filter(({ phase, completedOn }) => phase === 'accepted' && completedOn !== null);
  const acceptances = accepted.map((work) => inspection(work, now, inspectors, random));
  // Some came back from a first look.
  for (const work of works.filter(({ phase }) => phase === 'under_construction').slice(0, 4)) {
    const concerned = PICTURED[work.workType]?.concerned ?? ['scene'];
    const acceptedOn = dateText(now - random.int(3, 20) * DAY_MS);
    const failed = concerned[0] ?? 'scene';
    acceptances.push({
      workId: work.id,
      result: 'rework',
      acceptedOn,
      plannedQuantity: work.quantity,
      doneQuantity: Math.max(1, Math.round(work.quantity * 0.7)),
      concerned,
      failed,
      personId: random.pick(inspectors),
    });
  }
  return {
    acceptances,
    checks: acceptances.filter(({ result }) => result === 'passed').flatMap((acceptance, index) => monthlyScores(acceptance, index, now, inspectors, random)),
    costs: works.flatMap((work) => costOf(work, random)),
    pictures: pictured(works, takers, random),
  };
}

function inspection(work: DemoWork, now: number, inspectors: readonly number[], random: Random): DemoAcceptance {
  const concerned = PICTURED[work.workType]?.concerned ?? ['scene'];
  const finished = Date.parse(`${work.completedOn}T00:00:00Z`);
  const on = Math.min(finished + random.int(1, 9) * DAY_MS, now - DAY_MS);
  return {
    workId: work.id,
    result: 'passed',
    acceptedOn: dateText(Math.max(on, finished + DAY_MS / 2)),
    plannedQuantity: planned(work.quantity, random),
    doneQuantity: work.quantity,
    concerned,
    failed: null,
    personId: random.pick(inspectors),
  };
}

/** Quantities of a plan are round; what is found done is what it is. */
function planned(quantity: number, random: Random): number {
  const wish = quantity * random.range(0.95, 1.12);
  return quantity < 10 ? Math.max(1, Math.round(wish)) : Math.round(wish / 5) * 5;
}

/** A score a month since the acceptance. Every ninth work slips below the line in its first month; the ones long accepted have come up again. */
function monthlyScores({ workId, acceptedOn }: DemoAcceptance, index: number, now: number, inspectors: readonly number[], random: Random): DemoCheck[] {
  const checks: DemoCheck[] = [];
  const [year = 0, month = 1] = acceptedOn.split('-').map(Number);
  for (let step = 1; ; step += 1) {
    const first = Date.UTC(year, month - 1 + step, 1);
    const checkedOn = first + (CHECKED_DAY - 1) * DAY_MS;
    if (checkedOn > now) return checks;
    const isSlip = index % 9 === 4 && step === 1;
    const score = isSlip ? random.int(78, LINE - 1) : Math.min(100, random.int(LINE, 99));
    checks.push({
      workId,
      month: new Date(first).toISOString().slice(0, 10),
      score,
      checkedOn: new Date(checkedOn).toISOString().slice(0, 10),
      personId: random.pick(inspectors),
    });
  }
}

function costOf(work: DemoWork, random: Random): DemoCost[] {
  const known = PICTURED[work.workType];
  if (known === undefined || work.partOfId !== null || !random.chance(0.6)) return [];
  const yuan = Math.round((work.quantity * known.yuan * random.range(0.85, 1.25)) / 100) * 100;
  return [{ workId: work.id, costMinor: Math.max(100, yuan) * 100, plannedQuantity: planned(work.quantity, random), contractorKind: random.pick(CONTRACTORS) }];
}

/** Pictures of finished works, type after type, so that every kind of scene is there. */
function pictured(works: readonly DemoWork[], takers: readonly number[], random: Random): DemoPicture[] {
  const byType = Object.keys(PICTURED).map((type) => works.filter((work) => work.workType === type && work.completedOn !== null && work.partOfId === null));
  const pictures: DemoPicture[] = [];
  for (let round = 0; pictures.length < PICTURES && byType.some((list) => list.length > round); round += 1) {
    for (const list of byType) {
      const work = list[round];
      if (work === undefined || work.completedOn === null || pictures.length === PICTURES) continue;
      const finished = Date.parse(`${work.completedOn}T00:00:00Z`);
      pictures.push({
        workId: work.id,
        workType: work.workType,
        tint: random.next(),
        takenBy: random.pick(takers),
        beforeOn: work.startedOn,
        afterOn: new Date(finished).toISOString().slice(0, 10),
      });
    }
  }
  return pictures;
}
