import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { Problem, problems, toProblem } from './problem.ts';
import { PROBLEM_WORDS, type ProblemSlug } from './problem-words.ts';

const NOW = new Date('2026-11-20T02:00:00Z');
const CHINESE = /[\u4e00-\u9fff]/;
/** Problems of the registry, with arguments of the kind their callers give: the members that the words name must be there. */
const made: Problem[] = [
  problems.notFound('GET /api/nothing'),
  problems.gridNotFound('KF.99'),
  problems.outsideDistrict(113.2, 33.1),
  problems.alleyNotFound(7),
  problems.campaignNotFound('2026-5'),
  problems.campaignRequired(['2026-1', '2026-2']),
  problems.invalidQuery([{ pointer: 'limit', detail: 'Too big' }]),
  problems.invalidBody([{ pointer: '/visitedAt', detail: 'Invalid datetime' }]),
  problems.invalidGeometry('/within', 'It crosses itself.', 'Draw it anew.'),
  problems.invalidCursor(),
  problems.notAcceptable(['text/csv']),
  problems.tileOutOfRange('z 40'),
  problems.revisionGone('grids-1', 4),
  problems.revisionUnknown('grids-1', 4),
  problems.actorUnknown(),
  problems.workAsNotAllowed(),
  problems.areaTooLarge('90,000 doors', 50_000),
  problems.walkTooLarge('3,000 doors', 2_000, 300),
  problems.issueNotFound(3),
  problems.householdNotFound([1, 2]),
  problems.householdArchived([1]),
  problems.householdNotInRound([1]),
  problems.outsideOwnGrids(Array.from({ length: 12 }, (_, id) => id)),
  problems.personRequired(),
  problems.roleNotAllowed('planner', ['leader']),
  problems.campaignNotOpen('2026-1', 'closed'),
  problems.campaignState('2026-1', 'open', 'planned'),
  problems.campaignExists('2026-1'),
  problems.visitInFuture('9999-01-01T00:00:00Z', NOW),
  problems.appointmentTooFar('9999-01-01T00:00:00Z', 366),
  problems.visitBeforeRound('1900-01-01T00:00:00Z', NOW),
  problems.uuidConflict(['a']),
  problems.visitNotFound(1),
  problems.visitSuperseded(1, 2),
  problems.visitDecided(1),
  problems.visitNeedsNoDecision(1, 'visited'),
  problems.ownVisit(1),
  problems.photoType('JSON'),
  problems.photoTooLarge(10_485_760),
  problems.photoPixels(20_000, 20_000, 50_000_000),
  problems.photoAnimated(),
  problems.photoUnreadable(),
  problems.photoNotFound([1]),
  problems.photoFileMissing(1),
  problems.photoOfAnother([1]),
  problems.photoInUse([1]),
  problems.photoTime('1900-01-01T00:00:00Z', 366),
  problems.issueInFuture('9999-01-01T00:00:00Z', NOW),
  problems.issueTooOld('1970-01-01T00:00:00Z', 366),
  problems.issueDomainUnknown('noise', []),
  problems.visitNotStored('a'),
  problems.checklistNotFound('nine', '/api/checklists'),
  problems.alleysApart(1, 2, 10),
  problems.alleyChanged(1),
  problems.surveyNotFound('a'),
  problems.surveySuperseded('a', 'b'),
  problems.projectNotFound(1),
  problems.projectExists('P-1'),
  problems.programmeNotFound('five'),
  problems.phaseStep('planned', 'done', ['started']),
  problems.consentMissing(1, null, 0.66),
  problems.outsideOwnUnit(1),
  problems.busy('Too many streams.'),
];
/** Made by the middleware of what the database or the framework throws. */
const OF_THE_MIDDLEWARE: ProblemSlug[] = ['database-away', 'timeout', 'geometry-failed', 'body-too-large', 'bad-request', 'internal'];

test('every problem of the program has Chinese words, and no words are left over', () => {
  // Those of a room of its own stand in its problems.ts.
  const server = new URL('../', import.meta.url);
  const files = ['http/problem.ts', ...readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((file) => basename(file) === 'problems.ts')];
  const source = files.map((file) => readFileSync(new URL(file, server), 'utf8')).join('\n');
  const slugs = [...source.matchAll(/new Problem\(\s*'([a-z-]+)'/g)].map(([, slug]) => slug as string);
  expect(slugs.length).toBeGreaterThanOrEqual(Object.keys(problems).length);
  expect([...new Set(slugs)].sort()).toEqual(Object.keys(PROBLEM_WORDS).sort());
  for (const { title, detail } of Object.values(PROBLEM_WORDS)) {
    expect(title).toMatch(CHINESE);
    expect(detail).toMatch(/[\u4e00-\u9fff].*。$/);
  }
});

test.each(made.map((problem) => [problem.slug, problem] as const))('%s has a Chinese title and sentence with nothing left open', (slug, problem) => {
  const { title, detail, type } = problem.body('zh-CN', 'request-1');
  expect(type).toBe(`/problems/${slug}`);
  for (const text of [title, detail]) {
    expect(text).toMatch(CHINESE);
    expect(text).not.toMatch(/[{}]|undefined|—/);
  }
  expect(detail).toMatch(/。$/);
  expect(problem.body('en').detail).not.toMatch(CHINESE);
});

test('only what passes by itself is called retryable', () => {
  expect(made.filter((problem) => problem.body('en').retryable).map(({ slug }) => slug)).toEqual(['busy']);
});

test('a database that went away is told from a fault of the program, and may be asked again', () => {
  const told = (error: unknown) => toProblem(Object.assign(new Error('x'), error)).body('en');
  for (const error of [
    { code: '57P01' },
    { code: '08006' },
    { code: 'ECONNREFUSED', syscall: 'connect' },
    { code: 'ECONNRESET', syscall: 'read' },
    { message: 'COMMIT; - Connection terminated unexpectedly' },
  ])
    expect(told(error)).toMatchObject({ status: 503, type: '/problems/database-away', retryable: true });
  for (const error of [{ code: '23505' }, { code: 'ENOENT', syscall: 'open' }, { message: 'x is not a function' }])
    expect(told(error)).toMatchObject({ status: 500, type: '/problems/internal', retryable: false });
});

test('a long list of ids is cut, and says how long it is', () => {
  expect(problems.outsideOwnGrids(Array.from({ length: 12 }, (_, id) => id)).body('zh-CN').detail).toContain('8、9 等 12 项');
});

test('what the middleware makes speaks Chinese too', () => {
  for (const slug of OF_THE_MIDDLEWARE)
    expect(new Problem(slug, 500, 'Title', 'Detail.', { most: 5 }).body('zh-CN', 'request-1').detail, slug).toMatch(/[\u4e00-\u9fff].*。$/);
});
