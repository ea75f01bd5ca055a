export type Lang = 'zh' | 'en';
type Words = Readonly<Record<Lang, string>>;

/** Names that reasons and sheets are told with. */
export interface Names {
  alley: (id: number) => string;
  source: (code: string) => string;
}

/** Reasons by code; {x} stands for a figure of the reason. Who locked an alley stays in the program: files leave the house. */
const REASONS: Record<string, Words> = {
  'chosen value': { zh: '入选：同样的钱在此消除的需求最多', en: 'Chosen: the money removes most need here' },
  'chosen floor': { zh: '入选：所在街道的保底需要它', en: "Chosen: its subdistrict's floor needs it" },
  'chosen lock': { zh: '入选：人工指定（{reason}）', en: 'Chosen: locked in ({reason})' },
  budget: { zh: '{year}年{source}还差 {short} 元', en: '{short} 元 short of {source} in {year}' },
  outbid: { zh: '同样的钱在别处消除的需求更多', en: 'The money removes more need elsewhere' },
  conflict: { zh: '与{with}不能同年施工', en: 'Not in the same year as {with}' },
  precedence: { zh: '须先做{needs}', en: '{needs} has to come first' },
  'package-year': { zh: '所在片区在{year}年施工', en: 'Its package is built in {year}' },
  'package-least': { zh: '所在片区规模不足（{value} 元，至少 {least} 元）', en: 'Its package would be too small ({value} 元, at least {least} 元)' },
  'package-most': { zh: '所在片区规模超限（{value} 元，至多 {most} 元）', en: 'Its package would be too large ({value} 元, at most {most} 元)' },
  'nothing-to-gain': { zh: '没有改造需求', en: 'Nothing to gain' },
  'locked-out': { zh: '人工排除（{reason}）', en: 'Locked out ({reason})' },
  'no-place': { zh: '没有可用的位置', en: 'No usable geometry' },
  'no-cost': { zh: '算不出造价（缺宽度或单价）', en: 'No cost can be told (no width, or no price)' },
  'nothing-to-do': { zh: '无可做工程', en: 'Nothing to build' },
  demolition: { zh: '拟拆除（{reason}）', en: 'To be demolished ({reason})' },
  'under-way': { zh: '正在施工', en: 'Already under way' },
  consent: { zh: '同意率 {share}，须 {needed}', en: '{share} agreed, {needed} needed' },
  'consent-unknown': { zh: '尚未征求居民意见', en: 'Residents have not been asked' },
  'cool-off': { zh: '{renewedOn} 改造过，{until} 后可再改造', en: 'Renovated on {renewedOn}, again after {until}' },
  moratorium: { zh: '新铺路面 {until} 前不得开挖', en: 'The new surface stays closed until {until}' },
  'pipes-first': { zh: '先埋管：{name}（至 {until}）', en: 'Pipes first: {name} (until {until})' },
  'no-year': { zh: '没有可施工的年度', en: 'No open year' },
};

const YUAN = new Set(['shortBy', 'value', 'least', 'most']);
const SHARES = new Set(['share', 'needed']);

/** A reason in a reader's words. */
export function reasonWords(reason: { code: string; [figure: string]: unknown }, lang: Lang, names: Names): string {
  const key = reason.code === 'chosen' ? `chosen ${String(reason.by)}` : reason.code;
  const words = REASONS[key]?.[lang] ?? reason.code;
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const figure = name === 'short' ? 'shortBy' : name;
    const value = reason[figure];
    if (value === null || value === undefined) return '—';
    if (YUAN.has(figure) && typeof value === 'number') return Math.ceil(value / 100).toLocaleString('en-US');
    if (SHARES.has(figure) && typeof value === 'number') return `${Math.round(value * 100)}%`;
    if ((figure === 'with' || figure === 'needs') && typeof value === 'number') return names.alley(value);
    return figure === 'source' ? names.source(String(value)) : String(value);
  });
}

/** Words of the workbook. */
export const SHEET = {
  ranking: { zh: '排序', en: 'Ranking' },
  scores: { zh: '分项得分', en: 'Scores' },
  quantities: { zh: '工程量', en: 'Quantities' },
  costs: { zh: '造价', en: 'Costs' },
  money: { zh: '资金', en: 'Money' },
  subdistricts: { zh: '街道', en: 'Subdistricts' },
  notes: { zh: '说明', en: 'Notes' },
  asOf: { zh: '数据截至', en: 'As of' },
  rank: { zh: '名次', en: 'Rank' },
  code: { zh: '编号', en: 'Code' },
  name: { zh: '街巷', en: 'Alley' },
  subdistrict: { zh: '街道', en: 'Subdistrict' },
  year: { zh: '年度', en: 'Year' },
  score: { zh: '得分（0-100）', en: 'Score (0-100)' },
  scoreMin: { zh: '得分下限', en: 'Score, least' },
  scoreMax: { zh: '得分上限', en: 'Score, most' },
  completeness: { zh: '资料完整度', en: 'Completeness' },
  length: { zh: '长度（m）', en: 'Length (m)' },
  households: { zh: '服务户数（户）', en: 'Households served' },
  low: { zh: '造价低值（元）', en: 'Cost, low (元)' },
  likely: { zh: '造价中值（元）', en: 'Cost, likely (元)' },
  high: { zh: '造价高值（元）', en: 'Cost, high (元)' },
  package: { zh: '片区', en: 'Package' },
  stability: { zh: '稳定度', en: 'Stability' },
  greedyYear: { zh: '按分排序年度', en: 'Year by the rule' },
  reason: { zh: '理由', en: 'Reason' },
  need: { zh: '需求（0-100）', en: 'need (0-100)' },
  points: { zh: '计分', en: 'points' },
  least: { zh: '低', en: 'least' },
  most: { zh: '高', en: 'most' },
  total: { zh: '入选合计', en: 'Chosen in all' },
  source: { zh: '来源', en: 'Source' },
  budget: { zh: '预算（元）', en: 'Budget (元)' },
  planned: { zh: '安排（元）', en: 'Planned (元)' },
  highCase: { zh: '按高值（元）', en: 'In the high case (元)' },
  homes: { zh: '户数（户）', en: 'Households' },
  elderly: { zh: '60岁及以上占比', en: 'Share of 60 and over' },
  alleys: { zh: '入选（条）', en: 'Alleys' },
  perHousehold: { zh: '户均投入（元/户）', en: '元 a household' },
  criterion: { zh: '评价项', en: 'Criterion' },
  weight: { zh: '权重（%）', en: 'Weight (%)' },
  unit: { zh: '单位', en: 'Unit' },
  origin: { zh: '依据', en: 'By' },
  workType: { zh: '工程项', en: 'Work' },
  unitLow: { zh: '单价低值（元）', en: 'Unit cost, low (元)' },
  unitLikely: { zh: '单价中值（元）', en: 'Unit cost, likely (元)' },
  unitHigh: { zh: '单价高值（元）', en: 'Unit cost, high (元)' },
  pricedOn: { zh: '价格日期', en: 'Priced on' },
  region: { zh: '地区', en: 'Region' },
  placeholder: { zh: '占位单价，待换成当地造价信息', en: 'Placeholder: no local price yet' },
  gap: { zh: '与最优的差距至多', en: 'From the optimum at most' },
} satisfies Record<string, Words>;
