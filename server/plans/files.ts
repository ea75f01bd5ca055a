import excel from 'exceljs';
import type { StoredPlan } from './store.ts';

export interface AlleyLine {
  id: number;
  code: string;
  name: string | null;
  geometry: unknown;
}
type Lang = 'zh' | 'en';

const HEADS: Record<string, Record<Lang, string>> = {
  rank: { zh: '名次', en: 'Rank' },
  code: { zh: '编号', en: 'Code' },
  name: { zh: '街巷', en: 'Alley' },
  subdistrict: { zh: '街道', en: 'Subdistrict' },
  year: { zh: '年度', en: 'Year' },
  score: { zh: '得分', en: 'Score' },
  scoreMin: { zh: '得分下限', en: 'Score, least' },
  scoreMax: { zh: '得分上限', en: 'Score, most' },
  completeness: { zh: '资料完整度', en: 'Completeness' },
  cost: { zh: '造价（元）', en: 'Cost (元)' },
  low: { zh: '造价低值（元）', en: 'Cost, low (元)' },
  high: { zh: '造价高值（元）', en: 'Cost, high (元)' },
  package: { zh: '片区', en: 'Package' },
  stability: { zh: '稳定度', en: 'Stability' },
  greedyYear: { zh: '按分排序年度', en: 'Year by the rule' },
  reason: { zh: '理由', en: 'Reason' },
  figures: { zh: '理由数据', en: 'Figures of the reason' },
};
const REASONS: Record<string, Record<Lang, string>> = {
  chosen: { zh: '入选', en: 'Chosen' },
  budget: { zh: '资金不足', en: 'Short of money' },
  outbid: { zh: '同样资金另有更需要的', en: 'More need removed elsewhere for the money' },
  conflict: { zh: '与同年施工的街巷冲突', en: 'In conflict with another alley that year' },
  precedence: { zh: '须先做另一条', en: 'Another alley has to come first' },
  'package-year': { zh: '所在片区在另一年', en: 'Its package is built in another year' },
  'package-least': { zh: '片区规模不足', en: 'Its package would be too small' },
  'package-most': { zh: '片区规模超限', en: 'Its package would be too large' },
  'nothing-to-gain': { zh: '无需改造', en: 'Nothing to gain' },
  'locked-out': { zh: '人工排除', en: 'Locked out' },
  'no-place': { zh: '无位置', en: 'No geometry' },
  'no-cost': { zh: '无造价', en: 'No cost' },
  demolition: { zh: '拟拆除', en: 'To be demolished' },
  'under-way': { zh: '正在施工', en: 'Already under way' },
  consent: { zh: '同意率不足', en: 'Too little consent' },
  'consent-unknown': { zh: '未征求意见', en: 'Nobody has been asked' },
  'cool-off': { zh: '近年已改造', en: 'Renovated lately' },
  moratorium: { zh: '新路面禁挖期', en: 'Surface too new to open' },
  'pipes-first': { zh: '先埋管', en: 'Pipes first' },
  'no-year': { zh: '无可施工年度', en: 'No open year' },
};

function rowsOf({ result }: StoredPlan, lines: ReadonlyMap<number, AlleyLine>, lang: Lang) {
  const { alleys } = result;
  const yuan = (minor: number | null | undefined): number | null => (minor == null ? null : minor / 100);
  return alleys.id
    .map((id, at) => {
      const { code, ...figures } = alleys.reason[at] as { code: string };
      return {
        id,
        code: lines.get(id)?.code ?? String(id),
        name: lines.get(id)?.name ?? null,
        subdistrict: alleys.subdistrict[at] ?? null,
        year: alleys.year[at] ?? null,
        score: alleys.score[at] as number,
        scoreMin: alleys.scoreMin[at] as number,
        scoreMax: alleys.scoreMax[at] as number,
        completeness: alleys.completeness[at] as number,
        cost: yuan(alleys.costMinor[at]),
        low: yuan(alleys.lowMinor[at]),
        high: yuan(alleys.highMinor[at]),
        package: alleys.package[at] ?? null,
        stability: alleys.stability[at] ?? null,
        greedyYear: alleys.greedyYear[at] ?? null,
        reason: REASONS[code]?.[lang] ?? code,
        // Who locked an alley stays in the program: files leave the house.
        figures: JSON.stringify({ ...figures, person: undefined }),
      };
    })
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .map((row, at) => ({ rank: at + 1, ...row }));
}

/** One feature an alley, with what the plan says of it; those without a line are told with a null geometry. */
export function planGeoJson(plan: StoredPlan, lines: ReadonlyMap<number, AlleyLine>, lang: Lang): string {
  const features = rowsOf(plan, lines, lang).map(({ id, ...properties }) => ({ type: 'Feature', id, geometry: lines.get(id)?.geometry ?? null, properties }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Ranking with scores, costs and reasons; money by year and source; subdistricts. */
export async function planXlsx(plan: StoredPlan, lines: ReadonlyMap<number, AlleyLine>, lang: Lang): Promise<Buffer> {
  const book = new excel.Workbook();
  const ranking = book.addWorksheet(lang === 'zh' ? '排序' : 'Ranking', { views: [{ state: 'frozen', xSplit: 3, ySplit: 3 }] });
  ranking.addRow([plan.name]).font = { bold: true, size: 14 };
  ranking.addRow([lang === 'zh' ? '数据截至' : 'As of', plan.asOf]);
  const keys = Object.keys(HEADS) as (keyof typeof HEADS)[];
  ranking.addRow(keys.map((key) => HEADS[key]?.[lang])).font = { bold: true };
  for (const row of rowsOf(plan, lines, lang)) ranking.addRow(keys.map((key) => (row as Record<string, unknown>)[key]));
  for (const [at, key] of keys.entries()) {
    ranking.getColumn(at + 1).width = key === 'figures' ? 40 : key === 'name' || key === 'reason' ? 22 : 13;
    if (key === 'completeness' || key === 'stability') ranking.getColumn(at + 1).numFmt = '0%';
  }
  const money = book.addWorksheet(lang === 'zh' ? '资金' : 'Money');
  money.addRow(
    lang === 'zh' ? ['年度', '来源', '预算（元）', '安排（元）', '高值（元）'] : ['Year', 'Source', 'Budget (元)', 'Planned (元)', 'High case (元)'],
  ).font = { bold: true };
  for (const { year, source, budgetMinor, spentMinor, highMinor } of plan.result.budgets)
    money.addRow([year, source, budgetMinor / 100, spentMinor / 100, highMinor / 100]);
  const places = book.addWorksheet(lang === 'zh' ? '街道' : 'Subdistricts');
  places.addRow(
    lang === 'zh' ? ['编号', '街道', '户数', '条数', '安排（元）', '元/户'] : ['Code', 'Subdistrict', 'Households', 'Alleys', 'Planned (元)', '元 a household'],
  ).font = { bold: true };
  for (const one of plan.result.subdistricts)
    places.addRow([one.code, one.name, one.households, one.alleys, one.spentMinor / 100, one.minorPerHousehold === null ? null : one.minorPerHousehold / 100]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Everything that is needed to compute the plan again and to say whether it is the same. */
export function planFile({ name, spec, asOf, unitCosts, fingerprint, result }: StoredPlan): string {
  const locks = spec.locks.map(({ person: _person, ...lock }) => lock);
  return JSON.stringify({ format: 'alleygrid-plan', version: 1, name, asOf, spec: { ...spec, locks }, unitCosts, fingerprint, result }, null, 1);
}
