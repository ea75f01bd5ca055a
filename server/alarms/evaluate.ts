import { type Database, sqlFile } from '../db/sql.ts';
import { DAY_MS } from '../http/clock.ts';
import { addDays } from '../pace/calendar.ts';
import { paceRows } from '../pace/pace.ts';
import { readSettings } from '../settings/queries.ts';
import { holdRooms } from '../walls/hold.ts';
import { ALARM_KINDS, type AlarmKind } from './kinds.ts';

interface Wanted {
  kind: AlarmKind;
  subject: string;
  level: number;
  path: string | null;
  lon: number | null;
  lat: number | null;
  issue_id: number | null;
  issue_ids: number[];
  count: number | null;
  minutes: number | null;
  uncovered: number | null;
  unit_id: number | null;
  due_at: Date | null;
  since: Date;
  standing: Date;
}
const wantedAlarms = sqlFile<Wanted>(import.meta.url, './wanted.sql');
const apply = sqlFile<{ raised: number; cleared: number }>(import.meta.url, './apply.sql');
const stalledPlaces = sqlFile<{ path: string; lon: number | null; lat: number | null }>(import.meta.url, './stalled-places.sql');

/** 网格: where somebody can be sent to. */
const STALLED_LEVEL = 4;
const STALL_ALARM = 4;

/**
 * Raises, changes and clears alarms by what is so at a moment; rooms of walls stand still for urgent ones.
 * @param withStalls false leaves stalled grids as they are: they turn on days, and cost a look at every grid.
 * @returns how many were raised or changed, and cleared.
 */
export async function evaluateAlarms(db: Database, now: Date, withStalls = true): Promise<{ raised: number; cleared: number }> {
  const { alarm_rules: rules } = await readSettings(db);
  const wanted = await wantedAlarms(db, {
    now,
    expiring_minutes: rules.expiringMinutes,
    cluster_count: rules.clusterCount,
    cluster_minutes: rules.clusterMinutes,
  });
  if (withStalls) wanted.push(...(await stalls(db, now)));
  const kinds = ALARM_KINDS.filter((kind) => withStalls || kind !== 'stall');
  const [done] = await apply(db, { now, wanted: JSON.stringify(wanted), kinds });
  await holdRooms(db, now);
  return done ?? { raised: 0, cleared: 0 };
}

/** Stalled grids of the open round, by the rule that every page calls them stalled by. */
async function stalls(db: Database, now: Date): Promise<Wanted[]> {
  const open: { id: number }[] = await db('campaigns').where({ status: 'open', kind: 'round' }).select('id');
  const [round] = open;
  if (round === undefined || open.length > 1) return [];
  const { frame, rows } = await paceRows(db, round.id, undefined, { path: null }, now);
  const stalled = rows.filter(({ grid, pace }) => grid.level === STALLED_LEVEL && pace.isStalled);
  const places = new Map((await stalledPlaces(db, { paths: stalled.map(({ grid }) => grid.path) })).map((place) => [place.path, place]));
  return stalled.map(({ grid, figures, pace }): Wanted => {
    const last = pace.lastVisitOn ?? frame.campaign.startsOn;
    // The day that made it one too many: until then nobody had to be told.
    const standing = new Date(`${addDays(last, frame.stalledDays)}T00:00:00Z`);
    return {
      kind: 'stall',
      subject: `grid ${grid.path}`,
      level: STALL_ALARM,
      path: grid.path,
      lon: places.get(grid.path)?.lon ?? null,
      lat: places.get(grid.path)?.lat ?? null,
      issue_id: null,
      issue_ids: [],
      count: Math.round((Date.parse(`${frame.today}T00:00:00Z`) - Date.parse(`${last}T00:00:00Z`)) / DAY_MS),
      minutes: null,
      uncovered: figures.uncovered,
      unit_id: null,
      due_at: null,
      since: new Date(`${addDays(last, 1)}T00:00:00Z`),
      standing,
    };
  });
}
