import type { FieldError } from '../http/contract.ts';
import type { WorkBody } from './writing-contract.ts';

/** What is written of a work. */
export type WorkContent = Omit<WorkBody, 'clientUuid'>;
/** What it refers to; null or false where that is not there. */
export interface References {
  today: string;
  unit: string | null;
  typeKind: string | null;
  hasAlley: boolean;
  hasProject: boolean;
  gridPath: string | null;
  whole: { workType: string; unit: string; kind: string; isPart: boolean } | null;
  missingIssues: number[];
}
/** What contradicts itself. */
export function contentErrors(content: WorkContent, today: string): FieldError[] {
  const { quantity, qualifier, phase, startedOn, completedOn, asOf, figureFrom, geometry, gridCode, alleyId, alleyFromM, alleyToM } = content;
  const places = [geometry, gridCode, geometry === undefined ? alleyId : undefined].filter((place) => place !== undefined).length;
  const hasStretch = alleyFromM !== undefined || alleyToM !== undefined;
  const checks: [wrong: boolean, pointer: string, detail: string][] = [
    [places === 0, '', 'Say where: geometry, alleyId or gridCode.'],
    [places > 1, '/gridCode', 'Give one place: geometry, alleyId or gridCode.'],
    [hasStretch && (alleyId === undefined || geometry !== undefined), '/alleyFromM', 'A stretch needs alleyId and no geometry.'],
    [hasStretch && !((alleyFromM ?? 0) < (alleyToM ?? 0)), '/alleyToM', 'A stretch has both ends, alleyFromM before alleyToM.'],
    [qualifier !== undefined && quantity === undefined, '/qualifier', 'About or more than what? Give quantity.'],
    [
      phase === 'done' && completedOn === undefined && asOf === undefined,
      '/completedOn',
      'A finished work has the day it was finished, or as-of day of the figure.',
    ],
    [phase !== 'done' && completedOn !== undefined, '/completedOn', 'Only a finished work has one.'],
    [completedOn !== undefined && completedOn > today, '/completedOn', `Not after today (${today}).`],
    [asOf !== undefined && asOf > today, '/asOf', `Not after today (${today}).`],
    [startedOn !== undefined && completedOn !== undefined && startedOn > completedOn, '/startedOn', 'Not after completedOn.'],
    [
      figureFrom !== undefined && (asOf === undefined || figureFrom > asOf || completedOn !== undefined),
      '/figureFrom',
      'A figure of a span has asOf, not before figureFrom, and no completedOn.',
    ],
    [content.costMinor !== undefined && content.costSource === undefined, '/costSource', 'Who says what it cost?'],
    [
      content.costMinor === undefined && (content.costSource !== undefined || content.costQualifier !== undefined),
      '/costMinor',
      'Give the cost in hundredths.',
    ],
  ];
  return checks.flatMap(([wrong, pointer, detail]) => (wrong ? [{ pointer, detail }] : []));
}

/** What it refers to and is not there, or does not fit. */
export function referenceErrors(content: WorkContent, known: References, ownId: number | null): FieldError[] {
  const { partOfId, issueIds = [] } = content;
  const { whole } = known;
  const isSame = whole?.workType === content.workType && whole.unit === (content.unit ?? known.unit) && whole.kind === (content.kind ?? known.typeKind);
  const checks: [wrong: boolean, pointer: string, detail: string][] = [
    [known.unit === null, '/workType', `The catalogue has no “${content.workType}”; GET /api/work-types lists them.`],
    [!known.hasAlley, '/alleyId', 'There is no such alley.'],
    [!known.hasProject, '/projectId', 'There is no such project.'],
    [content.gridCode !== undefined && known.gridPath === null, '/gridCode', 'No valid basic grid has this code.'],
    [new Set(issueIds).size < issueIds.length, '/issueIds', 'Each issue may occur once.'],
    [known.missingIssues.length > 0, '/issueIds', `There are no issues ${known.missingIssues.join(', ')}.`],
    [partOfId !== undefined && whole === null, '/partOfId', 'There is no such work.'],
    [
      whole !== null && (!isSame || whole.isPart || partOfId === ownId),
      '/partOfId',
      'A figure is nested in one of the same type, kind and unit that is not nested itself.',
    ],
  ];
  return checks.flatMap(([wrong, pointer, detail]) => (wrong ? [{ pointer, detail }] : []));
}
