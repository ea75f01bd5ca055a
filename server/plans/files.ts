import { type Lang, reasonWords } from './file-words.ts';
import type { Ground } from './ground.ts';
import type { StoredPlan } from './store.ts';

export interface AlleyLine {
  id: number;
  code: string;
  name: string | null;
  geometry: unknown;
}
/** A plan with all that its files are told with. */
export interface PlanFacts {
  plan: StoredPlan;
  /** In the order of the plan's alleys. */
  ground: Ground;
  lines: ReadonlyMap<number, AlleyLine>;
  names: { ids: readonly number[] };
  sourceNames: (code: string) => string;
  workNames: (type: string) => string;
}

/** Alleys by score, the best first. `at`: their place in the plan's columns. */
export function rankedRows({ plan, lines, sourceNames }: PlanFacts, lang: Lang) {
  const { alleys } = plan.result;
  const yuan = (minor: number | null | undefined): number | null => (minor == null ? null : minor / 100);
  const nameOf = (id: number): string => lines.get(id)?.name ?? lines.get(id)?.code ?? String(id);
  return alleys.id
    .map((id, at) => ({
      id,
      at,
      code: lines.get(id)?.code ?? String(id),
      name: lines.get(id)?.name ?? null,
      subdistrict: plan.result.subdistricts.find(({ code }) => code === alleys.subdistrict[at])?.name ?? alleys.subdistrict[at] ?? null,
      year: alleys.year[at] ?? null,
      score: alleys.score[at] as number,
      scoreMin: alleys.scoreMin[at] as number,
      scoreMax: alleys.scoreMax[at] as number,
      completeness: alleys.completeness[at] as number,
      low: yuan(alleys.lowMinor[at]),
      likely: yuan(alleys.costMinor[at]),
      high: yuan(alleys.highMinor[at]),
      package: alleys.package[at] ?? null,
      stability: alleys.stability[at] ?? null,
      greedyYear: alleys.greedyYear[at] ?? null,
      reason: reasonWords(alleys.reason[at] as { code: string }, lang, { alley: nameOf, source: sourceNames }),
    }))
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .map((row, at) => ({ rank: at + 1, ...row }));
}

/** One feature an alley, with what the plan says of it; those without a line are told with a null geometry. */
export function planGeoJson(facts: PlanFacts, lang: Lang): string {
  const features = rankedRows(facts, lang).map(({ id, at, likely, ...properties }) => ({
    type: 'Feature',
    id,
    geometry: facts.lines.get(id)?.geometry ?? null,
    properties: { ...properties, cost: likely, lengthM: facts.ground.lengthM[at], households: facts.ground.households[at] },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Everything that is needed to compute the plan again and to say whether it is the same (POST /api/plans/again). No names of staff. */
export function planFile({ name, spec, asOf, unitCosts, fingerprint, result }: StoredPlan): string {
  const locks = spec.locks.map(({ person: _person, ...lock }) => lock);
  const chosen = result.alleys.id.flatMap((id, at) => (result.alleys.year[at] == null ? [] : [{ id, year: result.alleys.year[at] }]));
  const answer = { value: result.value, id: chosen.map(({ id }) => id), year: chosen.map(({ year }) => year) };
  return JSON.stringify({ format: 'alleygrid-plan', version: 2, name, asOf, spec: { ...spec, locks }, unitCosts, fingerprint, answer });
}
