import { randomUUID } from 'node:crypto';
import type { Actor } from '../db/actor.ts';
import type { Database } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { createProject } from '../projects/register.ts';
import { requirePerson } from '../visits/access.ts';
import { changesSince } from './changes.ts';
import { MAY_APPROVE, MAY_PLAN_ALLEYS, type PlanDetail } from './contract.ts';
import { ONE_PURSE } from './facts.ts';
import { readStoredPlan } from './store.ts';

type Action = PlanDetail['events'][number]['action'];
/** From which states an action leads to which. */
const STEPS: Record<Exclude<Action, 'comment'>, { from: readonly string[]; to: string }> = {
  submit: { from: ['draft'], to: 'submitted' },
  approve: { from: ['submitted'], to: 'approved' },
  withdraw: { from: ['draft', 'submitted'], to: 'withdrawn' },
};

/**
 * Says or does something to a plan. Approval makes its projects in the same transaction.
 * @throws Problem person-required, role-not-allowed, uuid-conflict, not-found, plan-not-open, plan-outdated
 */
export async function actOnPlan(
  db: Database,
  actor: Actor,
  id: number,
  body: { clientUuid: string; action: Action; note?: string | undefined; acceptsChanges?: boolean | undefined },
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
    if (body.action === 'approve' && body.acceptsChanges !== true) await requirePlaces(db, id);
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

/** Alleys that were chosen have to be what they were: a line that was redrawn since costs something else. @throws Problem plan-outdated */
async function requirePlaces(db: Database, id: number): Promise<void> {
  const plan = await readStoredPlan(db, id);
  const chosen = new Set(plan.result.alleys.id.filter((_, at) => plan.result.alleys.year[at] != null));
  const { redrawn, gone } = await changesSince(db, plan, plan.unitCosts);
  const changed = [...redrawn, ...gone].filter((alley) => chosen.has(alley));
  if (changed.length > 0) throw problems.planOutdated(id, changed);
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
