import { WORK_TYPES } from '../standards/work-types.ts';
import type { Alleys } from './alleys.ts';
import { DAY_MS, dateText } from './days.ts';
import type { GridTree } from './grids.ts';
import { shareOut } from './issues.ts';
import type { Block } from './land.ts';
import type { Partition } from './partition.ts';
import { at, between, centroid, type Point, rectangle } from './plane.ts';
import type { Projection } from './projection.ts';
import type { Random } from './random.ts';
import type { DemoSize, DemoWork } from './types.ts';

/** [type, total, number of works it is split over, qualifier, shape]. The totals are those of the 开发区 report. */
type Total = readonly [string, number, number, DemoWork['qualifier'], 'line' | 'point'];
const TOTALS: readonly Total[] = [
  ['pavement_repair', 25_000, 58, 'about', 'line'],
  ['wall_paint', 18_600, 37, null, 'line'],
  ['lamp_install', 330, 46, null, 'line'],
  ['psa_panel', 197, 33, null, 'point'],
  ['sewer_refurbish', 2_300, 24, null, 'line'],
  ['manhole_replace', 200, 52, null, 'point'],
  ['small_ad_clear', 430, 26, 'more_than', 'point'],
  ['zombie_vehicle_clear', 149, 41, null, 'point'],
  ['alley_naming', 104, 62, null, 'point'],
  ['cable_tidy', 8_000, 49, 'about', 'line'],
  ['psa_display', 245, 22, null, 'point'],
];
const PARKING = { total: 720, nested: 480, sites: 5, elsewhere: 9 };
const NESTED_COMMUNITY = '许寨';

interface Input {
  size: DemoSize;
  partition: Partition;
  blocks: readonly Block[];
  alleys: Alleys;
  tree: GridTree;
  projection: Projection;
  now: number;
}

/** Located works whose quantities add up to the printed totals, finished over the last 190 days, plus some planned and under way. */
export function buildWorks(input: Input, random: Random): { works: DemoWork[] } {
  const site = new WorkSite(input, random);
  const scale = input.size === 'S' ? 0.06 : 1;
  for (const [type, total, pieces, qualifier, shape] of TOTALS) {
    const count = Math.max(2, Math.round(pieces * scale));
    const places = site.alleys(count);
    const quantities = shareOut(
      Math.max(count, Math.round(total * scale)),
      places.map((alley) => at(input.alleys.alleys, alley).lengthM * random.range(0.7, 1.4)),
      1,
    );
    // '430余' says that the sum is a little more: one of the figures carries the word, the others are counts.
    for (const [index, alley] of places.entries())
      site.along(type, alley, at(quantities, index), qualifier === 'more_than' && index > 0 ? null : qualifier, shape, 'done');
  }
  for (const phase of ['under_construction', 'planned'] as const) {
    for (const alley of site.alleys(Math.max(2, Math.round(16 * scale)))) {
      const [type, , , , shape] = random.pick(TOTALS);
      site.along(type, alley, random.int(4, 60), null, shape, phase);
    }
  }
  site.parking(Math.round(PARKING.total * scale), Math.round(PARKING.nested * scale));
  site.elsewhere(scale);
  return { works: site.works };
}

class WorkSite {
  readonly works: DemoWork[] = [];
  readonly #input: Input;
  readonly #random: Random;
  /** How much each community gets: some have had the diggers for months, some not at all. */
  readonly #favour: number[];

  constructor(input: Input, random: Random) {
    this.#input = input;
    this.#random = random;
    this.#favour = input.partition.communities.map(() => random.next() ** 2.4);
  }

  #communityOf(block: number): number {
    return at(this.#input.partition.cells, at(this.#input.blocks, block).cell).community;
  }

  /** Different alleys, more of them where work is going on. */
  alleys(count: number): number[] {
    const { alleys } = this.#input;
    const chosen = new Set<number>();
    for (let attempt = 0; chosen.size < count; attempt += 1) {
      const alley = this.#random.int(0, alleys.alleys.length - 1);
      const favour = at(this.#favour, this.#communityOf(at(alleys.blocks, alley)));
      if (this.#random.next() < favour || attempt > 4_000) chosen.add(alley);
    }
    return [...chosen];
  }

  along(type: string, alley: number, quantity: number, qualifier: DemoWork['qualifier'], shape: 'line' | 'point', phase: DemoWork['phase']): void {
    const { alleys, projection } = this.#input;
    const record = at(alleys.alleys, alley);
    const line = at(alleys.lines, alley);
    const geometry: DemoWork['geometry'] =
      shape === 'line'
        ? { type: 'LineString', coordinates: record.line }
        : { type: 'Point', coordinates: projection.position(between(at(line, 0), at(line, 1), this.#random.range(0.2, 0.8))) };
    this.#add(type, record.name ?? '无名巷', quantity, qualifier, phase, at(alleys.blocks, alley), geometry, {
      alleyId: record.id,
      ...(shape === 'line' ? { microGrids: record.microGrids } : {}),
    });
  }

  #add(
    type: string,
    place: string,
    quantity: number,
    qualifier: DemoWork['qualifier'],
    phase: DemoWork['phase'],
    block: number,
    geometry: DemoWork['geometry'],
    links: { alleyId?: number; partOfId?: number; microGrids?: DemoWork['microGrids'] } = {},
  ): DemoWork {
    const { tree, now } = this.#input;
    const catalogued = WORK_TYPES.find(({ code }) => code === type);
    if (catalogued === undefined) throw new Error(`no work type ${type}`);
    const completed = now - this.#random.range(2, 190) * DAY_MS;
    const work: DemoWork = {
      id: this.works.length + 1,
      code: `${tree.district.code}-G${String(this.works.length + 1).padStart(5, '0')}`,
      workType: type,
      name: `${place}${catalogued.name}`,
      quantity,
      unit: catalogued.unit,
      qualifier,
      asOf: dateText(now),
      phase: phase === 'done' && this.#random.chance(0.4) ? 'accepted' : phase,
      startedOn: dateText(phase === 'planned' ? now + 10 * DAY_MS : completed - this.#random.range(3, 25) * DAY_MS),
      completedOn: phase === 'done' ? dateText(completed) : null,
      microGrids: links.microGrids ?? [{ gridId: at(tree.micros, block).id, share: 1 }],
      geometry,
      alleyId: links.alleyId ?? null,
      // Set once the projects are known.
      projectId: null,
      partOfId: links.partOfId ?? null,
    };
    this.works.push(work);
    return work;
  }

  /** Marked bays on open ground. The bays of one community are one reported figure with its sites nested in it. */
  parking(total: number, nested: number): void {
    const { partition, blocks, tree, projection } = this.#input;
    const community = partition.communities.findIndex(({ plan }) => plan.name === NESTED_COMMUNITY);
    const inside = community < 0 ? [] : this.#openGround((block) => this.#communityOf(block) === community, PARKING.sites);
    const outside = this.#openGround((block) => this.#communityOf(block) !== community, PARKING.elsewhere);
    const lots = (list: readonly number[]): Point[][] => list.map((block) => rectangle(at(blocks, block).centre, this.#random.range(0, 3), 36, 17));
    const spare = inside.length === 0 ? total : total - nested;
    for (const [index, quantity] of shareOut(
      spare,
      outside.map(() => this.#random.range(0.5, 1.5)),
      1,
    ).entries()) {
      const block = at(outside, index);
      this.#add('parking_add', at(tree.cells, at(blocks, block).cell).name, quantity, null, 'done', block, {
        type: 'Polygon',
        coordinates: [projection.ring(at(lots([block]), 0))],
      });
    }
    if (inside.length === 0) return;
    const areas = lots(inside).map((lot) => [projection.ring(lot)]);
    const whole = this.#add('parking_add', at(tree.communities, community).name, nested, null, 'done', at(inside, 0), {
      type: 'MultiPolygon',
      coordinates: areas,
    });
    for (const [index, quantity] of shareOut(
      nested,
      inside.map(() => this.#random.range(0.6, 1.4)),
      1,
    ).entries()) {
      const block = at(inside, index);
      this.#add(
        'parking_add',
        at(tree.cells, at(blocks, block).cell).name,
        quantity,
        null,
        'done',
        block,
        { type: 'Polygon', coordinates: at(areas, index) },
        { partOfId: whole.id },
      );
    }
  }

  /** Blocks of different cells with room at their centre. */
  #openGround(allowed: (block: number) => boolean, count: number): number[] {
    const { blocks, partition } = this.#input;
    const fits = blocks.flatMap(({ faces }, index) => (allowed(index) && faces.length === 1 && !partition.riverFaces.has(at(faces, 0)) ? [index] : []));
    return this.#random.shuffle(fits).slice(0, count);
  }

  /** The environment figures of the report: ditches, rubbish, straw, one car park. */
  elsewhere(scale: number): void {
    const { blocks, projection, tree } = this.#input;
    const spots: readonly [string, number, number][] = [
      ['ditch_clear_len', 26, 4],
      ['rubbish_remove', 2.5, 1],
      ['straw_remove', 23, 3],
      ['vehicle_deployed', 97, 1],
      ['car_park_build', 1, 1],
    ];
    for (const [type, total, pieces] of spots) {
      const count = scale < 1 ? 1 : pieces;
      const ground = this.#openGround(() => true, count);
      const quantities =
        count === 1
          ? [total]
          : shareOut(
              total,
              ground.map(() => this.#random.range(0.5, 1.5)),
              1,
            );
      for (const [index, block] of ground.entries()) {
        const place = at(tree.cells, at(blocks, block).cell).name;
        this.#add(type, place, at(quantities, index), null, 'done', block, { type: 'Point', coordinates: projection.position(centroid(this.#face(block))) });
      }
    }
  }

  #face(block: number): Point[] {
    return this.#input.partition.graph.points(at(at(this.#input.blocks, block).faces, 0));
  }
}
