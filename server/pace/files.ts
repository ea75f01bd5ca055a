import { stringify } from 'csv-stringify/sync';
import excel from 'exceljs';
import type { FileTable } from './table.ts';

const NAME_WIDTH = 22;
const WIDTH = 13;

/**
 * CSV with BOM, for Excel. The facts about the file are columns of every row, so that a line cut out of it still says what it is; a cell that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvFile({ columns, rows, facts }: FileTable): string {
  const titles = [...columns.map(({ title }) => title), ...facts.map(([name]) => name)];
  const lines = rows.map((row) => [...columns.map(({ cell }) => cell(row)), ...facts.map(([, value]) => value)]);
  return stringify([titles, ...lines], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  });
}

/** XLSX: the facts above the table, the head in view while it scrolls, shares as per cent, the tree indented. */
export async function xlsxFile({ title, columns, rows, facts }: FileTable): Promise<Buffer> {
  const book = new excel.Workbook();
  const head = facts.length + 3;
  const sheet = book.addWorksheet(title, {
    views: [{ state: 'frozen', xSplit: 0, ySplit: head }],
    pageSetup: { orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.addRow([title]).font = { bold: true, size: 14 };
  for (const fact of facts) sheet.addRow(fact);
  sheet.addRow([]);
  sheet.addRow(columns.map((column) => column.title)).font = { bold: true };
  for (const row of rows) sheet.addRow(columns.map(({ cell }) => cell(row)));
  columns.forEach((column, index) => {
    const target = sheet.getColumn(index + 1);
    target.width = index < 3 ? NAME_WIDTH : WIDTH;
    if (column.isShare) target.numFmt = '0.0%';
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}
