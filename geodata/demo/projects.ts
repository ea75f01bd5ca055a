import type { Alleys } from './alleys.ts';
import { DAY_MS, dateText } from './days.ts';
import type { GridTree } from './grids.ts';
import { shareOut } from './issues.ts';
import type { Block } from './land.ts';
import type { Partition } from './partition.ts';
import { at } from './plane.ts';
import {
  consultationsOf,
  type DemoConsultation,
  type DemoFund,
  type DemoMilestone,
  type DemoPhase,
  type DemoProjectEvent,
  fundsOf,
  historyOf,
  milestonesOf,
  type Timetable,
  timetable,
} from './project-plans.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';
import type { DemoBaseFeature, DemoBuilding, DemoHouseholds, DemoProgramme, DemoSize, DemoWork, PolygonRings, Position } from './types.ts';

type Geometry = { type: 'MultiPolygon'; coordinates: PolygonRings[] } | { type: 'MultiLineString'; coordinates: Position[][] };
export interface DemoProject {
  id: number;
  code: string;
  programmeId: number;
  kind: string;
  name: string;
  phase: DemoPhase;
  itemCount: number;
  unitId: number;
  startsOn: string;
  endsOn: string;
  startedOn: string | null;
  finishedOn: string | null;
  reportedHouseholds: number | null;
  reportedBuildings: number | null;
  /** The alleys it is about, or null where geometry is its place. */
  alleyIds: number[] | null;
  geometry: Geometry;
  funds: DemoFund[];
  milestones: DemoMilestone[];
  consultations: DemoConsultation[];
  events: DemoProjectEvent[];
}

interface Input {
  size: DemoSize;
  partition: Partition;
  blocks: readonly Block[];
  alleys: Alleys;
  tree: GridTree;
  staff: Staff;
  baseFeatures: readonly DemoBaseFeature[];
  buildings: readonly DemoBuilding[];
  households: DemoHouseholds;
  /** Their projectId is set here. */
  works: DemoWork[];
  now: number;
  firstProgrammeId: number;
}
type Mix = readonly (readonly [DemoPhase, number])[];

/** The three-year programme of 杜甫路: 88 courtyards for 8863万元, 53 of them begun: 8 done, 28 under way, of 17 nobody says. */
const COMPOUNDS = {
  items: 88,
  money: 8863,
  perProject: 2.6,
  mix: [
    ['accepted', 3],
    ['done', 5],
    ['under_construction', 28],
    ['unstated', 17],
    ['tendered', 6],
    ['designed', 14],
    ['planned', 15],
  ] as Mix,
};
const ALLEY_TARGET = 120;
const ALLEYS: Mix = [
  ['accepted', 4],
  ['done', 5],
  ['under_construction', 7],
  ['tendered', 2],
  ['designed', 4],
  ['planned', 4],
];
const PIPES = [
  {
    kind: 'gas',
    code: 'gas',
    name: '燃气管网更新',
    department: 0,
    perM: 0.0218,
    mix: [
      ['accepted', 1],
      ['done', 1],
      ['under_construction', 3],
      ['tendered', 2],
      ['designed', 2],
      ['planned', 2],
    ] as Mix,
  },
  {
    kind: 'heat',
    code: 'heat',
    name: '暖气管网改造',
    department: 3,
    perM: 0.061,
    mix: [
      ['done', 2],
      ['under_construction', 2],
      ['designed', 2],
      ['planned', 3],
    ] as Mix,
  },
  {
    kind: 'drains',
    code: 'drains',
    name: '雨污分流改造',
    department: 13,
    perM: 0.084,
    mix: [
      ['done', 1],
      ['under_construction', 2],
      ['tendered', 1],
      ['planned', 2],
    ] as Mix,
  },
] as const;
const SHARES = {
  old_compounds: [
    ['central', 0.3],
    ['province', 0.15],
    ['city', 0.1],
    ['district', 0.25],
    ['enterprise', 0.08],
    ['residents', 0.12],
  ],
  alleys: [
    ['city', 0.35],
    ['district', 0.6],
    ['residents', 0.05],
  ],
  gas: [
    ['enterprise', 0.7],
    ['district', 0.3],
  ],
  heat: [
    ['bond', 0.6],
    ['enterprise', 0.25],
    ['district', 0.15],
  ],
  drains: [
    ['central', 0.4],
    ['bond', 0.35],
    ['district', 0.25],
  ],
} as const;
const HOUSING = 3;
/** Nearer to its middle than the border, which runs along the street. */
const SHRINK = 0.86;
const DEGREE_M = 111_000;

/** Programmes of works with their projects: uneven, some late, some short of consent, a few that would dig twice. */
export function buildProjects(input: Input, random: Random): { programmes: DemoProgramme[]; projects: DemoProject[] } {
  const site = new ProjectSite(input, random);
  site.compounds();
  site.alleyProjects();
  for (const [index, pipe] of PIPES.entries()) site.pipes(pipe, index);
  site.sharedGround();
  site.claimWorks();
  return { programmes: site.programmes(), projects: site.projects };
}

class ProjectSite {
  readonly projects: DemoProject[] = [];
  readonly #input: Input;
  readonly #random: Random;
  readonly #takenBlocks = new Set<number>();
  readonly #takenAlleys = new Set<number>();

  constructor(input: Input, random: Random) {
    this.#input = input;
    this.#random = random;
  }

  #scaled(count: number): number {
    return this.#input.size === 'S' ? Math.max(1, Math.round(count * 0.12)) : count;
  }

  programmes(): DemoProgramme[] {
    const { now, firstProgrammeId } = this.#input;
    const from = Number(dateText(now).slice(0, 4));
    const target = (name: string, nameEn: string, value: number, unit: string, code = 'items') => ({
      code,
      name,
      nameEn,
      value,
      unit,
      qualifier: null,
      asOf: dateText(now),
    });
    const items = (kind: string) => this.projects.reduce((sum, project) => sum + (project.kind === kind ? project.itemCount : 0), 0);
    const isSmall = this.#input.size === 'S';
    const programme = (
      index: number,
      code: string,
      kind: string,
      name: string,
      nameEn: string,
      years: number,
      targets: DemoProgramme['targets'],
    ): DemoProgramme => ({
      id: firstProgrammeId + index,
      code,
      kind,
      name,
      nameEn,
      startsOn: `${from}-01-01`,
      endsOn: `${from + years - 1}-12-31`,
      targets,
    });
    return [
      programme(0, 'compounds', 'old_compounds', '老旧楼院改造三年行动', 'Old courtyards, three years', 3, [
        target('老旧楼院', 'Old courtyards', isSmall ? items('old_compounds') : COMPOUNDS.items, '个'),
        target('总投资', 'Investment', isSmall ? Math.round(COMPOUNDS.money * 0.12) : COMPOUNDS.money, '万元', 'money'),
      ]),
      ...PIPES.map(({ code, kind, name }, index) =>
        programme(index + 1, code, kind, name, { gas: 'Gas pipes renewed', heat: 'Heat pipes renewed', drains: 'Rain and foul sewers separated' }[kind], 2, [
          target('管段', 'Stretches', items(kind) + (isSmall ? 0 : 3), '段'),
        ]),
      ),
    ];
  }

  /** What the programme of alleys that is there already counts. */
  static alleyTargets(now: number): DemoProgramme['targets'] {
    return [{ code: 'items', name: '背街小巷', nameEn: 'Back alleys', value: ALLEY_TARGET, unit: '条', qualifier: null, asOf: dateText(now) }];
  }

  /** Homes and buildings inside blocks. */
  #homesOf(blocks: readonly number[]): { homes: number; buildings: number } {
    const { households, tree } = this.#input;
    const micros = new Set(blocks.map((block) => at(tree.micros, block).id));
    const buildings = new Set<number>();
    let homes = 0;
    for (let row = 0; row < households.count; row += 1) {
      if (households.kind[row] !== 0 || !micros.has(at(households.microGridId, row))) continue;
      homes += 1;
      buildings.add(at(households.buildingId, row));
    }
    return { homes, buildings: buildings.size };
  }

  compounds(): void {
    const { blocks, tree, staff, buildings } = this.#input;
    const old = blocks.flatMap(({ use, filling }, block) => ((use === 'courtyards' || use === 'old_compound') && filling.footprints.length > 2 ? [block] : []));
    const order = this.#random.shuffle(old);
    const plans = COMPOUNDS.mix.flatMap(([phase, items]) => {
      const count = this.#scaled(items);
      const pieces = Math.max(1, Math.round(count / COMPOUNDS.perProject));
      return shareOut(
        count,
        Array.from({ length: pieces }, () => this.#random.range(0.5, 1.6)),
        1,
      ).map((itemCount) => ({ phase, itemCount }));
    });
    const money = shareOut(
      Math.round(COMPOUNDS.money * (this.#input.size === 'S' ? 0.12 : 1)),
      plans.map(({ itemCount }) => itemCount * this.#random.range(0.7, 1.4)),
      1,
    );
    for (const [index, { phase, itemCount }] of plans.entries()) {
      const block = order[index];
      if (block === undefined) return;
      const micro = at(tree.micros, block);
      const name = buildings.find(({ microGridId, compound }) => microGridId === micro.id && compound !== null)?.compound ?? micro.name;
      this.#takenBlocks.add(block);
      const benefits = this.#homesOf([block]);
      const time = timetable(phase, this.#input.now, [110, 230], this.#random);
      this.#add({
        kind: 'old_compounds',
        name: `${name}${itemCount > 1 ? `等${itemCount}个楼院` : '楼院'}改造`,
        phase,
        itemCount,
        unitId: at(staff.departments, HOUSING).id,
        time,
        money: at(money, index),
        ...benefits,
        alleyIds: null,
        geometry: { type: 'MultiPolygon', coordinates: micro.polygons.map(shrunk) },
      });
    }
  }

  alleyProjects(): void {
    const { works } = this.#input;
    const busy = new Map<number, number>();
    for (const { alleyId } of works) if (alleyId !== null) busy.set(alleyId, (busy.get(alleyId) ?? 0) + 1);
    for (const [phase, count] of ALLEYS)
      for (let index = 0; index < this.#scaled(count); index += 1) {
        const alleys = this.#lanes(this.#random.int(2, 5), phase === 'planned' || phase === 'designed' ? null : busy);
        if (alleys.length > 0) this.#alleyProject(alleys, phase, timetable(phase, this.#input.now, [70, 150], this.#random));
      }
  }

  #alleyProject(alleys: readonly number[], phase: DemoPhase, time: Timetable): void {
    const { alleys: all, staff, blocks, partition } = this.#input;
    const records = alleys.map((alley) => at(all.alleys, alley));
    const named = records.find(({ name }) => name !== null)?.name ?? '无名巷';
    const { subdistrict } = at(partition.communities, at(partition.cells, at(blocks, at(all.blocks, at(alleys, 0))).cell).community);
    const { homes, buildings } = this.#homesOf([...new Set(alleys.map((alley) => at(all.blocks, alley)))]);
    this.#add({
      kind: 'alleys',
      name: `${named}${alleys.length > 1 ? `等${alleys.length}条街巷` : ''}改造`,
      phase,
      itemCount: alleys.length,
      unitId: at(staff.offices, subdistrict),
      time,
      money: Math.max(8, Math.round(records.reduce((sum, { lengthM, widthM }) => sum + lengthM * widthM, 0) * this.#random.range(0.022, 0.039))),
      homes,
      buildings,
      alleyIds: records.map(({ id }) => id),
      geometry: { type: 'MultiLineString', coordinates: records.map(({ line }) => line) },
    });
  }

  /** Lanes of one cell that no project has yet, outside the compounds; where works have been, if busy says where. */
  #lanes(count: number, busy: ReadonlyMap<number, number> | null): number[] {
    const { alleys, blocks } = this.#input;
    const isFree = (alley: number): boolean => !this.#takenAlleys.has(alley) && !this.#takenBlocks.has(at(alleys.blocks, alley));
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const first = this.#random.int(0, alleys.alleys.length - 1);
      if (!isFree(first) || (busy !== null && attempt < 300 && !busy.has(at(alleys.alleys, first).id))) continue;
      const { cell } = at(blocks, at(alleys.blocks, first));
      const beside = alleys.alleys.flatMap((_, alley) =>
        alley !== first && isFree(alley) && at(blocks, at(alleys.blocks, alley)).cell === cell ? [alley] : [],
      );
      const chosen = [first, ...this.#random.shuffle(beside).slice(0, count - 1)];
      for (const alley of chosen) this.#takenAlleys.add(alley);
      return chosen;
    }
    return [];
  }

  /** Pipes lie under the streets. */
  pipes({ kind, name, department, perM, mix }: (typeof PIPES)[number], turn: number): void {
    const streets = this.#input.baseFeatures.flatMap(({ layer, class: road, geometry, name: street }) =>
      layer === 'roads' && (road === 'c' || road === 'b') && geometry.type === 'LineString' && street !== null ? [{ street, line: geometry.coordinates }] : [],
    );
    const order = this.#random.fork('streets').shuffle([...streets]);
    // Each kind of pipe has its own streets, so that none clashes by accident.
    const own = order.filter((_, index) => index % PIPES.length === turn);
    let next = 0;
    for (const [phase, count] of mix)
      for (let index = 0; index < this.#scaled(count); index += 1, next += 1) {
        const street = own[next];
        if (street === undefined) return;
        const line = stretch(street.line, this.#random.int(260, 900), this.#random);
        this.#pipe(kind, department, perM, `${street.street}${name.slice(0, 4)}`, phase, timetable(phase, this.#input.now, [45, 120], this.#random), [line]);
      }
  }

  #pipe(kind: string, department: number, perM: number, name: string, phase: DemoPhase, time: Timetable, lines: Position[][]): void {
    const metres = lines.reduce((sum, line) => sum + lengthOf(line), 0);
    this.#add({
      kind,
      name,
      phase,
      itemCount: 1,
      unitId: at(this.#input.staff.departments, department).id,
      time,
      money: Math.max(3, Math.round(metres * perM)),
      homes: null,
      buildings: null,
      alleyIds: null,
      geometry: { type: 'MultiLineString', coordinates: lines },
    });
  }

  /** The few that would dig twice: gas and paving at once, heat under new paving, sewers in a compound being renewed, and one that is planned before the pipes. */
  sharedGround(): void {
    const { now } = this.#input;
    const day = (days: number): number => now + days * DAY_MS;
    const open = (from: number, to: number): Timetable => ({ startsAt: day(from), endsAt: day(to), startedAt: null, finishedAt: null });
    const laneOf = (project: DemoProject): Position[][] => (project.geometry.type === 'MultiLineString' ? project.geometry.coordinates.slice(0, 2) : []);
    const of = (kind: string, ...phases: DemoPhase[]) => this.projects.find((project) => project.kind === kind && phases.includes(project.phase));
    const street = (project: DemoProject): string => project.name.replace(/等.*|改造$/, '');
    const paving = of('alleys', 'under_construction');
    if (paving !== undefined) this.#pipe('gas', 0, 0.0218, `${street(paving)}燃气管网`, 'tendered', open(12, 70), laneOf(paving));
    const paved = of('alleys', 'accepted', 'done');
    if (paved !== undefined) this.#pipe('heat', 3, 0.061, `${street(paved)}暖气管网`, 'designed', open(130, 200), laneOf(paved));
    const planned = of('alleys', 'designed', 'planned');
    if (planned !== undefined) {
      const starts = Date.parse(`${planned.startsOn}T00:00:00+08:00`);
      const after = { startsAt: starts + 260 * DAY_MS, endsAt: starts + 330 * DAY_MS, startedAt: null, finishedAt: null };
      this.#pipe('drains', 13, 0.084, `${street(planned)}雨污分流`, 'planned', after, laneOf(planned));
    }
    const compound = of('old_compounds', 'tendered', 'designed');
    if (compound?.geometry.type === 'MultiPolygon') {
      const ring = compound.geometry.coordinates[0]?.[0] ?? [];
      const middle = ring.slice(0, Math.max(3, Math.floor(ring.length / 2)));
      const starts = Date.parse(`${compound.startsOn}T00:00:00+08:00`) + 20 * DAY_MS;
      const time = { startsAt: starts, endsAt: starts + 60 * DAY_MS, startedAt: null, finishedAt: null };
      this.#pipe('gas', 0, 0.0218, `${street(compound)}燃气入户`, 'designed', time, [shrunk([middle])[0] ?? middle]);
    }
  }

  /** Works in an alley belong to the project about it. */
  claimWorks(): void {
    const projectOf = new Map(this.projects.flatMap(({ id, alleyIds }) => (alleyIds ?? []).map((alley) => [alley, id] as const)));
    for (const work of this.#input.works) work.projectId = (work.alleyId === null ? null : projectOf.get(work.alleyId)) ?? null;
  }

  #add(wish: {
    kind: keyof typeof SHARES | string;
    name: string;
    phase: DemoPhase;
    itemCount: number;
    unitId: number;
    time: Timetable;
    money: number;
    homes: number | null;
    buildings: number | null;
    alleyIds: number[] | null;
    geometry: Geometry;
  }): void {
    const { kind, name, phase, itemCount, unitId, time, money, homes, buildings, alleyIds, geometry } = wish;
    const { now, firstProgrammeId, tree } = this.#input;
    const random = this.#random;
    const id = this.projects.length + 1;
    const pipe = PIPES.findIndex((one) => one.kind === kind);
    const asks = kind === 'old_compounds' || kind === 'alleys';
    const isReported = homes !== null && random.chance(0.8);
    this.projects.push({
      id,
      code: `${tree.district.code}-XM-${String(id).padStart(3, '0')}`,
      programmeId: kind === 'alleys' ? 1 : kind === 'old_compounds' ? firstProgrammeId : firstProgrammeId + 1 + pipe,
      kind,
      name,
      phase,
      itemCount,
      unitId,
      startsOn: dateText(time.startsAt),
      endsOn: dateText(time.endsAt),
      startedOn: time.startedAt === null ? null : dateText(time.startedAt),
      finishedOn: time.finishedAt === null ? null : dateText(time.finishedAt),
      reportedHouseholds: isReported ? Math.round((homes ?? 0) * random.range(0.92, 1.1)) : null,
      reportedBuildings: isReported ? buildings : null,
      alleyIds,
      geometry,
      funds: fundsOf(money, SHARES[kind as keyof typeof SHARES], time, phase, random),
      milestones: milestonesOf(phase, time, now, random),
      consultations: asks ? consultationsOf(phase, homes ?? 0, time, now, random) : [],
      events: historyOf(phase, time, now),
    });
  }
}

export const alleyTargets = ProjectSite.alleyTargets;

/** A polygon drawn nearer to its middle. */
function shrunk(rings: PolygonRings | Position[][]): PolygonRings {
  const outer = rings[0] ?? [];
  const middle = [0, 1].map(
    (axis) => (Math.min(...outer.map((position) => at(position, axis))) + Math.max(...outer.map((position) => at(position, axis)))) / 2,
  );
  const moved = ([longitude, latitude]: Position): Position => [
    Math.round((at(middle, 0) + (longitude - at(middle, 0)) * SHRINK) * 1e8) / 1e8,
    Math.round((at(middle, 1) + (latitude - at(middle, 1)) * SHRINK) * 1e8) / 1e8,
  ];
  return rings.map((ring) => ring.map(moved));
}

const stepM = ([x1, y1]: Position, [x2, y2]: Position): number => Math.hypot((x2 - x1) * DEGREE_M * 0.833, (y2 - y1) * DEGREE_M);
function lengthOf(line: readonly Position[]): number {
  return line.slice(1).reduce((sum, position, index) => sum + stepM(at(line, index), position), 0);
}

/** A part of a line of about so many metres, cut between two of its positions or within a straight one. */
function stretch(line: readonly Position[], metres: number, random: Random): Position[] {
  const whole = lengthOf(line);
  if (whole <= metres) return [...line];
  const from = random.next() * (whole - metres);
  const cut: Position[] = [];
  let passed = 0;
  for (let index = 1; index < line.length; index += 1) {
    const [a, b] = [at(line, index - 1), at(line, index)];
    const step = stepM(a, b);
    const along = (distance: number): Position => {
      const share = Math.min(1, Math.max(0, (distance - passed) / step));
      return [Math.round((a[0] + (b[0] - a[0]) * share) * 1e8) / 1e8, Math.round((a[1] + (b[1] - a[1]) * share) * 1e8) / 1e8];
    };
    if (step > 0 && passed + step > from && passed < from + metres) {
      if (cut.length === 0) cut.push(along(Math.max(from, passed)));
      cut.push(along(Math.min(from + metres, passed + step)));
    }
    passed += step;
  }
  return cut;
}
