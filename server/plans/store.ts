import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { requirePerson } from '../visits/access.ts';
import type { PlanContext } from './build.ts';
import { type Fingerprint, MAY_PLAN_ALLEYS, type PlanDetail, type PlanResult, type PlanRow, type PlanSpec, type UnitCostRow } from './contract.ts';
import { type Ground, groundOf } from './ground.ts';
import type { Job } from './jobs.ts';

/** What a plan is stored with. */
interface StoredInputs {
  spec: PlanSpec;
  asOf: string;
  unitCosts: UnitCostRow[];
  /** What each source pays of each chosen alley: id → source → 分. */
  funds: Record<number, Record<string, number>>;
  /** Absent in plans of before it was kept. */
  ground?: Ground;
}
export interface StoredPlan extends StoredInputs {
  result: PlanResult;
  fingerprint: Fingerprint;
  name: string;
}

const planRows = sqlFile<Sendable<PlanRow>>(import.meta.url, './plan-rows.sql');
const planExtras = sqlFile<Pick<PlanDetail, 'events' | 'projects'> & { inputs: StoredInputs; result: PlanResult; fingerprint: Fingerprint }>(
  import.meta.url,
  './plan-extras.sql',
);

export const readPlans = (db: Database, id: number | null = null): Promise<Sendable<PlanRow>[]> => planRows(db, { id });

/** @throws Problem not-found */
export async function readStoredPlan(
  db: Database,
  id: number,
): Promise<StoredPlan & { row: Sendable<PlanRow>; extras: Pick<PlanDetail, 'events' | 'projects'> }> {
  const [row] = await readPlans(db, id);
  const [extras] = row === undefined ? [] : await planExtras(db, { id });
  if (row === undefined || extras === undefined) throw problems.notFound(`The plan ${id}`);
  const { inputs, fingerprint, ...rest } = extras;
  const result = upgraded(extras.result);
  return { ...inputs, result, fingerprint, name: String(row.name), row, extras: rest };
}

/** A result as it is told today: older ones knew no elderly, and told conflicts by other words. */
function upgraded(result: PlanResult): PlanResult {
  const { conflicts } = result;
  return {
    ...result,
    elderly: result.elderly ?? null,
    conflicts: conflicts !== null && 'ways' in conflicts ? conflicts : null,
    subdistricts: result.subdistricts.map((one) => ({ ...one, elderlyShare: one.elderlyShare ?? null })),
  };
}

export async function readPlan(db: Database, id: number): Promise<Sendable<PlanDetail>> {
  const { row, spec, result, extras } = await readStoredPlan(db, id);
  return { ...row, spec: { ...spec }, result, ...extras };
}

/**
 * Keeps the result of a job, as a plan of its own or the next version of one.
 * @throws Problem person-required, role-not-allowed, uuid-conflict, not-found
 */
export async function savePlan(
  db: Database,
  actor: Actor,
  { job, result }: { job: Job; result: PlanResult },
  body: { clientUuid: string; job: string; name: string; seriesId?: number | undefined; note?: string | undefined },
): Promise<{ id: number; isNew: boolean }> {
  const person = await requirePerson(db, actor, MAY_PLAN_ALLEYS);
  const digest = digestOf({ personId: person.id, body });
  const before = await db('plans').where({ client_uuid: body.clientUuid }).first('id', 'content_digest');
  if (before !== undefined && before.content_digest !== digest) throw problems.uuidConflict([body.clientUuid]);
  if (before !== undefined) return { id: before.id, isNew: false };
  let version = 1;
  let series: number | null = null;
  if (body.seriesId !== undefined) {
    const first = await db('plans').where({ id: body.seriesId }).forUpdate().first('id', 'series_id');
    if (first === undefined) throw problems.notFound(`The plan ${body.seriesId}`);
    series = (first.series_id ?? first.id) as number;
    const newest = await db('plans').where({ id: series }).orWhere({ series_id: series }).max('version as version').first();
    version = Number(newest?.version ?? 0) + 1;
  }
  const inputs: StoredInputs = {
    spec: job.context.spec,
    asOf: job.asOf,
    unitCosts: [...job.context.unitCosts],
    funds: fundsOf(job.context, result),
    ground: groundOf(job.context.alleys),
  };
  const [made] = await db('plans')
    .insert({
      client_uuid: body.clientUuid,
      content_digest: digest,
      name: body.name,
      version,
      series_id: series,
      inputs: JSON.stringify(inputs),
      result: JSON.stringify(result),
      fingerprint: JSON.stringify(job.context.fingerprint()),
      note: body.note ?? null,
      person_id: person.id,
    })
    .returning('id');
  return { id: made.id, isNew: true };
}

/** What each source pays of each chosen alley. */
export function fundsOf(context: PlanContext, result: PlanResult): StoredInputs['funds'] {
  const funds: StoredInputs['funds'] = {};
  for (const [place, { id, costs }] of context.problem.candidates.entries()) {
    if (result.alleys.year[place] == null) continue;
    funds[id] = Object.fromEntries(costs.flatMap((minor, source) => (minor > 0 ? [[context.sources[source], minor]] : [])));
  }
  return funds;
}
