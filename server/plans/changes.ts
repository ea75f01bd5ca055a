import type { Database } from '../db/sql.ts';
import { fingerprintOf } from './build.ts';
import type { Fingerprint, PlanChanges, PlanSpec, UnitCostRow } from './contract.ts';
import { planAlley, pricesOf } from './facts.ts';
import { readInputs, readLost } from './inputs.ts';

/** What a plan was computed from, as it was kept. */
interface Kept {
  spec: PlanSpec;
  asOf: string;
  fingerprint: Fingerprint;
}

/** What of a plan's inputs is not as it was, counted anew as of its day. */
export async function changesSince(db: Database, { spec, asOf, fingerprint }: Kept, unitCosts: readonly UnitCostRow[]): Promise<PlanChanges> {
  const inputs = await readInputs(db, spec, asOf, unitCosts);
  const prices = pricesOf(unitCosts, []);
  const alleys = inputs.alleys.map((facts) => planAlley(facts, inputs.subdistricts, prices, [], asOf));
  return changesOf(db, fingerprint, fingerprintOf(inputs, alleys));
}

/** What is not as it was when the plan was computed. */
export async function changesOf(db: Database, was: Fingerprint, is: Fingerprint): Promise<PlanChanges> {
  const parts = (['model', 'unitCosts', 'alleys', 'places', 'neighbours'] as const).filter((part) => was.parts[part] !== is.parts[part]);
  const placeOf = new Map(was.alleys.id.map((id, at) => [id, at]));
  const still = new Set(is.alleys.id);
  const both = is.alleys.id.flatMap((id, at) => {
    const before = placeOf.get(id);
    return before === undefined ? [] : [{ id, before, at }];
  });
  const gone = was.alleys.id.filter((id) => !still.has(id));
  return {
    isReproducible: parts.length === 0,
    parts,
    redrawn: both.filter(({ before, at }) => was.alleys.place[before] !== is.alleys.place[at]).map(({ id }) => id),
    changed: both.filter(({ before, at }) => was.alleys.facts[before] !== is.alleys.facts[at]).map(({ id }) => id),
    added: is.alleys.id.filter((id) => !placeOf.has(id)),
    gone,
    lost: await readLost(db, gone),
  };
}
