import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { EVERYWHERE } from './contract.ts';

/** Whoever does something to visits. */
export interface Visitor {
  id: number;
  role: string;
  unitId: number | null;
  gridPaths: string[];
}
export interface Target {
  id: number;
  isArchived: boolean;
  isMember: boolean;
  isInScope: boolean;
  /** The grid its exemptions are counted in; null outside every grid. */
  gridPath: string | null;
}

const visitor = sqlFile<Visitor>(import.meta.url, './visitor.sql');
const visitTargets = sqlFile<Target>(import.meta.url, './visit-targets.sql');

/** Planners and auditors read. */
export const MAY_VISIT = [
  'grid_worker',
  'volunteer',
  'community_secretary',
  'subdistrict_dispatcher',
  'responsible_unit',
  'inspector',
  'verifier',
  'leader',
  ...EVERYWHERE,
];

/** @throws Problem person-required, role-not-allowed */
export async function requirePerson(db: Database, actor: Actor, roles: readonly string[]): Promise<Visitor> {
  const [person] = actor.personId === null ? [] : await visitor(db, { person_id: actor.personId });
  if (person === undefined) throw problems.personRequired();
  if (!roles.includes(person.role)) throw problems.roleNotAllowed(person.role, roles);
  return person;
}

/**
 * The targets of a round that a person may do something to, in the order of the ids.
 * @throws Problem household-not-found, household-archived, household-not-in-round, outside-own-grids: each names every target it is about.
 */
export async function requireTargets(db: Database, person: Visitor, campaignId: number, ids: number[]): Promise<Target[]> {
  const rows = await visitTargets(db, {
    campaign_id: campaignId,
    ids,
    everywhere: EVERYWHERE.includes(person.role),
    grid_paths: person.gridPaths,
    person_id: person.id,
    unit_id: person.unitId,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) throw problems.householdNotFound(missing);
  const refuse = (problem: (ids: number[]) => Error, isWrong: (target: Target) => boolean): void => {
    const wrong = rows.filter(isWrong).map(({ id }) => id);
    if (wrong.length > 0) throw problem(wrong);
  };
  refuse(problems.outsideOwnGrids, ({ isInScope }) => !isInScope);
  refuse(problems.householdArchived, ({ isArchived }) => isArchived);
  refuse(problems.householdNotInRound, ({ isMember }) => !isMember);
  return ids.map((id) => byId.get(id) as Target);
}
