import type { Knex } from 'knex';
import { compareDoors } from '#geodata/door-order';
import { type Metres, planeAt } from '#geodata/walk/plane';
import { type Leg, walkingRoute } from '#geodata/walk/walking-route';
import { findCampaign } from '../coverage/campaigns.ts';
import type { CoverageFigures } from '../coverage/contract.ts';
import { type Place, resolvePlace } from '../coverage/pages.ts';
import { summaryOf } from '../coverage/summary.ts';
import { uncoveredPage } from '../coverage/uncovered.ts';
import type { Actor } from '../db/actor.ts';
import { sqlFile } from '../db/sql.ts';
import { DAY_MS } from '../http/clock.ts';
import { problems } from '../http/problem.ts';
import { readSettings } from '../settings/queries.ts';
import { MAY_VISIT } from '../visits/access.ts';
import { endOfToday } from '../visits/attempts.ts';
import { EXEMPTING } from '../visits/contract.ts';
import { MOST_DOORS, MOST_STOPS, type WalkBody, type WalkList } from './contract.ts';
import { inSlices } from './slices.ts';
import { commonSlot, doorOf, type SectionRow, type StopGroup, stopsOf, type Today, type Tried, type UncoveredTarget, type WalkAnswer } from './stops.ts';

const knocks = sqlFile<Tried & { id: number }>(import.meta.url, './knocks.sql');
const sectionTargets = sqlFile<SectionRow & { buildingId: number }>(import.meta.url, './section-targets.sql');
const streetsIn = sqlFile<Street>(import.meta.url, './streets.sql');
const shoresIn = sqlFile<Pick<Street, 'line'>>(import.meta.url, './shores.sql');
const workerStart = sqlFile<{ lon: number; lat: number }>(import.meta.url, './worker-start.sql');

interface Street {
  name: string | null;
  widthM: number;
  line: [number, number][];
}
/** west, south, east, north. */
type Box = { west: number; south: number; east: number; north: number };

/** A bridge or a street that leads round a block may lie outside the place that was asked for. */
const MARGIN_M = 400;

/** Everything that the list is made of, as it stands in one transaction. */
interface Facts {
  campaign: WalkList['campaign'];
  place: WalkList['place'];
  worker: WalkList['worker'];
  namesDoors: boolean;
  figures: CoverageFigures;
  targets: UncoveredTarget[];
  stops: StopGroup[];
  tried: Map<number, Tried>;
  sections: Map<number, SectionRow[]>;
  start: WalkList['start'];
  streets: Street[];
  shores: Pick<Street, 'line'>[];
  today: Today;
}

interface Asked extends WalkBody {
  actor: Actor;
  now: Date;
}

/**
 * Reads what a walking list is made of.
 * @throws Problem of the place or the round, walk-too-large
 */
export async function walkFacts(db: Knex.Transaction, asked: Asked): Promise<Facts> {
  const { within, kind, state, actor, now } = asked;
  const campaign = await findCampaign(db, asked.campaign);
  const place = await resolvePlace(db, within);
  const filters = { campaignId: campaign.id, kind, states: state };
  const { rows: targets, next } = await uncoveredPage(db, place, filters, null, MOST_DOORS);
  if (next !== null) throw problems.walkTooLarge(`more than ${MOST_DOORS} doors`, MOST_DOORS, MOST_STOPS);
  const stops = stopsOf(targets);
  if (stops.length > MOST_STOPS) throw problems.walkTooLarge(`${stops.length} buildings`, MOST_DOORS, MOST_STOPS);
  const { time_zone } = await readSettings(db);
  const ids = targets.map(({ id }) => id);
  const tried = await knocks(db, { campaign_id: campaign.id, ids, time_zone, exempting: EXEMPTING });
  const worker = actor.personId === null ? null : ((await db('people').where({ id: actor.personId }).first('name', 'role')) ?? null);
  const namesDoors = worker !== null && MAY_VISIT.includes(worker.role);
  const start = await startOf(db, asked, stops, targets);
  const around = stops.length === 0 ? null : boxAround([start, ...stops], MARGIN_M);
  const end = await endOfToday(db, now, time_zone);
  return {
    campaign,
    place: await namedPlace(db, asked, place),
    worker,
    namesDoors,
    figures: (await summaryOf(db, place, { ...filters, states: undefined })).figures,
    targets,
    stops,
    tried: new Map(tried.map(({ id, ...rest }) => [id, rest])),
    sections: await sectionsOf(db, campaign.id, stops, namesDoors),
    start,
    streets: around === null ? [] : await streetsIn(db, { ...around }),
    shores: around === null ? [] : await shoresIn(db, { ...around }),
    today: { begin: new Date(end.getTime() - DAY_MS), end },
  };
}

/** Orders the stops, in slices: a list of hundreds of buildings must not keep others waiting. */
export async function walkList(facts: Facts, now: Date): Promise<WalkAnswer> {
  const { start, stops, streets, tried, today, namesDoors } = facts;
  const plane = planeAt(start.lon, start.lat);
  const metres = (position: { lon: number; lat: number }): Metres => plane.toMetres(position.lon, position.lat);
  const inMetres = ({ line }: Pick<Street, 'line'>) => line.map(([lon, lat]) => plane.toMetres(lon, lat));
  const lines = streets.map((street) => ({ points: inMetres(street), width_m: street.widthM }));
  const legs = await inSlices<Leg[]>(walkingRoute(metres(start), stops.map(metres), lines, facts.shores.map(inMetres)));
  const ordered = legs.map(({ stop: index, length_m, along, way }, number) => {
    const { targets, building, ...stop } = stops[index] as StopGroup;
    const doors = targets.map((target) => doorOf(target, tried.get(target.id), today, namesDoors)).sort(compareDoors);
    return {
      number: number + 1,
      building,
      ...stop,
      leg: { lengthM: rounded(length_m), along, way: way.map(plane.toDegrees) },
      suggestedSlot: commonSlot(doors),
      doors,
      section: building === null ? [] : (facts.sections.get(building.id) ?? []),
    };
  });
  const straightLegs = legs.filter(({ along }) => along === 'straight').length;
  return {
    campaign: facts.campaign,
    asOf: now,
    place: facts.place,
    worker: facts.worker,
    namesDoors,
    figures: facts.figures,
    doors: facts.targets.length,
    start,
    along: legs.length > 0 && straightLegs === legs.length ? 'straight' : 'streets',
    lengthM: rounded(legs.reduce((sum, { length_m }) => sum + length_m, 0)),
    straightLegs,
    stops: ordered,
    streets,
  };
}

const rounded = (metres: number): number => Math.round(metres * 10) / 10;

async function startOf(
  db: Knex.Transaction,
  { start, actor }: Asked,
  stops: readonly StopGroup[],
  targets: readonly UncoveredTarget[],
): Promise<WalkList['start']> {
  if (start !== undefined) return { lon: start[0], lat: start[1], from: 'given' };
  const [first] = targets;
  if (first === undefined) return { lon: 0, lat: 0, from: 'first_door' };
  const [middle] = actor.personId === null ? [] : await workerStart(db, { person_id: actor.personId, ...boxAround(stops, MARGIN_M) });
  return middle === undefined ? { lon: first.lon, lat: first.lat, from: 'first_door' } : { ...middle, from: 'worker_grid' };
}

async function sectionsOf(db: Knex.Transaction, campaignId: number, stops: readonly StopGroup[], namesDoors: boolean): Promise<Facts['sections']> {
  const building_ids = stops.flatMap(({ building }) => (building === null ? [] : [building.id]));
  const rows = building_ids.length === 0 ? [] : await sectionTargets(db, { campaign_id: campaignId, building_ids });
  const sections: Facts['sections'] = new Map();
  for (const { buildingId, ...target } of rows) {
    const shown = namesDoors ? target : { ...target, room: null };
    const section = sections.get(buildingId);
    if (section) section.push(shown);
    else sections.set(buildingId, [shown]);
  }
  return sections;
}

async function namedPlace(db: Knex.Transaction, { within }: Asked, place: Place): Promise<WalkList['place']> {
  if (place.by !== 'shape') return { kind: 'grid', code: place.grid.code, name: place.grid.name, distanceM: null };
  if (!('alley' in within)) return { kind: 'shape', code: null, name: null, distanceM: null };
  const alley: { code: string; name: string | null } | undefined = await db('alleys').where({ id: within.alley }).first('code', 'name');
  return { kind: 'alley', code: alley?.code ?? null, name: alley?.name ?? null, distanceM: within.distance_m };
}

/** At least one position. */
function boxAround(positions: readonly { lon: number; lat: number }[], margin_m: number): Box {
  const lons = positions.map(({ lon }) => lon);
  const lats = positions.map(({ lat }) => lat);
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  const [lon, lat] = planeAt(west, south).toDegrees([margin_m, margin_m]);
  return { west: west - (lon - west), south: south - (lat - south), east: east + (lon - west), north: north + (lat - south) };
}
