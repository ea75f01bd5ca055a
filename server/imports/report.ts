import { stringify } from 'csv-stringify/sync';
import type { ImportReport } from './contract.ts';

const LISTED = 5;

/** The totals and the first rows of each reason, for a terminal. */
export function reportText(report: ImportReport): string {
  const { read, filtered, taken, repaired, asked, refused } = report;
  const lines = [
    `${report.kind}: ${read} rows read, ${taken} taken (${repaired} repaired, ${asked} to look at), ${refused} refused${filtered > 0 ? `, ${filtered} filtered out by --where` : ''}; ${(report.milliseconds / 1000).toFixed(1)} s${report.status === 'dry_run' ? ' (dry run: nothing was kept)' : ''}`,
  ];
  for (const { outcome, reason, rows } of report.byReason) {
    lines.push(`  ${outcome} ${reason}: ${rows}`);
    const examples = report.findings.filter((finding) => finding.outcome === outcome && finding.reason === reason);
    for (const { fileName, rowNumber, detail } of examples.slice(0, LISTED)) lines.push(`    ${fileName}:${rowNumber} ${JSON.stringify(detail)}`);
    if (examples.length > LISTED) lines.push(`    … ${examples.length - LISTED} more (--report FILE.csv lists all)`);
    lines.push(`    → ${examples[0]?.remedy ?? ''}`);
  }
  return [...lines, ...report.notes.map((note) => `  ${note}`)].join('\n');
}

/** Every finding as CSV, UTF-8 with a byte order mark so that spreadsheets open it. */
export function reportCsv(reports: ImportReport[]): string {
  const rows = reports.flatMap(({ kind, findings }) =>
    findings.map(({ fileName, rowNumber, outcome, reason, remedy, detail }) => [kind, fileName, rowNumber, outcome, reason, remedy, JSON.stringify(detail)]),
  );
  return stringify([['kind', 'file', 'row', 'outcome', 'reason', 'remedy', 'detail'], ...rows], { bom: true });
}
