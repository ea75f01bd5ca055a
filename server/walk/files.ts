import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
// Loaded with the program, before it answers anybody: fetched with the first workbook it held everybody up for a third of a second.
import exceljs from 'exceljs';
import type { Response } from 'express';
import { streamText } from '../http/stream.ts';
import type { WalkLanguage } from './contract.ts';
import type { WalkAnswer } from './stops.ts';
import { type Column, WORDS } from './words.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv';

type Cell = string | number | null;
/** Widths in characters, in the order of the sheet. */
const WIDTHS: Record<Column, number> = {
  stop: 6,
  legM: 14,
  grid: 16,
  building: 24,
  unit: 8,
  floor: 6,
  room: 8,
  name: 22,
  kind: 10,
  state: 12,
  reason: 16,
  attempts: 10,
  lastVisitedAt: 16,
  appointmentAt: 16,
  bestTime: 14,
  address: 34,
  lon: 12,
  lat: 12,
  id: 10,
};
const COLUMNS = Object.keys(WIDTHS) as Column[];
/** Rows made at a stretch; others run in between. */
const ROWS_AT_ONCE = 100;

/** One row a door, in the order of the walk; moments in the district's time zone. The same in both files. */
export function rowsOf(list: WalkAnswer, lang: WalkLanguage, timeZone: string): Cell[][] {
  const { kinds, states, reasons, slots } = WORDS[lang];
  // Swedish writes 2026-06-10 10:00, which every spreadsheet reads as a moment.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const moment = (at: Date | null) => (at === null ? null : clock.format(at));
  return list.stops.flatMap(({ number, building, leg, doors }) =>
    doors.map((door, index): Cell[] => {
      const cells: Record<Column, Cell> = {
        stop: number,
        legM: index === 0 ? Math.round(leg.lengthM) : null,
        grid: door.gridName,
        building: building?.name ?? null,
        unit: door.unit,
        floor: door.floor,
        room: door.room,
        name: door.name,
        kind: kinds[door.kind],
        state: states[door.state],
        reason: reasons[door.reason],
        attempts: door.attempts,
        lastVisitedAt: moment(door.lastVisitedAt),
        appointmentAt: moment(door.appointmentAt),
        bestTime: slots[door.suggestedSlot],
        address: door.address,
        lon: door.lon,
        lat: door.lat,
        id: door.id,
      };
      return COLUMNS.map((column) => cells[column]);
    }),
  );
}

const namesOf = (lang: WalkLanguage): string[] => COLUMNS.map((column) => WORDS[lang].columns[column]);

/** CSV with BOM, for Excel; a cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export async function sendCsv(response: Response, rows: readonly Cell[][], lang: WalkLanguage): Promise<void> {
  await streamText(response, CSV, csvPieces(rows, namesOf(lang)));
}

async function* csvPieces(rows: readonly Cell[][], names: string[]): AsyncGenerator<string> {
  const line = { record_delimiter: 'windows' as const };
  yield stringify([names], { ...line, bom: true });
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    yield stringify(rows.slice(at, at + ROWS_AT_ONCE), {
      ...line,
      escape_formulas: true,
      cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
    });
    await setImmediate();
  }
}

/** A workbook of one sheet that prints on A4 across, its head repeated on every page. Written to the response while it is made. */
export async function sendXlsx(response: Response, rows: readonly Cell[][], lang: WalkLanguage): Promise<void> {
  response.type(XLSX);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: response, useStyles: true, useSharedStrings: false });
  const { sheet: name, footer } = WORDS[lang];
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    headerFooter: { oddFooter: `&L${footer}&R&P / &N` },
  });
  sheet.columns = COLUMNS.map((column) => ({ key: column, width: WIDTHS[column] }));
  const head = sheet.addRow(namesOf(lang));
  head.font = { bold: true };
  head.commit();
  for (const [at, row] of rows.entries()) {
    sheet.addRow(row).commit();
    if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: COLUMNS.length } };
  sheet.commit();
  // A client that goes away leaves the workbook unfinished.
  await Promise.race([book.commit(), once(response, 'close')]);
}
