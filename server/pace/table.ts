import type { z } from 'zod';
import type { HouseholdKind } from '../households/contract.ts';
import type { PaceColumn, PaceDenominator, PaceLanguage } from './contract.ts';
import type { Frame, PaceRow } from './pace.ts';
import { WORDS } from './words.ts';

export type Language = z.infer<typeof PaceLanguage>;
/** What a file says about itself: the round, what rates are taken of, which targets, when, and how its rows were chosen. */
export interface FileChoice {
  columns: readonly PaceColumn[];
  of: PaceDenominator;
  kind?: HouseholdKind | undefined;
  lang: Language;
  shown: string;
  levelNames: readonly string[];
}
type Cell = string | number | null;
/** One column of a file. Shares are 0 to 1. */
export interface FileColumn {
  title: string;
  isShare: boolean;
  cell(row: PaceRow): Cell;
}
/** A file before it has a format. */
export interface FileTable {
  title: string;
  /** Name and value: round, denominator, targets, window, as of, rows shown. */
  facts: [string, string][];
  columns: FileColumn[];
  rows: PaceRow[];
}

const TENTHS = 10;
const tenth = (value: number | null): number | null => (value === null ? null : Math.round(value * TENTHS) / TENTHS);

/** The columns of the screen as columns of a file: one number a cell, each denominator beside its share. */
function columnsOf(name: PaceColumn, { of, lang, levelNames }: FileChoice): FileColumn[] {
  const words = WORDS[lang];
  const column = (title: string, cell: FileColumn['cell'], isShare = false): FileColumn => ({ title, isShare, cell });
  switch (name) {
    case 'name':
      return [
        column(words.level, ({ grid }) => levelNames[grid.level - 1] ?? grid.level),
        column(words.code, ({ grid }) => grid.code),
        column(words.name, ({ grid }) => grid.name),
      ];
    case 'targets':
      return [column(words.targets, ({ figures }) => figures.denominators.all.count)];
    case 'left':
      return [column(words.left, ({ figures }) => figures.uncovered)];
    case 'states':
      return [
        column(words.states.covered, ({ figures }) => figures.covered),
        column(words.states.untried, ({ figures }) => figures.untried),
        column(words.states.tried, ({ figures }) => figures.tried),
        column(words.states.appointment, ({ figures }) => figures.appointment),
        column(words.states.exempt_pending, ({ figures }) => figures.exemptPending),
        column(words.states.exempt, ({ figures }) => figures.exempt),
      ];
    case 'rate':
      return [
        column(words.rateOf[of], ({ figures }) => figures.denominators[of].rate, true),
        column(words.partOf[of], ({ figures }) => figures.denominators[of].covered),
        column(words.wholeOf[of], ({ figures }) => figures.denominators[of].count),
      ];
    case 'today':
      return [column(words.visitsToday, ({ pace }) => pace.visits.at(-1) ?? 0), column(words.coveredToday, ({ pace }) => pace.covered.at(-1) ?? 0)];
    case 'pace':
      return [column(words.windowCovered, ({ pace }) => pace.windowCovered), column(words.perWorkingDay, ({ pace }) => tenth(pace.perWorkingDay))];
    case 'workerDay':
      return [column(words.workerDays, ({ pace }) => pace.workerDays), column(words.perWorkerDay, ({ pace }) => tenth(pace.visitsPerWorkerDay))];
    case 'forecast':
      return [
        column(words.forecast, ({ pace }) => pace.forecast.finish ?? words.forecasts[pace.forecast.state]),
        column(words.earliest, ({ pace }) => pace.forecast.earliest),
        column(words.latest, ({ pace }) => (pace.forecast.finish === null ? null : (pace.forecast.latest ?? words.open))),
      ];
    case 'needed':
      return [column(words.needed, ({ pace }) => tenth(pace.neededPerWorkingDay))];
    case 'stalled':
      return [column(words.lastVisit, ({ pace }) => pace.lastVisitOn), column(words.stalled, ({ pace }) => (pace.isStalled ? words.yes : null))];
  }
}

/** A file of these rows in their order. @param asOf as text in the district's time. */
export function fileTable(rows: PaceRow[], frame: Frame, choice: FileChoice, asOf: string): FileTable {
  const words = WORDS[choice.lang];
  const { campaign, window } = frame;
  return {
    title: words.title,
    facts: [
      [words.round, `${campaign.name} (${campaign.code}) ${campaign.startsOn} – ${campaign.endsOn ?? ''}`],
      [words.denominator, words.denominators[choice.of]],
      [words.kind, choice.kind === undefined ? words.everyKind : words.kinds[choice.kind]],
      [words.window, window === null ? words.forecasts.early : `${window.from} – ${window.to}`],
      [words.asOf, asOf],
      ...(choice.shown === '' ? [] : [[words.shown, choice.shown] as [string, string]]),
    ],
    columns: choice.columns.flatMap((name) => columnsOf(name, choice)),
    rows,
  };
}
