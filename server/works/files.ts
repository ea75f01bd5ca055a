import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import type { Response } from 'express';
import type { Work } from './contract.ts';
import { shownWork, WORK_FORMATS, type WorkRow } from './list.ts';

type Column = Exclude<keyof Work, 'grid' | 'flags' | 'distanceM' | 'inside'> | 'gridCode' | 'gridName' | 'flags';
/** Headings of the workbook, in the order of both files; the CSV keeps the names of the interface. */
const COLUMNS: readonly (readonly [Column, zh: string, en: string])[] = [
  ['id', '编号', 'Id'],
  ['code', '工程号', 'Number'],
  ['workType', '类型代码', 'Type'],
  ['kind', '方式', 'Kind'],
  ['name', '名称', 'Name'],
  ['quantity', '数量', 'Quantity'],
  ['unit', '单位', 'Unit'],
  ['qualifier', '约/余', 'Qualifier'],
  ['plannedQuantity', '计划数量', 'Planned quantity'],
  ['asOf', '统计截至', 'As of'],
  ['figureFrom', '统计自', 'Figure from'],
  ['phase', '进度', 'Phase'],
  ['startedOn', '开工', 'Started'],
  ['completedOn', '完工', 'Completed'],
  ['gridCode', '网格代码', 'Grid'],
  ['gridName', '网格', 'Grid name'],
  ['alleyId', '小巷编号', 'Alley id'],
  ['alleyName', '小巷', 'Alley'],
  ['alleyFromM', '起点（米）', 'From (m)'],
  ['alleyToM', '终点（米）', 'To (m)'],
  ['partOfId', '其中属于（不重复计入合计）', 'Part of (not added again in totals)'],
  ['projectId', '项目编号', 'Project id'],
  ['costMinor', '造价（分）', 'Cost (hundredths)'],
  ['costQualifier', '造价约/余', 'Cost qualifier'],
  ['costSource', '造价来源', 'Source of the cost'],
  ['contractorKind', '施工类别', 'Kind of contractor'],
  ['contractor', '施工单位', 'Contractor'],
  ['source', '来源', 'Source'],
  ['askedIssues', '诉求件数', 'Issues that asked'],
  ['askedHouseholds', '诉求户数', 'Households that asked'],
  ['grade', '月查档次', 'Grade'],
  ['photoSpots', '对比照片处数', 'Places with photos'],
  ['lon', '经度', 'Longitude'],
  ['lat', '纬度', 'Latitude'],
  ['flags', '标记', 'Flags'],
];

function flat({ grid, flags, ...work }: Work): Record<string, unknown> {
  return { ...work, gridCode: grid?.code ?? null, gridName: grid?.name ?? null, flags: flags.join(' ') };
}

/** How a text file of works is put together: pages are texts; head and tail stand around them. CSV has a BOM and no formulas, for Excel. */
export const WORK_WRITERS: Record<'csv' | 'geojson', { head: string; tail: string; page(rows: WorkRow[], isFirst: boolean): string }> = {
  csv: {
    head: stringify([], { bom: true, header: true, columns: COLUMNS.map(([column]) => column), record_delimiter: 'windows' }),
    tail: '',
    page: (rows) =>
      stringify(
        rows.map((row) => flat(shownWork(row))),
        {
          columns: COLUMNS.map(([column]) => column),
          escape_formulas: true,
          record_delimiter: 'windows',
          cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
        },
      ),
  },
  geojson: {
    head: '{"type":"FeatureCollection","features":[',
    tail: ']}',
    page: (rows, isFirst) =>
      (isFirst || rows.length === 0 ? '' : ',') +
      rows.map((row) => JSON.stringify({ type: 'Feature', id: row.id, geometry: row.geometry, properties: flat(shownWork(row)) })).join(','),
  },
};

/** A workbook of one sheet, written to the response page by page. */
export async function sendWorkbook(response: Response, pages: AsyncIterable<WorkRow[]>, language: 'zh' | 'en'): Promise<void> {
  // Fetched with the first workbook: half a second that a start need not wait for.
  const { default: exceljs } = await import('exceljs');
  response.type(WORK_FORMATS.xlsx);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: response, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet(language === 'zh' ? '工程' : 'Works', { views: [{ state: 'frozen', ySplit: 1 }] });
  const head = sheet.addRow(COLUMNS.map(([, zh, en]) => (language === 'zh' ? zh : en)));
  head.font = { bold: true };
  head.commit();
  for await (const rows of pages) {
    for (const row of rows) {
      const cells = flat(shownWork(row));
      sheet.addRow(COLUMNS.map(([column]) => cells[column])).commit();
    }
    if (response.destroyed) return;
  }
  sheet.commit();
  // A client that goes away leaves the workbook unfinished.
  await Promise.race([book.commit(), once(response, 'close')]);
}
