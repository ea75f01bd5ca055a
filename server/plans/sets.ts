import { PLACEHOLDER_UNIT_COSTS } from '#geodata/standards/unit-costs';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { requirePerson } from '../visits/access.ts';
import { MAY_PLAN_ALLEYS } from './contract.ts';
import { consistencyOf } from './judgements.ts';
import type { HowMade, UnitCostSet, WeightSet } from './sets-contract.ts';
import type { UnitCostRow } from './spec-contract.ts';

interface SetRow {
  id: number;
  kind: 'weights' | 'unit_costs';
  name: string;
  version: number;
  content: unknown;
  made: HowMade;
  note: string | null;
  person: { id: number; name: string } | null;
  createdAt: Date;
}
const planSets = sqlFile<SetRow>(import.meta.url, './plan-sets.sql');

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
  const weightSets = rows
    .filter(({ kind }) => kind === 'weights')
    .map((row) => ({
      ...metaOf(row),
      weights: row.content as Record<string, number>,
      made: row.made,
      consistency: row.made.by === 'ahp' ? consistencyOf(row.made.judgements) : null,
    }));
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
  { clientUuid, name, content, made, note }: { clientUuid: string; name: string; content: unknown; made: HowMade; note: string | undefined },
): Promise<number> {
  const person = await requirePerson(db, actor, MAY_PLAN_ALLEYS);
  const before = await db('plan_sets').where({ client_uuid: clientUuid }).first('kind', 'name', 'content', 'made');
  if (
    before !== undefined &&
    digestOf({ kind, name, content, made }) !== digestOf({ kind: before.kind, name: before.name, content: before.content, made: before.made })
  )
    throw problems.uuidConflict([clientUuid]);
  if (before === undefined) {
    const newest = await db('plan_sets').where({ kind, name }).max('version as version').first();
    await db('plan_sets').insert({
      client_uuid: clientUuid,
      kind,
      name,
      version: Number(newest?.version ?? 0) + 1,
      content: JSON.stringify(content),
      made: JSON.stringify(made),
      note: note ?? null,
      person_id: person.id,
    });
  }
  const { id } = await db('plan_sets').where({ client_uuid: clientUuid }).first('id');
  return id as number;
}
