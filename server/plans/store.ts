import { randomUUID } from 'node:crypto';
import { PLACEHOLDER_UNIT_COSTS } from '#geodata/standards/unit-costs';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { createProject } from '../projects/register.ts';
import { requirePerson } from '../visits/access.ts';
import {
  type Fingerprint,
  MAY_APPROVE,
  MAY_PLAN_ALLEYS,
  type PlanDetail,
  type PlanResult,
  type PlanRow,
  type PlanSpec,
  type UnitCostRow,
  type UnitCostSet,
  type WeightSet,
} from './contract.ts';
import { ONE_PURSE } from './facts.ts';
import type { Job } from './jobs.ts';

interface SetRow {
  id: number;
  kind: 'weights' | 'unit_costs';
  name: string;
  version: number;
  content: unknown;
  note: string | null;
  person: { id: number; name: string } | null;
  createdAt: Date;
}
/** What a plan is stored with. */
interface StoredInputs {
  spec: PlanSpec;
  asOf: string;
  unitCosts: UnitCostRow[];
  /** What each source pays of each chosen alley: id → source → 分. */
  funds: Record<number, Record<string, number>>;
}
export interface StoredPlan extends StoredInputs {
  result: PlanResult;
  fingerprint: Fingerprint;
  name: string;
}

const planSets = sqlFile<SetRow>(import.meta.url, './plan-sets.sql');
const planRows = sqlFile<Sendable<PlanRow>>(import.meta.url, './plan-rows.sql');
const planExtras = sqlFile<Pick<PlanDetail, 'events' | 'projects'> & { inputs: StoredInputs; result: PlanResult; fingerprint: Fingerprint }>(
  import.meta.url,
  './plan-extras.sql',
);

const UNIT_COSTS_NAME = 'unit_costs';
const SINCE = new Date('2026-01-01T00:00:00Z');
const PLACEHOLDERS: UnitCostRow[] = PLACEHOLDER_UNIT_COSTS.map(({ workType, unit, low, likely, high, shares }) => ({
  workType,
  unit,
  lowMinor: low,
  likelyMinor: likely,
  highMinor: high,
  shares: { ...shares },
  source: 'placeholder: no price has been put in force',
  pricedOn: '2026-01-01',
  region: '—',
  isPlaceholder: true,
}));

/** Saved sets of weights and unit costs, the newest versions first; the placeholders of the program come last, as version 0. */
export async function readSets(
  db: Database,
): Promise<{ weightSets: Sendable<WeightSet>[]; unitCosts: (Omit<Sendable<UnitCostSet>, 'rows'> & { rows: UnitCostRow[] })[] }> {
  const rows = await planSets(db);
  const metaOf = ({ id, name, version, note, person, createdAt }: SetRow) => ({ id, name, version, note, person, createdAt });
  const weightSets = rows.filter(({ kind }) => kind === 'weights').map((row) => ({ ...metaOf(row), weights: row.content as Record<string, number> }));
  const unitCosts = rows.filter(({ kind }) => kind === 'unit_costs').map((row) => ({ ...metaOf(row), rows: row.content as UnitCostRow[] }));
  return {
    weightSets,
    unitCosts: [...unitCosts, { id: 0, name: UNIT_COSTS_NAME, version: 0, note: null, person: null, createdAt: SINCE, rows: PLACEHOLDERS }],
  };
}

/** The unit costs in force. */
export async function unitCostsInForce(db: Database): Promise<UnitCostRow[]> {
  return (await readSets(db)).unitCosts[0]?.rows ?? PLACEHOLDERS;
}

/**
 * Keeps a set as the next version of its name.
 * @throws Problem person-required, role-not-allowed, uuid-conflict
 */
export async function saveSet(
  db: Database,
  actor: Actor,
  kind: SetRow['kind'],
  { clientUuid, name, content, note }: { clientUuid: string; name: string; content: unknown; note: string | undefined },
) {
  const person = await requirePerson(db, actor, MAY_PLAN_ALLEYS);
  const before = await db('plan_sets').where({ client_uuid: clientUuid }).first('kind', 'name', 'content');
  if (before !== undefined && digestOf({ kind, name, content }) !== digestOf({ kind: before.kind, name: before.name, content: before.content }))
    throw problems.uuidConflict([clientUuid]);
  if (before === undefined) {
    const newest = await db('plan_sets').where({ kind, name }).max('version as version').first();
    await db('plan_sets').insert({
      client_uuid: clientUuid,
      kind,
      name,
      version: Number(newest?.version ?? 0) + 1,
      content: JSON.stringify(content),
      note: note ?? null,
      person_id: person.id,
    });
  }
  const { id } = await db('plan_sets').where({ client_uuid: clientUuid }).first('id');
  return id as number;
}

export const readPlans = (db: Database, id: number | null = null): Promise<Sendable<PlanRow>[]> => planRows(db, { id });

/** @throws Problem not-found */
export async function readStoredPlan(
  db: Database,
  id: number,
): Promise<StoredPlan & { row: Sendable<PlanRow>; extras: Pick<PlanDetail, 'events' | 'projects'> }> {
  const [row] = await readPlans(db, id);
  const [extras] = row === undefined ? [] : await planExtras(db, { id });
  if (row === undefined || extras === undefined) throw problems.notFound(`The plan ${id}`);
  const { inputs, result, fingerprint, ...rest } = extras;
  return { ...inputs, result, fingerprint, name: String(row.name), row, extras: rest };
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
  job: Job,
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
  const inputs: StoredInputs = { spec: job.context.spec, asOf: job.asOf, unitCosts: [...job.context.unitCosts], funds: fundsOf(job) };
  const [made] = await db('plans')
    .insert({
      client_uuid: body.clientUuid,
      content_digest: digest,
      name: body.name,
      version,
      series_id: series,
      inputs: JSON.stringify(inputs),
      result: JSON.stringify(job.state.result),
      fingerprint: JSON.stringify(job.context.fingerprint),
      note: body.note ?? null,
      person_id: person.id,
    })
    .returning('id');
  return { id: made.id, isNew: true };
}

function fundsOf({ context, state }: Job): StoredInputs['funds'] {
  const funds: StoredInputs['funds'] = {};
  for (const [place, { id, costs }] of context.problem.candidates.entries()) {
    if (state.result?.alleys.year[place] == null) continue;
    funds[id] = Object.fromEntries(costs.flatMap((minor, source) => (minor > 0 ? [[context.sources[source], minor]] : [])));
  }
  return funds;
}

type Action = PlanDetail['events'][number]['action'];
/** From which states an action leads to which. */
const STEPS: Record<Exclude<Action, 'comment'>, { from: readonly string[]; to: string }> = {
  submit: { from: ['draft'], to: 'submitted' },
  approve: { from: ['submitted'], to: 'approved' },
  withdraw: { from: ['draft', 'submitted'], to: 'withdrawn' },
};

/**
 * Says or does something to a plan. Approval makes its projects in the same transaction.
 * @throws Problem person-required, role-not-allowed, uuid-conflict, not-found, plan-not-open
 */
export async function actOnPlan(
  db: Database,
  actor: Actor,
  id: number,
  body: { clientUuid: string; action: Action; note?: string | undefined },
  now: Date,
  today: string,
): Promise<boolean> {
  const person = await requirePerson(db, actor, body.action === 'approve' ? MAY_APPROVE : MAY_PLAN_ALLEYS);
  const plan = await db('plans').where({ id }).forUpdate().first('id', 'status');
  if (plan === undefined) throw problems.notFound(`The plan ${id}`);
  const before = await db('plan_events').where({ client_uuid: body.clientUuid }).first('plan_id', 'action', 'note', 'person_id');
  if (before !== undefined) {
    const isSame = before.plan_id === id && before.action === body.action && before.note === (body.note ?? null) && before.person_id === person.id;
    if (!isSame) throw problems.uuidConflict([body.clientUuid]);
    return false;
  }
  if (body.action !== 'comment') {
    const { from, to } = STEPS[body.action];
    if (!from.includes(plan.status)) throw problems.planNotOpen(id, plan.status);
    await db('plans').where({ id }).update({ status: to });
  }
  await db('plan_events').insert({
    client_uuid: body.clientUuid,
    plan_id: id,
    action: body.action,
    note: body.note ?? null,
    person_id: person.id,
    occurred_at: now,
  });
  if (body.action === 'approve') await makeProjects(db, actor, id, now, today);
  return true;
}

/** One project for each package, or alley that stands alone, in the year it was planned for. */
async function makeProjects(db: Database, actor: Actor, planId: number, now: Date, today: string): Promise<void> {
  const { name, result, funds } = await readStoredPlan(db, planId);
  const { id, year, package: packageOf } = result.alleys;
  const contracts = new Map<string, { year: number; alleys: number[]; money: Map<string, number> }>();
  for (const [place, alley] of id.entries()) {
    const when = year[place];
    if (when == null) continue;
    const key = packageOf[place] == null ? `alley ${alley}` : `package ${packageOf[place]}`;
    const contract = contracts.get(key) ?? { year: when, alleys: [], money: new Map<string, number>() };
    contract.alleys.push(alley);
    for (const [source, minor] of Object.entries(funds[alley] ?? {})) contract.money.set(source, (contract.money.get(source) ?? 0) + minor);
    contracts.set(key, contract);
  }
  let serial = 0;
  for (const contract of [...contracts.values()].sort((a, b) => a.year - b.year || (a.alleys[0] as number) - (b.alleys[0] as number))) {
    serial += 1;
    const made = await createProject(
      { db, actor, now, today },
      {
        clientUuid: randomUUID(),
        code: `P${planId}-${contract.year}-${String(serial).padStart(3, '0')}`,
        name: `${name} ${contract.year}-${serial}`,
        kind: 'alleys',
        itemCount: contract.alleys.length,
        startsOn: `${contract.year}-03-01`,
        endsOn: `${contract.year}-11-30`,
        place: { alleyIds: contract.alleys },
        funds: [...contract.money].map(([source, plannedMinor]) => ({
          source: source === ONE_PURSE ? 'other' : source,
          year: contract.year,
          plannedMinor,
          paidMinor: 0,
        })),
        phase: 'planned',
      },
    );
    await db('plan_projects').insert({ plan_id: planId, project_id: made.id });
  }
}
