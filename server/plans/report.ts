import { type Database, sqlFile } from '../db/sql.ts';
import type { Sendable } from '../http/route.ts';
import type { PlanReport } from './after-contract.ts';
import type { PlanFacts } from './files.ts';
import { readPlanFacts } from './plan-facts.ts';
import { readStoredPlan } from './store.ts';

type Quantity = PlanReport['totals']['quantities'][number];
const homesServed = sqlFile<{ homes: number }>(import.meta.url, './homes-served.sql');
const reportOutlines = sqlFile<{ bbox: PlanReport['map']['bbox'] | null; outlines: PlanReport['map']['outlines']['features'] }>(
  import.meta.url,
  './report-outlines.sql',
);
/** The highest scores that are out, on the page. */
const MOST_NEXT = 20;
const NOWHERE: PlanReport['map']['bbox'] = [0, 0, 0, 0];

/** Figures of a reason without who stands for it: reports leave the house. */
const impersonal = ({ person: _person, ...reason }: { code: string; person?: unknown }): { code: string } => reason;

/** All that a printed report and the public notice show. @throws Problem not-found */
export async function readReport(db: Database, id: number, today: string): Promise<Sendable<PlanReport>> {
  const { row, extras, ...plan } = await readStoredPlan(db, id);
  const facts = await readPlanFacts(db, plan, 'zh');
  const { result, spec } = plan;
  const { alleys } = result;
  const works = new Map((await db('work_types').select('code', 'name', 'name_en as nameEn')).map((one) => [one.code as string, one]));
  const quantitiesOf = (at: number): Quantity[] =>
    (facts.ground.works[at] ?? []).map(({ type, unit, min, max }) => ({
      workType: type,
      name: works.get(type)?.name ?? type,
      nameEn: works.get(type)?.nameEn ?? type,
      unit,
      quantityMin: min,
      quantityMax: max,
    }));
  const subdistrictOf = (at: number): string | null => result.subdistricts.find(({ code }) => code === alleys.subdistrict[at])?.name ?? null;
  const tell = (at: number) => {
    const alleyId = alleys.id[at] as number;
    return {
      alleyId,
      code: facts.lines.get(alleyId)?.code ?? String(alleyId),
      name: facts.lines.get(alleyId)?.name ?? null,
      subdistrict: subdistrictOf(at),
      score: alleys.score[at] as number,
      costMinor: alleys.costMinor[at] ?? null,
      reason: impersonal(alleys.reason[at] as { code: string }),
    };
  };
  const places = alleys.id.map((_, at) => at);
  const out = places.filter((at) => alleys.year[at] == null);
  const rows = places
    .filter((at) => alleys.year[at] != null)
    .map((at) => ({
      at,
      ...tell(at),
      year: alleys.year[at] as number,
      package: alleys.package[at] ?? null,
      lengthM: facts.ground.lengthM[at] ?? 0,
      households: facts.ground.households[at] ?? null,
      scoreMin: alleys.scoreMin[at] as number,
      scoreMax: alleys.scoreMax[at] as number,
      lowMinor: alleys.lowMinor[at] ?? null,
      highMinor: alleys.highMinor[at] ?? null,
      stability: alleys.stability[at] ?? null,
      quantities: quantitiesOf(at),
    }))
    .sort((a, b) => a.year - b.year || (a.subdistrict ?? '').localeCompare(b.subdistrict ?? '', 'zh') || a.code.localeCompare(b.code))
    .map(({ at: _at, ...told }, place) => ({ no: place + 1, ...told }));
  const sum = (read: (one: (typeof rows)[number]) => number | null): number => rows.reduce((total, one) => total + (read(one) ?? 0), 0);
  const codes = [...new Set(alleys.subdistrict.filter((code) => code !== null))];
  const [map] = await reportOutlines(db, { ids: alleys.id, codes });
  const approval = extras.events.findLast(({ action }) => action === 'approve');
  const [homes] = await homesServed(db, { ids: rows.map(({ alleyId }) => alleyId) });
  const lengthM = Math.round(sum((one) => one.lengthM));
  return {
    plan: row,
    asOf: plan.asOf,
    printedOn: today,
    approval: approval === undefined ? null : { person: approval.person?.name ?? null, on: approval.occurredAt },
    totals: {
      alleys: rows.length,
      lengthM,
      households: homes?.homes ?? 0,
      spentMinor: sum((one) => one.costMinor),
      lowMinor: sum((one) => one.lowMinor),
      highMinor: sum((one) => one.highMinor),
      value: result.value,
      greedyValue: result.greedy.value,
      worstFirstValue: result.worstFirst.value,
      gap: result.gap,
      quantities: totalOf(rows.flatMap(({ quantities }) => quantities)),
    },
    weights: spec.weights,
    budgets: result.budgets,
    subdistricts: result.subdistricts,
    rows,
    next: out
      .toSorted((a, b) => (alleys.score[b] as number) - (alleys.score[a] as number) || a - b)
      .slice(0, MOST_NEXT)
      .map(tell),
    outByReason: countReasons(out.map((at) => alleys.reason[at]?.code ?? '')),
    map: { bbox: map?.bbox ?? NOWHERE, ...linesOf(facts, rows), outlines: { type: 'FeatureCollection', features: map?.outlines ?? [] } },
    notice: {
      years: result.years,
      alleys: rows.length,
      lengthM,
      rows: rows.map(({ no, code, name, subdistrict, year, lengthM: length, quantities }) => ({
        no,
        name: name ?? code,
        subdistrict,
        year,
        lengthM: Math.round(length),
        works: quantities.map(({ quantityMin, quantityMax, ...work }) => ({ ...work, quantity: Math.round((quantityMin + quantityMax) / 2) })),
      })),
    },
  };
}

function totalOf(quantities: readonly Quantity[]): Quantity[] {
  const totals = new Map<string, Quantity>();
  for (const one of quantities) {
    const total = totals.get(one.workType);
    if (total === undefined) totals.set(one.workType, { ...one });
    else {
      total.quantityMin = Math.round((total.quantityMin + one.quantityMin) * 100) / 100;
      total.quantityMax = Math.round((total.quantityMax + one.quantityMax) * 100) / 100;
    }
  }
  return [...totals.values()];
}

function countReasons(codes: readonly string[]): { code: string; alleys: number }[] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, alleys: count })).sort((a, b) => b.alleys - a.alleys || a.code.localeCompare(b.code));
}

function linesOf({ lines }: PlanFacts, rows: readonly { no: number; year: number; alleyId: number }[]): Pick<PlanReport['map'], 'chosen' | 'others'> {
  const chosen = new Map(rows.map((row) => [row.alleyId, row]));
  const feature = (geometry: unknown, properties: Record<string, unknown>) => ({
    type: 'Feature' as const,
    geometry: geometry as PlanReport['map']['chosen']['features'][number]['geometry'],
    properties,
  });
  const collection = (features: ReturnType<typeof feature>[]) => ({ type: 'FeatureCollection' as const, features });
  return {
    chosen: collection(rows.map(({ alleyId, no, year }) => feature(lines.get(alleyId)?.geometry ?? null, { no, year }))),
    others: collection([...lines.values()].filter(({ id }) => !chosen.has(id)).map(({ geometry }) => feature(geometry, {}))),
  };
}
