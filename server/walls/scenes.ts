import type { Campaign } from '../coverage/contract.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import type { Sendable } from '../http/route.ts';
import { dayOf } from '../pace/calendar.ts';
import { readSettings } from '../settings/queries.ts';
import type { WallScene, WallScenes } from './contract.ts';
import { findWallGrid, type WallGrid, wallRound } from './picture.ts';
import type { WallRow } from './register.ts';

type Box = [number, number, number, number];
type Scene = WallScene;
type LowestGrid = { grid: GridRef; bbox: Box } & NonNullable<Scene['coverage']>;
type WorstBuilding = { bbox: Box } & NonNullable<Scene['building']>;
type FinishedWork = Scene['works'][number] & { photo: Scene['photos'][number] | null; isNewest: boolean };
type ChosenAlley = Scene['alleys'][number] & { planId: number; planName: string; budgetMinor: number | null; bbox: Box };

const lowestGrid = sqlFile<LowestGrid>(import.meta.url, './lowest-grid.sql');
const worstBuilding = sqlFile<WorstBuilding>(import.meta.url, './worst-building.sql');
const overdueCluster = sqlFile<{ grid: GridRef; issues: Scene['issues']; bbox: Box }>(import.meta.url, './overdue-cluster.sql');
const finishedWorks = sqlFile<FinishedWork>(import.meta.url, './finished-works.sql');
const chosenAlleys = sqlFile<ChosenAlley>(import.meta.url, './chosen-alleys.sql');
const newestEvent = sqlFile<{ seq: number }>(import.meta.url, './newest-event.sql');

const LOWEST_LEVEL = 4;
/** Two days side by side are no story of a round. */
const LEAST_DAYS = 3;
/** The worst building is looked for around the lowest grid: lanes of courtyards have no floors. */
const COMMUNITY_LEVEL = 3;
/** A grid with three doors left is no story. */
const LEAST_REACHABLE = 20;
const MOST_WORKS = 12;
const MOST_ALLEYS = 12;
/** A single point needs some ground around it: some 100 m. */
const LEAST_SPAN_DEG = 0.002;
const PITCH = { section: 50, works: 45 };

/** A round that is over is all past (dayNumber null). */
const hasPast = ({ status, dayNumber }: Campaign): boolean => status !== 'planned' && (dayNumber === null || dayNumber >= LEAST_DAYS);

interface Asked {
  db: Database;
  grid: WallGrid;
  round: Campaign | null;
  today: string;
  now: Date;
  /** Of the whole, for scenes that have no place of their own. */
  whole: Scene['camera'];
}
type Maker = (asked: Asked) => Promise<Scene[]>;

/** Makes the tour of a wall from the data as it is; kinds without data are left out. Order and keys are those of the wall's own list. */
export async function makeScenes(db: Database, wall: WallRow, now: Date): Promise<Sendable<WallScenes>> {
  const [newest] = await newestEvent(db);
  const grid = await findWallGrid(db, wall.grid.code);
  const round = await wallRound(db, wall.campaign, now);
  const { time_zone: timeZone, centre } = await readSettings(db);
  const whole = grid.bbox === null ? { center: centre, zoom: 13, pitch: 0, bearing: 0 } : flat(grid.bbox);
  const asked: Asked = { db, grid, round, today: dayOf(now, timeZone), now, whole };
  const items: Scene[] = [];
  for (const [index, choice] of wall.scenes.entries()) {
    if (choice.kind === 'own') items.push({ ...blank(`own:${index}`, 'own', choice.camera), title: titled({ text: choice.title }) });
    else items.push(...(await MAKERS[choice.kind](asked)));
  }
  return { asOf: now, seq: newest?.seq ?? 0, dwellS: wall.dwellS, items };
}

const MAKERS: Record<Exclude<Scene['kind'], 'own'>, Maker> = {
  overview: async ({ grid, whole }) => [{ ...blank('overview', 'overview', whole), title: titled({ name: grid.name }), grid: refOf(grid) }],
  lowest: async (asked) => {
    const [found] = await lowest(asked);
    if (found === undefined) return [];
    const { grid, bbox, ...coverage } = found;
    return [{ ...blank(`lowest:${grid.code}`, 'lowest', flat(bbox)), title: titled({ name: grid.name }), grid, coverage }];
  },
  section: async (asked) => {
    const [place] = await lowest(asked);
    if (place === undefined || asked.round === null) return [];
    const community = place.grid.path.split('/').slice(0, COMMUNITY_LEVEL).join('/');
    const [found] = await worstBuilding(asked.db, { campaign_id: asked.round.id, path: community });
    if (found === undefined) return [];
    const { bbox, ...building } = found;
    const camera = { ...flat(bbox), pitch: PITCH.section };
    return [{ ...blank(`section:${building.id}`, 'section', camera), title: titled({ name: building.name }), grid: place.grid, building }];
  },
  overdue: async ({ db, grid, now }) => {
    const [found] = await overdueCluster(db, { now, path: grid.path });
    if (found === undefined) return [];
    const { grid: place, issues } = found;
    const title = titled({ name: place.name, count: issues.length });
    const camera = flat(roomy(found.bbox));
    return [{ ...blank(`overdue:${place.code}`, 'overdue', camera), title, grid: place, issues, issueIds: issues.map(({ id }) => id) }];
  },
  works: async ({ db, grid, today, whole }) => {
    const found = await finishedWorks(db, { today, path: grid.path, most: MOST_WORKS });
    if (found.length === 0) return [];
    const newest = found.filter(({ isNewest }) => isNewest);
    const day = (newest[0] ?? found[0])?.completedOn ?? null;
    const points = found.flatMap(({ lon, lat }): Box[] => (lon === null || lat === null ? [] : [[lon, lat, lon, lat]]));
    const camera = points.length === 0 ? whole : { ...flat(around(points)), pitch: PITCH.works };
    return [
      {
        ...blank(`works:${day}`, 'works', camera),
        title: titled({ count: newest.length || found.length, day }),
        works: found.map(({ photo: _photo, isNewest: _isNewest, ...work }) => work),
        photos: found.flatMap(({ photo }) => (photo === null ? [] : [photo])),
      },
    ];
  },
  alleys: async ({ db, grid }) => {
    const found = await chosenAlleys(db, { path: grid.path });
    const [first] = found;
    if (first === undefined) return [];
    const costs = found.map(({ costMinor }) => costMinor);
    const costMinor = costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
    return [
      {
        ...blank(`alleys:${first.planId}`, 'alleys', flat(around(found.map(({ bbox }) => bbox)))),
        title: titled({ name: first.planName, count: found.length }),
        plan: { id: first.planId, name: first.planName, budgetMinor: first.budgetMinor, costMinor, chosen: found.length },
        alleys: found.slice(0, MOST_ALLEYS).map(({ planId: _id, planName: _name, budgetMinor: _budget, bbox: _bbox, ...alley }) => alley),
      },
    ];
  },
  replay: async ({ grid, round, whole, today }) =>
    round === null || !hasPast(round) ? [] : [{ ...blank('replay', 'replay', whole), title: titled({ name: grid.name, day: today }), grid: refOf(grid) }],
  ranking: async ({ grid, whole }) => [{ ...blank('ranking', 'ranking', whole), title: titled({ name: grid.name }), grid: refOf(grid) }],
};

async function lowest({ db, grid, round }: Asked): Promise<LowestGrid[]> {
  if (round === null) return [];
  return lowestGrid(db, { campaign_id: round.id, path: grid.path, level: LOWEST_LEVEL, least: LEAST_REACHABLE });
}

const refOf = ({ id, code, name, level, kind, path }: WallGrid): GridRef => ({ id, code, name, level, kind, path });
const titled = (title: Partial<Scene['title']>): Scene['title'] => ({ name: null, count: null, day: null, text: null, ...title });

function blank(key: string, kind: Scene['kind'], camera: Scene['camera']): Scene {
  return {
    key,
    kind,
    title: titled({}),
    camera,
    grid: null,
    coverage: null,
    building: null,
    issueIds: [],
    issues: [],
    works: [],
    photos: [],
    alleys: [],
    plan: null,
  };
}

/** A box seen from above, widened where it is too small to mean anything. */
export function flat([west, south, east, north]: Box): Scene['camera'] {
  const wide = Math.max(0, LEAST_SPAN_DEG - (east - west)) / 2;
  const high = Math.max(0, LEAST_SPAN_DEG - (north - south)) / 2;
  return { bbox: [west - wide, south - high, east + wide, north + high], pitch: 0, bearing: 0 };
}

/** Marks at the edge of a box are not to be cut in half by the edge of the picture. */
const EDGE = 0.12;
const roomy = ([west, south, east, north]: Box): Box => {
  const [side, high] = [(east - west) * EDGE, (north - south) * EDGE];
  return [west - side, south - high, east + side, north + high];
};

const around = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map(([west]) => west)),
  Math.min(...boxes.map(([, south]) => south)),
  Math.max(...boxes.map(([, , east]) => east)),
  Math.max(...boxes.map(([, , , north]) => north)),
];
