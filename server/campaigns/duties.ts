import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { FieldError } from '../http/contract.ts';
import { problems } from '../http/problem.ts';
import { requirePerson } from '../visits/access.ts';
import { type DutiesBody, type Duty, MAY_PLAN } from './contract.ts';

interface Resolved {
  index: number;
  gridId: number | null;
  kind: string;
  wantedPerson: number | null;
  personId: number | null;
  wantedUnit: string | null;
  unitId: number | null;
}
export const dutiesOf = sqlFile<Duty>(import.meta.url, './duties.sql');
const resolveDuties = sqlFile<Resolved>(import.meta.url, './resolve-duties.sql');
const insertDuties = sqlFile(import.meta.url, './insert-duties.sql');

/**
 * Replaces the visit duty of a round.
 * @throws Problem person-required, role-not-allowed, invalid-body naming every duty whose grid, person or unit is not there
 */
export async function replaceDuties(db: Database, actor: Actor, campaignId: number, { duties }: DutiesBody): Promise<void> {
  await requirePerson(db, actor, MAY_PLAN);
  const resolved = await resolveDuties(db, {
    grids: duties.map(({ grid }) => grid),
    kinds: duties.map(({ kind }) => kind),
    people: duties.map(({ person }) => person ?? null),
    units: duties.map(({ unit }) => unit ?? null),
  });
  const errors = resolved.flatMap(errorsOf);
  if (errors.length > 0) throw problems.invalidBody(errors);
  await db('campaign_duties').where({ campaign_id: campaignId }).delete();
  await insertDuties(db, {
    campaign_id: campaignId,
    grid_ids: resolved.map(({ gridId }) => gridId),
    kinds: resolved.map(({ kind }) => kind),
    person_ids: resolved.map(({ personId }) => personId),
    unit_ids: resolved.map(({ unitId }) => unitId),
  });
}

function errorsOf({ index, gridId, wantedPerson, personId, wantedUnit, unitId }: Resolved): FieldError[] {
  const wrong = (field: string, detail: string): FieldError => ({ pointer: `/duties/${index}/${field}`, detail });
  return [
    ...(gridId === null ? [wrong('grid', 'No valid grid has this code.')] : []),
    ...(wantedPerson !== null && personId === null ? [wrong('person', 'No active person has this id.')] : []),
    ...(wantedUnit !== null && unitId === null ? [wrong('unit', 'No unit has this code.')] : []),
  ];
}
