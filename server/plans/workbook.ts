import excel from 'exceljs';
import { COST_CASES } from '#geodata/priority/costs';
import { CRITERIA, PRIORITY_CRITERIA, type Weights } from '#geodata/priority/criteria';
import { shareOfWeights } from '#geodata/priority/score';
import { type Lang, SHEET } from './file-words.ts';
import { type PlanFacts, rankedRows } from './files.ts';
import { type GroundWork, needOf } from './ground.ts';

type Sheet = excel.Worksheet;
const yuan = (minor: number | null | undefined): number | null => (minor == null ? null : minor / 100);
const round = (value: number): number => Math.round(value * 100) / 100;

function addSheet(book: excel.Workbook, name: string, heads: readonly string[], frozen = 3): Sheet {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', xSplit: Math.min(frozen, heads.length - 1), ySplit: 1 }] });
  sheet.addRow(heads).font = { bold: true };
  for (const [at, head] of heads.entries()) sheet.getColumn(at + 1).width = Math.max(10, Math.min(24, head.length * 2 + 2));
  return sheet;
}

/** Ranking with reasons, scores by criterion, quantities by work type, costs in three cases and by source, money, subdistricts, and what it rests on. */
export async function planXlsx(facts: PlanFacts, lang: Lang): Promise<Buffer> {
  const book = new excel.Workbook();
  const word = (key: keyof typeof SHEET): string => SHEET[key][lang];
  const rows = rankedRows(facts, lang);
  addRanking(book, facts, rows, word);
  addScores(book, facts, rows, lang, word);
  addWorks(book, facts, rows, word);
  addMoney(book, facts, lang, word);
  addNotes(book, facts, lang, word);
  return Buffer.from(await book.xlsx.writeBuffer());
}

type Row = ReturnType<typeof rankedRows>[number];
type Word = (key: keyof typeof SHEET) => string;

function addRanking(book: excel.Workbook, { plan, ground }: PlanFacts, rows: readonly Row[], word: Word): void {
  const keys = ['rank', 'code', 'name', 'subdistrict', 'year', 'score', 'scoreMin', 'scoreMax', 'completeness', 'length', 'households'] as const;
  const more = ['low', 'likely', 'high', 'package', 'stability', 'greedyYear', 'reason'] as const;
  const sheet = addSheet(book, word('ranking'), [...keys, ...more].map(word));
  for (const row of rows) {
    const told = { ...row, length: ground.lengthM[row.at], households: ground.households[row.at] };
    sheet.addRow([...keys.map((key) => told[key]), ...more.map((key) => told[key])]);
  }
  for (const key of ['completeness', 'stability'] as const) sheet.getColumn([...keys, ...more].indexOf(key) + 1).numFmt = '0%';
  for (const key of ['low', 'likely', 'high'] as const) sheet.getColumn([...keys, ...more].indexOf(key) + 1).numFmt = '#,##0';
  sheet.getColumn(keys.length + more.length).width = 56;
  sheet.headerFooter.oddHeader = `${plan.name}  ${word('asOf')} ${plan.asOf}`;
}

function addScores(book: excel.Workbook, { plan, ground }: PlanFacts, rows: readonly Row[], lang: Lang, word: Word): void {
  const shares = shareOfWeights(plan.spec.weights as Weights);
  const heads = PRIORITY_CRITERIA.flatMap(({ name, nameEn }, at) => {
    const title = lang === 'zh' ? name : nameEn;
    return [
      `${title} ${word('need')}${word('least')}`,
      `${title} ${word('need')}${word('most')}`,
      `${title} ${word('points')}（${round((shares[at] as number) * 100)}%）`,
    ];
  });
  const sheet = addSheet(book, word('scores'), [word('rank'), word('code'), word('name'), word('score'), ...heads], 4);
  for (const { rank, code, name, score, at } of rows) {
    const needs = CRITERIA.flatMap((_, criterion) => {
      const { min, max } = needOf(ground, at, criterion);
      return [min, max, round(((min + max) / 2) * (shares[criterion] as number))];
    });
    sheet.addRow([rank, code, name, score, ...needs]);
  }
}

/** Quantities, and costs by work type in three cases and by who pays; the chosen added up. */
function addWorks(book: excel.Workbook, { plan, ground, names, sourceNames, workNames }: PlanFacts, rows: readonly Row[], word: Word): void {
  const types = [...new Map(ground.works.flatMap((list) => list ?? []).map(({ type, unit }) => [type, unit]))];
  const lead = ['rank', 'code', 'name', 'year'] as const;
  const leadOf = (row: Row) => lead.map((key) => row[key]);
  const of = (at: number, type: string): GroundWork | undefined => ground.works[at]?.find((work) => work.type === type);
  const chosen = rows.filter(({ year }) => year !== null);
  const sumOf = (read: (at: number) => number): number => round(chosen.reduce((sum, { at }) => sum + read(at), 0));

  const titles = types.flatMap(([type, unit]) => [`${workNames(type)}（${unit}）${word('least')}`, `${workNames(type)}（${unit}）${word('most')}`]);
  const quantities = addSheet(book, word('quantities'), [...lead.map(word), ...titles]);
  for (const row of rows)
    quantities.addRow([
      ...leadOf(row),
      ...types.flatMap(([type]) => (ground.works[row.at] == null ? [null, null] : [of(row.at, type)?.min ?? 0, of(row.at, type)?.max ?? 0])),
    ]);
  quantities.addRow([
    null,
    null,
    word('total'),
    null,
    ...types.flatMap(([type]) => [sumOf((at) => of(at, type)?.min ?? 0), sumOf((at) => of(at, type)?.max ?? 0)]),
  ]).font = { bold: true };

  const payers = plan.result.sources;
  const heads = [
    ...COST_CASES.map((kind) => word(kind)),
    ...types.map(([type]) => `${workNames(type)}（元）`),
    ...payers.map((source) => `${sourceNames(source)}（元）`),
  ];
  const costs = addSheet(book, word('costs'), [...lead.map(word), ...heads]);
  const { costMinor, lowMinor, highMinor } = plan.result.alleys;
  const likelyOf = (at: number): number | null => ground.works[at]?.reduce((sum, work) => sum + work.costs.likely, 0) ?? null;
  const paid = (at: number, source: string): number => plan.funds[names.ids[at] as number]?.[source] ?? 0;
  for (const row of rows)
    costs.addRow([
      ...leadOf(row),
      yuan(lowMinor[row.at]),
      yuan(likelyOf(row.at)),
      yuan(highMinor[row.at]),
      ...types.map(([type]) => (ground.works[row.at] == null ? null : yuan(of(row.at, type)?.costs[plan.spec.costCase] ?? 0))),
      ...payers.map((source) => (row.year === null || costMinor[row.at] == null ? null : yuan(paid(row.at, source)))),
    ]);
  costs.addRow([
    null,
    null,
    word('total'),
    null,
    sumOf((at) => (lowMinor[at] ?? 0) / 100),
    sumOf((at) => (likelyOf(at) ?? 0) / 100),
    sumOf((at) => (highMinor[at] ?? 0) / 100),
    ...types.map(([type]) => sumOf((at) => (of(at, type)?.costs[plan.spec.costCase] ?? 0) / 100)),
    ...payers.map((source) => sumOf((at) => paid(at, source) / 100)),
  ]).font = { bold: true };
}

function addMoney(book: excel.Workbook, { plan, sourceNames }: PlanFacts, _lang: Lang, word: Word): void {
  const money = addSheet(book, word('money'), (['year', 'source', 'budget', 'planned', 'highCase'] as const).map(word));
  for (const { year, source, budgetMinor, spentMinor, highMinor } of plan.result.budgets)
    money.addRow([year, sourceNames(source), yuan(budgetMinor), yuan(spentMinor), yuan(highMinor)]);
  const places = addSheet(book, word('subdistricts'), (['code', 'subdistrict', 'homes', 'elderly', 'alleys', 'planned', 'perHousehold'] as const).map(word));
  for (const one of plan.result.subdistricts)
    places.addRow([one.code, one.name, one.households, one.elderlyShare ?? null, one.alleys, yuan(one.spentMinor), yuan(one.minorPerHousehold)]);
  places.getColumn(4).numFmt = '0.0%';
}

/** What the plan was computed from, so that a reader of the file alone can follow it. */
function addNotes(book: excel.Workbook, { plan, workNames }: PlanFacts, lang: Lang, word: Word): void {
  const sheet = addSheet(book, word('notes'), [plan.name, '']);
  sheet.addRow([word('asOf'), plan.asOf]);
  sheet.addRow([word('gap'), plan.result.gap]).getCell(2).numFmt = '0.000%';
  sheet.addRow([]);
  sheet.addRow((['criterion', 'weight', 'unit', 'origin'] as const).map(word)).font = { bold: true };
  const shares = shareOfWeights(plan.spec.weights as Weights);
  for (const [at, { name, nameEn, unit, source }] of PRIORITY_CRITERIA.entries())
    sheet.addRow([lang === 'zh' ? name : nameEn, round((shares[at] as number) * 100), unit, source]);
  sheet.addRow([]);
  const heads = ['workType', 'unit', 'unitLow', 'unitLikely', 'unitHigh', 'origin', 'pricedOn', 'region'] as const;
  sheet.addRow(heads.map(word)).font = { bold: true };
  for (const { workType, unit, lowMinor, likelyMinor, highMinor, source, pricedOn, region, isPlaceholder } of plan.unitCosts)
    sheet.addRow([
      workNames(workType),
      unit,
      yuan(lowMinor),
      yuan(likelyMinor),
      yuan(highMinor),
      isPlaceholder ? word('placeholder') : source,
      pricedOn,
      region,
    ]);
  sheet.getColumn(1).width = 22;
  sheet.getColumn(6).width = 36;
}
