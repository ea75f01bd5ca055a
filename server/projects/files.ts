import { stringify } from 'csv-stringify/sync';
import excel from 'exceljs';
import type { ProjectListQuery } from './contract.ts';
import type { ProjectRow } from './read.ts';

export const PROJECT_FORMATS = {
  json: 'application/json',
  csv: 'text/csv',
  geojson: 'application/geo+json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type ProjectFormat = keyof typeof PROJECT_FORMATS;
type Cell = string | number | null;

/** 分 to 万元. */
const MINOR_IN_WAN = 1_000_000;
const wan = (minor: number): number => Math.round((minor / MINOR_IN_WAN) * 10_000) / 10_000;
const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));

/** The columns of a file: name in the file for programs, titles for people, and the cell. Money is in 万元. */
const COLUMNS: readonly { name: string; zh: string; en: string; cell: (row: ProjectRow) => Cell; isShare?: true }[] = [
  { name: 'code', zh: '编号', en: 'Code', cell: ({ code }) => code },
  { name: 'name', zh: '项目', en: 'Project', cell: ({ name }) => name },
  { name: 'programme', zh: '专项', en: 'Programme', cell: ({ programme }) => programme?.name ?? null },
  { name: 'kind', zh: '类别', en: 'Kind', cell: ({ kind }) => kind },
  { name: 'phase', zh: '阶段', en: 'Phase', cell: ({ phase }) => phase },
  { name: 'itemCount', zh: '数量', en: 'Items', cell: ({ itemCount }) => itemCount },
  { name: 'unit', zh: '责任单位', en: 'Responsible unit', cell: ({ unit }) => unit?.name ?? null },
  { name: 'gridCode', zh: '网格编号', en: 'Grid code', cell: ({ grid }) => grid?.code ?? null },
  { name: 'gridName', zh: '网格', en: 'Grid', cell: ({ grid }) => grid?.name ?? null },
  { name: 'startsOn', zh: '计划开工', en: 'Planned start', cell: ({ startsOn }) => startsOn },
  { name: 'endsOn', zh: '计划完工', en: 'Planned end', cell: ({ endsOn }) => endsOn },
  { name: 'startedOn', zh: '实际开工', en: 'Started', cell: ({ startedOn }) => startedOn },
  { name: 'finishedOn', zh: '实际完工', en: 'Finished', cell: ({ finishedOn }) => finishedOn },
  { name: 'isLate', zh: '逾期', en: 'Late', cell: ({ isLate }) => String(isLate) },
  { name: 'plannedWanYuan', zh: '计划资金（万元）', en: 'Planned money (10,000 yuan)', cell: ({ plannedMinor }) => wan(plannedMinor) },
  { name: 'paidWanYuan', zh: '已付资金（万元）', en: 'Paid money (10,000 yuan)', cell: ({ paidMinor }) => wan(paidMinor) },
  { name: 'households', zh: '受益户数（按图）', en: 'Households (from the map)', cell: ({ households }) => households },
  { name: 'reportedHouseholds', zh: '受益户数（上报）', en: 'Households (reported)', cell: ({ reported }) => reported.households },
  { name: 'buildings', zh: '受益楼栋（按图）', en: 'Buildings (from the map)', cell: ({ buildings }) => buildings },
  { name: 'reportedBuildings', zh: '受益楼栋（上报）', en: 'Buildings (reported)', cell: ({ reported }) => reported.buildings },
  { name: 'lengthM', zh: '长度（m）', en: 'Length (m)', cell: ({ lengthM }) => whole(lengthM) },
  { name: 'areaM2', zh: '面积（m²）', en: 'Area (m²)', cell: ({ areaM2 }) => whole(areaM2) },
  { name: 'asked', zh: '征求意见户数', en: 'Asked', cell: ({ consent }) => consent?.asked ?? null },
  { name: 'agreed', zh: '同意户数', en: 'Agreed', cell: ({ consent }) => consent?.agreed ?? null },
  { name: 'consentShare', zh: '同意率', en: 'Consent', cell: ({ consent }) => consent?.share ?? null, isShare: true },
  { name: 'milestonesLate', zh: '逾期节点', en: 'Late milestones', cell: ({ milestones }) => milestones.late },
];
const TITLE = { zh: '项目', en: 'Projects' } as const;

/** CSV with BOM and no formulas, for Excel; column names are for programs. */
export function projectsCsv(rows: readonly ProjectRow[]): string {
  return stringify([COLUMNS.map(({ name }) => name), ...rows.map((row) => COLUMNS.map(({ cell }) => cell(row)))], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  });
}

export function projectsGeoJson(rows: readonly ProjectRow[]): string {
  const features = rows.map((row) => ({
    type: 'Feature',
    id: row.id,
    geometry: row.geometry,
    properties: Object.fromEntries(COLUMNS.map(({ name, cell }) => [name, cell(row)])),
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** XLSX with the head in view while it scrolls. */
export async function projectsXlsx(rows: readonly ProjectRow[], lang: ProjectListQuery['lang'], today: string): Promise<Buffer> {
  const book = new excel.Workbook();
  const sheet = book.addWorksheet(TITLE[lang], {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 3 }],
    pageSetup: { orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.addRow([TITLE[lang]]).font = { bold: true, size: 14 };
  sheet.addRow([lang === 'zh' ? '截至' : 'As of', today]);
  sheet.addRow(COLUMNS.map((column) => column[lang])).font = { bold: true };
  for (const row of rows) sheet.addRow(COLUMNS.map(({ cell }) => cell(row)));
  for (const [index, { isShare, name }] of COLUMNS.entries()) {
    const column = sheet.getColumn(index + 1);
    column.width = name === 'name' || name === 'programme' ? 30 : 14;
    if (isShare) column.numFmt = '0.0%';
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
