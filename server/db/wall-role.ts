import type { Database } from './sql.ts';

/** The role every request of a wall runs as. Like the application's, one for the cluster. */
export const WALL_ROLE = 'alleygrid_wall';
/** Role of the actor that a wall is (server/db/actor.ts): never one of a person. */
export const WALL_ACTOR_ROLE = 'wall';

/**
 * All a wall may read; it writes nothing. Names of people, phones, addresses, rooms, notes and who reported are in none of these: what is not named
 * here is refused by the database itself (42501). `null` = every column.
 */
export const WALL_MAY_READ: Record<string, readonly string[] | null> = {
  settings: ['key', 'value'],
  events: ['seq'],
  event_epoch: null,
  layer_revisions: null,
  layer_changes: null,
  history_rewrites: null,
  grids: null,
  grid_members: null,
  grid_tally: null,
  grid_tally_daily: null,
  campaigns: null,
  visit_days: null,
  household_coverage: null,
  visits: [
    'id',
    'campaign_id',
    'household_id',
    'outcome',
    'visited_at',
    'recorded_at',
    'approved_at',
    'rejected_at',
    'superseded_at',
    'superseded_by',
    'recorded_by',
    'automatic_until',
  ],
  households: ['id', 'kind', 'building_id', 'path', 'geom', 'archived_at'],
  buildings: ['id', 'name', 'code', 'path', 'floors', 'units', 'geom'],
  building_doors: null,
  base_features: null,
  issues: ['id', 'domain', 'state', 'is_open', 'path', 'geom', 'point_m', 'alley_id', 'unit_id', 'reported_at', 'due_at', 'resolved_at', 'closed_at'],
  issue_events: ['id', 'issue_id', 'action', 'from_state', 'to_state', 'occurred_at'],
  wall_issues: null,
  units: ['id', 'code', 'name', 'kind', 'parent_id', 'ranking_group'],
  alleys: ['id', 'code', 'name', 'name_status', 'path', 'width_m', 'length_m', 'geom', 'geom_m'],
  alley_grids: null,
  alley_conditions: ['alley_id', 'standard', 'meets'],
  alley_facts: null,
  alley_standards: null,
  work_types: null,
  works: [
    'id',
    'code',
    'work_type',
    'kind',
    'name',
    'quantity',
    'unit',
    'qualifier',
    'as_of',
    'figure_from',
    'phase',
    'is_completed',
    'started_on',
    'completed_on',
    'path',
    'geom',
    'geom_m',
    'alley_id',
    'project_id',
    'part_of_id',
    'recorded_at',
  ],
  work_grids: null,
  work_tally: null,
  programme_work_tally: null,
  work_rows: [
    'id',
    'workType',
    'kind',
    'name',
    'quantity',
    'unit',
    'qualifier',
    'completedOn',
    'alleyId',
    'askedHouseholds',
    'lon',
    'lat',
    'is_completed',
    'path',
    'geom',
  ],
  work_photos: null,
  wall_photos: null,
  projects: ['id', 'code', 'programme_id', 'name'],
  programmes: ['id', 'code', 'name'],
  approved_plans: null,
  alarm_rows: null,
  walls: null,
  wall_rooms: null,
};

/** Gives the wall's role what it may read of a schema and takes back what it may not any more. */
export async function grantWallRole(db: Database, schema: string): Promise<void> {
  const names = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');
  const grants = Object.entries(WALL_MAY_READ).map(
    ([table, columns]) => `grant select${columns === null ? '' : ` (${names(columns)})`} on "${schema}"."${table}" to ${WALL_ROLE};`,
  );
  await db.raw(`
    grant usage on schema "${schema}", public to ${WALL_ROLE};
    revoke all on all tables in schema "${schema}" from ${WALL_ROLE};
    ${grants.join('\n')}
  `);
}
