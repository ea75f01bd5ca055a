import { dateText, dayStart, HOUR_MS } from './days.ts';
import { at } from './plane.ts';
import { createRandom, type Random } from './random.ts';
import type { DemoDistrict, Position } from './types.ts';

const VISITED = 0;
const REASONS: readonly (readonly string[])[] = [
  ['住户表示不需要走访', '住户要求改由电话联系', '住户不愿开门交谈'],
  ['邻居说已搬走，水电停用', '空置待租', '装修未入住', '长期外出，物业确认无人居住'],
  ['电话停机，三次上门无人应答', '登记号码有误，邻居不知去向', '常年在外务工，联系不上'],
];
/** The sources name nine questions and print none of them: the demo holds their places and nothing else. */
const QUESTION_COUNT = 9;
const NUMERALS = '一二三四五六七八九';
const ANSWERS = ['无意见', '已了解', '满意', '有意见，已另记问题', '未表态'];
const ANSWER_WEIGHTS = [42, 30, 16, 7, 5];
const ANSWERED_DAYS = 2;

const DEGREE_M = 111_195;
const POSITIONED_DAYS = 4;
const POSITIONED_SHARE = 0.25;
/** The thresholds of the setting visit_rules, and what keeps a made doubt clear of them. */
const RULES = { tooFastMs: 60_000, farM: 100 };
const FAR_MARGIN_M = 40;
/** Beyond any grid of the demo: whoever recorded stood elsewhere. */
const ELSEWHERE_M = [1_400, 2_600] as const;
/** A few grids have most of the doubts, as in life: one hand records from a desk. */
const CARELESS = { grids: 0.06, far: 0.09, outside: 0.03, otherwise: 0.0015 };
const DUPLICATE_SHARE = 0.0008;

const RECHECK = { from: -50, to: -30, share: 0.05 };

/** What is known of a knock beyond its outcome. */
export interface VisitDetail {
  visitId: number;
  reason: string | null;
  answers: Record<string, string> | null;
  position: Position | null;
  accuracyM: number | null;
  flags: string[];
}
/** A second record of a knock that is stored already, minutes later. */
export interface DuplicateVisit {
  ofVisitId: number;
  visitedAt: number;
}
export interface VisitDuty {
  campaignId: number;
  gridId: number;
  kind: 'leader' | 'unit' | 'fallback';
  personId: number | null;
  unitId: number | null;
}
/** Who took which picture of what; subject names a drawing. */
export interface StoryPhoto {
  subject: 'notice' | 'stairs' | 'lamp' | 'manhole' | 'cable' | 'paving';
  record: { visitId: number } | { issueId: number };
  takenBy: number;
  takenAt: number;
}
export interface VisitStories {
  details: VisitDetail[];
  duplicates: DuplicateVisit[];
  duties: VisitDuty[];
  checklist: { code: string; name: string; campaignId: number; questions: { code: string; text: string; kind: 'text'; isRequired: boolean }[] };
  /** A closed 回头看 of the closed round; its members and knocks follow from the database's own sample. */
  recheck: { code: string; name: string; sourceId: number; startsOn: string; endsOn: string; opensAt: number; sampleShare: number };
  photos: StoryPhoto[];
}

/**
 * What a round looks like after weeks of work, on top of the generated knocks: reasons, answers, positions and doubts, duties, a checklist, a recheck,
 * photos. No count of targets or states changes. All from a stream of its own: same district, same stories.
 */
export function buildVisitStories(demo: DemoDistrict): VisitStories {
  const random = createRandom(demo.options.seed).fork('visit-stories');
  const now = Date.parse(demo.options.now);
  const [closed, open] = demo.campaigns;
  if (closed === undefined || open === undefined) throw new RangeError('a demo district has a closed and an open round');
  const details = new Map<number, VisitDetail>();
  const detail = (visitId: number): VisitDetail => {
    const known = details.get(visitId) ?? { visitId, reason: null, answers: null, position: null, accuracyM: null, flags: [] };
    details.set(visitId, known);
    return known;
  };
  giveReasons(demo, detail, random.fork('reasons'));
  giveAnswers(demo, open.id, dayStart(now, -ANSWERED_DAYS), detail, random.fork('answers'));
  givePositions(demo, open.id, dayStart(now, -POSITIONED_DAYS), detail, random.fork('positions'));
  markTooFast(demo, open.id, detail);
  return {
    details: [...details.values()],
    duplicates: duplicates(demo, open.id, now, random.fork('duplicates')),
    duties: [...duties(demo, open.id), ...duties(demo, closed.id).filter(({ kind }) => kind === 'fallback')],
    checklist: {
      code: 'nine-questions',
      name: '九必问（占位，请由区里替换）',
      campaignId: open.id,
      questions: Array.from({ length: QUESTION_COUNT }, (_, index) => ({
        code: `q${index + 1}`,
        text: `第${NUMERALS[index]}问（占位：公开资料未载原文，请由区里替换）`,
        kind: 'text',
        isRequired: false,
      })),
    },
    recheck: {
      code: `${closed.code}-HTK`,
      name: `${closed.name}回头看`,
      sourceId: closed.id,
      startsOn: dateText(dayStart(now, RECHECK.from)),
      endsOn: dateText(dayStart(now, RECHECK.to)),
      opensAt: dayStart(now, RECHECK.from) + 8 * HOUR_MS,
      sampleShare: RECHECK.share,
    },
    photos: photos(demo, open.id, random.fork('photos')),
  };
}

type Detail = (visitId: number) => VisitDetail;

/** Rows of the visits that were answered at the door, of a round, from a moment on. */
function reached({ visits }: DemoDistrict, campaign: number, from = 0): number[] {
  const rows: number[] = [];
  for (let row = 0; row < visits.count; row += 1)
    if (visits.campaignId[row] === campaign && visits.outcome[row] === VISITED && at(visits.visitedAt, row) >= from) rows.push(row);
  return rows;
}

function giveReasons({ visits }: DemoDistrict, detail: Detail, random: Random): void {
  const first = 3;
  for (let row = 0; row < visits.count; row += 1) {
    const reasons = REASONS[at(visits.outcome, row) - first];
    if (reasons !== undefined) detail(visits.firstId + row).reason = random.pick(reasons);
  }
}

function giveAnswers(demo: DemoDistrict, campaign: number, from: number, detail: Detail, random: Random): void {
  for (const row of reached(demo, campaign, from)) {
    const answers = Array.from({ length: QUESTION_COUNT }, (_, index) => [`q${index + 1}`, at(ANSWERS, random.weighted(ANSWER_WEIGHTS))]);
    detail(demo.visits.firstId + row).answers = Object.fromEntries(answers);
  }
}

/** Grid of level 4 by household row. */
function gridOfRow({ grids, households }: DemoDistrict): (row: number) => number {
  const parentOf = new Map(grids.map(({ id, parentId }) => [id, parentId ?? 0]));
  return (row) => parentOf.get(at(households.microGridId, row)) ?? 0;
}

/** Phones that tell where they are: most at the door, some not, and those mostly in the same few grids. */
function givePositions(demo: DemoDistrict, campaign: number, from: number, detail: Detail, random: Random): void {
  const { households, visits, grids } = demo;
  const gridOf = gridOfRow(demo);
  const rowsOfGrid = new Map<number, number[]>();
  for (let row = 0; row < households.count; row += 1) {
    const rows = rowsOfGrid.get(gridOf(row));
    if (rows) rows.push(row);
    else rowsOfGrid.set(gridOf(row), [row]);
  }
  const cells = grids.filter(({ level, kind }) => level === 4 && kind === 'basic').map(({ id }) => id);
  const careless = new Set(random.shuffle(cells).slice(0, Math.max(2, Math.round(cells.length * CARELESS.grids))));
  const door = (row: number): Position => [at(households.longitude, row), at(households.latitude, row)];
  for (const visit of reached(demo, campaign)) {
    const row = at(visits.householdId, visit) - households.firstId;
    const grid = gridOf(row);
    const isCareless = careless.has(grid);
    const draw = random.next();
    const accuracyM = random.int(4, 22);
    const found = detail.bind(null, visits.firstId + visit);
    const far = isCareless ? CARELESS.far : CARELESS.otherwise;
    const outside = isCareless ? CARELESS.outside : CARELESS.otherwise / 2;
    if (draw < outside) {
      Object.assign(found(), { position: moved(door(row), random.range(...ELSEWHERE_M), random), accuracyM, flags: ['outside_grid', 'far_from_door'] });
    } else if (draw < outside + far) {
      // At another door of the same grid: far from this one, and yet inside.
      const other = (rowsOfGrid.get(grid) ?? []).find((candidate) => metres(door(candidate), door(row)) > RULES.farM + accuracyM + FAR_MARGIN_M);
      if (other !== undefined) Object.assign(found(), { position: door(other), accuracyM, flags: ['far_from_door'] });
    } else if (at(visits.visitedAt, visit) >= from && random.chance(POSITIONED_SHARE)) {
      Object.assign(found(), { position: moved(door(row), random.range(0, 9), random), accuracyM });
    }
  }
}

function moved([longitude, latitude]: Position, distanceM: number, random: Random): Position {
  const angle = random.range(0, 2 * Math.PI);
  const metre = 1 / DEGREE_M;
  const lon = longitude + (Math.cos(angle) * distanceM * metre) / Math.cos((latitude * Math.PI) / 180);
  return [round(lon), round(latitude + Math.sin(angle) * distanceM * metre)];
}
const round = (degrees: number): number => Math.round(degrees * 1e8) / 1e8;
const metres = (a: Position, b: Position): number => Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * DEGREE_M;

/** Two doors answered within the same minute by one person: as the rule says it, the later one is doubted. */
function markTooFast(demo: DemoDistrict, campaign: number, detail: Detail): void {
  const { visits } = demo;
  const last = new Map<number, number>();
  for (const row of reached(demo, campaign).sort((a, b) => at(visits.visitedAt, a) - at(visits.visitedAt, b))) {
    const person = at(visits.personId, row);
    const moment = at(visits.visitedAt, row);
    if (moment - (last.get(person) ?? Number.NEGATIVE_INFINITY) < RULES.tooFastMs) detail(visits.firstId + row).flags.push('too_fast');
    last.set(person, moment);
  }
}

function duplicates(demo: DemoDistrict, campaign: number, now: number, random: Random): DuplicateVisit[] {
  const { visits } = demo;
  return reached(demo, campaign)
    .filter((row) => random.chance(DUPLICATE_SHARE) && at(visits.visitedAt, row) + 2 * HOUR_MS < now)
    .map((row) => ({ ofVisitId: visits.firstId + row, visitedAt: at(visits.visitedAt, row) + random.int(5, 110) * 60_000 }));
}

/** 区级领导联系 a leader for each community, 部门帮包 a department for each grid, 镇街兜底 the street office for what is left. */
function duties({ grids, people, units }: DemoDistrict, campaignId: number): VisitDuty[] {
  const basic = (level: number) => grids.filter((grid) => grid.level === level && grid.kind === 'basic');
  const leaders = people.filter(({ role }) => role === 'leader');
  const departments = units.filter(({ isDoubleReporting }) => isDoubleReporting);
  const offices = units.filter(({ kind }) => kind === 'subdistrict');
  const dispatchers = people.filter(({ role }) => role === 'subdistrict_dispatcher');
  return [
    ...basic(3).map(({ id }, index): VisitDuty => {
      const leader = at(leaders, index % leaders.length);
      return { campaignId, gridId: id, kind: 'leader', personId: leader.id, unitId: leader.unitId };
    }),
    ...basic(4).map(({ id }, index): VisitDuty => {
      const unit = at(departments, (index * 7) % departments.length);
      const person = people.find(({ unitId, role }) => unitId === unit.id && role === 'responsible_unit');
      return { campaignId, gridId: id, kind: 'unit', personId: person?.id ?? null, unitId: unit.id };
    }),
    ...basic(2).map(({ id, path }, index): VisitDuty => {
      const person = dispatchers.find(({ gridPaths }) => gridPaths.includes(path));
      return { campaignId, gridId: id, kind: 'fallback', personId: person?.id ?? null, unitId: at(offices, index % offices.length).id };
    }),
  ];
}

/** By a word of the issue's title. */
const ISSUE_SUBJECTS: readonly (readonly [string, StoryPhoto['subject']])[] = [
  ['路灯', 'lamp'],
  ['井盖', 'manhole'],
  ['线', 'cable'],
  ['路面', 'paving'],
];
const VISIT_PHOTOS = 6;
const ISSUE_PHOTOS_EACH = 2;

function photos(demo: DemoDistrict, campaign: number, random: Random): StoryPhoto[] {
  const { visits, issues, people, grids } = demo;
  const late = reached(demo, campaign).slice(-40 * VISIT_PHOTOS);
  const ofVisits = random.shuffle(late).slice(0, VISIT_PHOTOS);
  const pathOf = new Map(grids.map(({ id, path }) => [id, path]));
  const workers = people.filter(({ role }) => role === 'grid_worker');
  const workerAt = (microGrid: number) => workers.find(({ gridPaths }) => gridPaths.some((path) => `${pathOf.get(microGrid)}/`.startsWith(`${path}/`)));
  const ofIssues = ISSUE_SUBJECTS.flatMap(([word, subject]) =>
    issues
      .filter(({ title, state }) => title.includes(word) && state !== 'rejected')
      .slice(-ISSUE_PHOTOS_EACH)
      .flatMap(({ id, microGridId, reportedAt }): StoryPhoto[] => {
        const worker = workerAt(microGridId);
        return worker === undefined ? [] : [{ subject, record: { issueId: id }, takenBy: worker.id, takenAt: reportedAt }];
      }),
  );
  return [
    ...ofVisits.map(
      (row, index): StoryPhoto => ({
        subject: index % 2 === 0 ? 'notice' : 'stairs',
        record: { visitId: visits.firstId + row },
        takenBy: at(visits.personId, row),
        takenAt: at(visits.visitedAt, row),
      }),
    ),
    ...ofIssues,
  ];
}
