import { type Database, sqlFile } from '../db/sql.ts';
import { ONE_PURSE, planAlley, pricesOf } from './facts.ts';
import type { AlleyLine, PlanFacts } from './files.ts';
import { type Ground, groundOf } from './ground.ts';
import { readInputs } from './inputs.ts';
import type { StoredPlan } from './store.ts';

const alleyLines = sqlFile<AlleyLine>(import.meta.url, './alley-lines.sql');

/** A kept plan with lines, names and what it rests on. */
export async function readPlanFacts(db: Database, plan: StoredPlan, lang: 'zh' | 'en'): Promise<PlanFacts> {
  const ids = plan.result.alleys.id;
  const lines = new Map((await alleyLines(db, { ids })).map((row) => [row.id, row]));
  const nameOf = (rows: { code: string; name: string; nameEn: string }[]) => {
    const byCode = new Map(rows.map(({ code, name, nameEn }) => [code, lang === 'zh' ? name : nameEn]));
    return (code: string): string => byCode.get(code) ?? code;
  };
  return {
    plan,
    ground: plan.ground ?? (await groundToday(db, plan)),
    lines,
    names: { ids },
    sourceNames: nameOf([{ code: ONE_PURSE, name: '资金', nameEn: 'the budget' }, ...(await db('fund_sources').select('code', 'name', 'name_en as nameEn'))]),
    workNames: nameOf(await db('work_types').select('code', 'name', 'name_en as nameEn')),
  };
}

/** Plans of before kept no ground: counted anew as of their day, in the order of their alleys; those that are gone have nothing. */
async function groundToday(db: Database, { spec, asOf, unitCosts, result }: StoredPlan): Promise<Ground> {
  const inputs = await readInputs(db, spec, asOf, unitCosts);
  const prices = pricesOf(unitCosts, result.sources);
  const ground = groundOf(inputs.alleys.map((facts) => planAlley(facts, inputs.subdistricts, prices, result.sources, asOf)));
  const places = result.alleys.id.map((id) => ground.id.indexOf(id));
  const width = ground.id.length === 0 ? 0 : ground.needMin.length / ground.id.length;
  const pick = <Value, Missing>(list: readonly Value[], missing: Missing): (Value | Missing)[] => places.map((at) => (at < 0 ? missing : (list[at] as Value)));
  const needs = (list: readonly number[], missing: number): number[] =>
    places.flatMap((at) => (at < 0 ? new Array<number>(width).fill(missing) : list.slice(at * width, (at + 1) * width)));
  return {
    id: result.alleys.id,
    lengthM: pick(ground.lengthM, 0),
    households: pick(ground.households, null),
    needMin: needs(ground.needMin, 0),
    needMax: needs(ground.needMax, 100),
    works: pick(ground.works, null),
  };
}
