/** A table for the terminal and for RESULTS.md: GitHub's pipes, columns padded so that it reads as plain text too. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => String(cell).replaceAll('|', '\\|')));
  const widths = head.map((title, column) => Math.max(wide(title), ...cells.map((row) => wide(row[column] ?? ''))));
  const isNumber = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number' || row[column] === ''));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (isNumber[column] ? ' '.repeat((widths[column] ?? 0) - wide(cell)) + cell : cell + ' '.repeat((widths[column] ?? 0) - wide(cell)))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => `${'-'.repeat(width + 1)}${isNumber[column] ? ':' : '-'}`).join('|')}|`;
  return [line(head), rule, ...cells.map(line)].join('\n');
}

/** Columns a text takes on a terminal: Chinese characters are two wide. */
const wide = (text: string): number => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);

/** Milliseconds with as many decimals as they deserve. */
export const ms = (value: number): number => Number(value.toPrecision(value < 100 ? 2 : 3));
