import type { ErrorRequestHandler } from 'express';
import { GEOMETRY_FAILED } from '../db/embedded-exceptions.ts';
import type { FieldError, ProblemBody } from './contract.ts';
import { chineseWords, type ProblemSlug } from './problem-words.ts';

/** Where the same request may succeed in a moment. Everything else needs another request, or somebody who mends something. */
const PASSING: readonly ProblemSlug[] = ['busy', 'database-away'];

/** An error that is part of the interface: RFC 9457. Handlers throw it; problemMiddleware writes it. */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly extra: Record<string, unknown>;

  constructor(slug: ProblemSlug, status: number, title: string, detail: string, extra: Record<string, unknown> = {}) {
    super(`${title}: ${detail}`);
    this.slug = slug;
    this.type = `/problems/${slug}`;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.extra = extra;
  }

  /** The document in the reader's language; members other than title and detail are the same in both. */
  body(language: ProblemLanguage, instance?: string): ProblemBody {
    const members = { ...(instance ? { instance } : {}), ...this.extra };
    const { title, detail } = language === 'zh-CN' ? chineseWords(this.slug, members) : this;
    return { type: this.type, title, status: this.status, detail, retryable: PASSING.includes(this.slug), ...members };
  }
}

type ProblemLanguage = 'en' | 'zh-CN';

const NAMED = 10;
const shortList = (items: readonly (number | string)[]): string =>
  items.slice(0, NAMED).join(', ') + (items.length > NAMED ? ` and ${items.length - NAMED} more` : '');

/** Everything that can go wrong, in one list. Each detail names the place and the remedy. */
export const problems = {
  notFound: (what: string) => new Problem('not-found', 404, 'Not found', `${what} does not exist. See /api/openapi.json for what does.`),
  gridNotFound: (code: string) =>
    new Problem('grid-not-found', 404, 'Grid not found', `No valid grid has the code “${code}”. Search with /api/grids?q= or /api/search?q=.`, { code }),
  outsideDistrict: (lon: number, lat: number) =>
    new Problem(
      'outside-district',
      404,
      'Outside the district',
      `No valid grid holds the point ${lon}, ${lat}. Choose one inside the district; longitude comes first, in WGS84.`,
      { lon, lat },
    ),
  alleyNotFound: (id: number) => new Problem('alley-not-found', 404, 'Alley not found', `No alley has the id ${id}. Search with /api/search?q=.`, { id }),
  campaignNotFound: (code: string) =>
    new Problem('campaign-not-found', 404, 'Campaign not found', `No campaign has the code “${code}”. GET /api/campaigns lists them.`, { code }),
  noRecord: (day: string, firstDay: string | null) =>
    new Problem(
      'no-record',
      404,
      'No record of that day',
      firstDay === null
        ? `No round of visits had begun on ${day}. Choose a later day.`
        : `Nothing is known of ${day}: records begin on ${firstDay}. Choose that day or a later one.`,
      firstDay === null ? { day } : { day, firstDay },
    ),
  campaignRequired: (open: string[]) =>
    new Problem(
      'campaign-required',
      400,
      'Campaign required',
      open.length === 0
        ? 'No round is open. Name one with campaign=CODE; GET /api/campaigns lists them.'
        : 'More than one round is open. Name one with campaign=CODE.',
      { open },
    ),
  invalidQuery: (errors: FieldError[]) =>
    new Problem('invalid-query', 400, 'Invalid query', errors.map((error) => `${error.pointer}: ${error.detail}`).join('; '), { errors }),
  invalidBody: (errors: FieldError[]) =>
    new Problem('invalid-body', 400, 'Invalid body', errors.map((error) => `${error.pointer}: ${error.detail}`).join('; '), { errors }),
  invalidGeometry: (pointer: string, reason: string, remedy: string) =>
    new Problem('invalid-geometry', 400, 'Invalid geometry', `${reason} ${remedy}`, { errors: [{ pointer, detail: `${reason} ${remedy}` }] }),
  invalidCursor: () =>
    new Problem('invalid-cursor', 400, 'Invalid cursor', 'This cursor belongs to another query or is damaged. Start again without cursor.', {
      errors: [{ pointer: 'cursor', detail: 'Start again without cursor.' }],
    }),
  notAcceptable: (offered: string[]) => new Problem('not-acceptable', 406, 'Not acceptable', `Ask for one of ${offered.join(', ')} by Accept or f=.`),
  tileOutOfRange: (detail: string) => new Problem('tile-out-of-range', 400, 'Tile out of range', detail),
  revisionGone: (layer: string, current: number) =>
    new Problem('revision-gone', 410, 'Revision gone', `Layer ${layer} is at revision ${current}. Read /tiles/${layer}.json again.`, { current }),
  revisionUnknown: (layer: string, current: number) =>
    new Problem('revision-unknown', 404, 'Revision unknown', `Layer ${layer} is at revision ${current}. Read /tiles/${layer}.json again.`, { current }),
  actorUnknown: () =>
    new Problem('actor-unknown', 400, 'Unknown person', 'The person in X-Work-As does not exist or is not active. GET /api/people lists them.'),
  workAsNotAllowed: () =>
    new Problem(
      'work-as-not-allowed',
      403,
      'Not allowed here',
      'This server can be reached from other machines, so nobody may be chosen by X-Work-As. Leave the header out.',
    ),
  areaTooLarge: (found: string, most: number) =>
    new Problem(
      'area-too-large',
      400,
      'Area too large',
      `${found}; at most ${most} are answered. Ask for a smaller grid or bbox, or for /tiles and figures per grid.`,
      {
        most,
      },
    ),
  walkTooLarge: (found: string, mostDoors: number, mostStops: number) =>
    new Problem(
      'walk-too-large',
      400,
      'Too much for one walk',
      `There are ${found} to visit; one list holds at most ${mostDoors} doors in ${mostStops} buildings. Ask for a smaller grid or shape, one kind, or one state.`,
      { mostDoors, mostStops },
    ),
  issueNotFound: (id: number) => new Problem('issue-not-found', 404, 'Issue not found', `No issue has the id ${id}. GET /api/issues lists them.`, { id }),
  householdNotFound: (ids: number[]) =>
    new Problem('household-not-found', 404, 'Visit target not found', `No visit target has the id ${shortList(ids)}. Search with /api/search?q=.`, { ids }),
  householdArchived: (ids: number[]) =>
    new Problem('household-archived', 409, 'Visit target archived', `${shortList(ids)}: no longer visited. Reload the list of doors.`, { ids }),
  householdNotInRound: (ids: number[]) =>
    new Problem('household-not-in-round', 409, 'Not in this round', `${shortList(ids)}: this round does not visit them. Name another with campaign.`, { ids }),
  outsideOwnGrids: (ids: number[]) =>
    new Problem(
      'outside-own-grids',
      403,
      'Outside your grids',
      `${shortList(ids)}: in none of your grids. Ask the community secretary to be put in charge there.`,
      {
        ids,
      },
    ),
  personRequired: () => new Problem('person-required', 403, 'Who are you?', 'Only a person may do this. Choose one with the header X-Work-As.'),
  roleNotAllowed: (role: string, allowed: readonly string[]) =>
    new Problem('role-not-allowed', 403, 'Not your task', `The role ${role} may not do this; ${allowed.join(', ')} may.`, { role, allowed }),
  campaignNotOpen: (code: string, status: string) =>
    new Problem('campaign-not-open', 409, 'Round not open', `The round “${code}” is ${status}. Visits are recorded in open rounds: GET /api/campaigns.`, {
      code,
      state: status,
    }),
  campaignState: (code: string, status: string, needed: string) =>
    new Problem('campaign-state', 409, 'Not now', `The round “${code}” is ${status}; for this it must be ${needed}.`, { code, state: status, needed }),
  campaignExists: (code: string) =>
    new Problem('campaign-exists', 409, 'Code taken', `There is a round with the code “${code}”. Choose another code.`, { code }),
  visitInFuture: (visitedAt: string, now: Date) =>
    new Problem('visit-in-future', 400, 'In the future', `${visitedAt} lies after now (${now.toISOString()}). Set the clock of the device.`, {
      errors: [{ pointer: '/visitedAt', detail: 'Not after now.' }],
    }),
  appointmentTooFar: (appointmentAt: string, days: number) =>
    new Problem('appointment-too-far', 400, 'Appointment too far off', `${appointmentAt} lies more than ${days} days after the knock. Correct the year.`, {
      days,
      errors: [{ pointer: '/appointmentAt', detail: `Within ${days} days after visitedAt.` }],
    }),
  visitBeforeRound: (visitedAt: string, startsAt: Date) =>
    new Problem('visit-before-round', 400, 'Before the round', `${visitedAt} lies before the round began (${startsAt.toISOString()}).`, {
      errors: [{ pointer: '/visitedAt', detail: 'Not before the first day of the round.' }],
    }),
  uuidConflict: (clientUuids: string[]) =>
    new Problem(
      'uuid-conflict',
      409,
      'Same id, other content',
      `${shortList(clientUuids)}: already stored with other content. Correct what is stored, or send this under a new clientUuid.`,
      { clientUuids },
    ),
  visitNotFound: (id: number) =>
    new Problem('visit-not-found', 404, 'Visit not found', `No visit has the id ${id}. GET /api/households/{id}/visits lists them.`, { id }),
  visitSuperseded: (id: number, by: number) =>
    new Problem('visit-superseded', 409, 'Already corrected', `Visit ${id} was corrected by visit ${by}. Correct or decide that one.`, { id, by }),
  visitDecided: (id: number) => new Problem('visit-decided', 409, 'Already decided', `Somebody has decided about visit ${id}. Read it again.`, { id }),
  visitNeedsNoDecision: (id: number, outcome: string) =>
    new Problem(
      'visit-needs-no-decision',
      409,
      'Nothing to decide',
      `Visit ${id} is ${outcome}: only refused, vacant and unreachable are approved or rejected.`,
      { id },
    ),
  ownVisit: (id: number) => new Problem('own-visit', 403, 'Your own visit', `You recorded visit ${id}. Somebody else has to decide about it.`, { id }),
  photoType: (found: string) =>
    new Problem(
      'photo-type',
      415,
      'Not a photo that is taken here',
      `The body is ${found}. Send JPEG, PNG or WebP under its own media type (iPhone: Settings, Camera, Formats, Most Compatible).`,
    ),
  photoTooLarge: (most: number) =>
    new Problem(
      'photo-too-large',
      413,
      'Photo too large',
      `A photo may have at most ${most / 1024 / 1024} MB. Make it smaller, or lower the camera's quality.`,
      { most },
    ),
  photoPixels: (widthPx: number, heightPx: number, most: number) =>
    new Problem(
      'photo-pixels',
      413,
      'Too many pixels',
      `The photo has ${widthPx} × ${heightPx} pixels; at most ${most / 1_000_000} million are read. Make it smaller.`,
      { most },
    ),
  photoAnimated: () => new Problem('photo-animated', 415, 'Moving picture', 'The file holds more than one picture. Send a single photo.'),
  photoUnreadable: () =>
    new Problem('photo-unreadable', 422, 'Photo cannot be read', 'The file is damaged or was cut off. Send it again, or take the photo anew.'),
  photoNotFound: (ids: number[]) =>
    new Problem(
      'photo-not-found',
      404,
      'Photo not found',
      `No photo has the id ${shortList(ids)} (those that no record names are deleted after a day). Send it again.`,
      { ids },
    ),
  photoFileMissing: (id: number) =>
    new Problem('photo-file-missing', 404, 'Photo file missing', `The file of photo ${id} is not in the photo folder. Restore the folder from a backup.`, {
      id,
    }),
  photoOfAnother: (ids: number[]) =>
    new Problem('photo-of-another', 403, "Somebody else's photo", `${shortList(ids)}: taken by somebody else. Send your own photo.`, { ids }),
  photoInUse: (ids: number[]) =>
    new Problem('photo-in-use', 409, 'Photo in use', `${shortList(ids)}: another record shows it already. Send the photo again under a new X-Client-Uuid.`, {
      ids,
    }),
  photoTime: (takenAt: string, days: number) =>
    new Problem(
      'photo-time',
      400,
      'Time of the photo is not believed',
      `${takenAt} lies after now or more than ${days} days ago. Set the clock of the device, or leave X-Taken-At out.`,
      { days, errors: [{ pointer: 'x-taken-at', detail: `Within the last ${days} days, or left out.` }] },
    ),
  issueInFuture: (reportedAt: string, now: Date) =>
    new Problem('issue-in-future', 400, 'In the future', `${reportedAt} lies after now (${now.toISOString()}). Set the clock of the device.`, {
      errors: [{ pointer: '/reportedAt', detail: 'Not after now.' }],
    }),
  issueTooOld: (reportedAt: string, days: number) =>
    new Problem(
      'issue-too-old',
      400,
      'Too old for a report',
      `${reportedAt} is more than ${days} days ago: the clock of the device may have lost its date. Set it and report again.`,
      { errors: [{ pointer: '/reportedAt', detail: `Within the last ${days} days.` }] },
    ),
  issueDomainUnknown: (domain: string, known: string[]) =>
    new Problem(
      'issue-domain-unknown',
      400,
      'Unknown domain',
      `This district has no issue domain “${domain}”; it has ${known.join(', ') || 'none yet (import settings)'}.`,
      {
        known,
        errors: [{ pointer: '/domain', detail: 'Take a code of issueDomains in /api/settings.' }],
      },
    ),
  visitNotStored: (clientUuid: string) =>
    new Problem('visit-not-stored', 409, 'Visit not stored', `No visit of yours is stored as ${clientUuid}. Send the visit first.`, { clientUuid }),
  /** listedAt: the checklists of visits and those of alley surveys are different ones. */
  checklistNotFound: (code: string, listedAt: string) =>
    new Problem('checklist-not-found', 404, 'Checklist not found', `No checklist has the code “${code}”. GET ${listedAt} lists them.`, { code }),
  alleysApart: (id: number, otherId: number, metres: number) =>
    new Problem(
      'alleys-apart',
      409,
      'They do not meet',
      `Alleys ${id} and ${otherId} are farther apart than ${metres} m, or one and the same. Redraw one first.`,
      {
        ids: [id, otherId],
      },
    ),
  alleyChanged: (id: number) =>
    new Problem('alley-changed', 409, 'Changed meanwhile', `Alley ${id} was changed since you began. Look at it as it is now, then edit again.`, { id }),
  workPhase: (id: number, phase: string, needed: string) =>
    new Problem('work-phase', 409, 'Not now', `The work ${id} is ${phase}; for this it must be ${needed}.`, { id, phase, needed }),
  ownWork: (id: number) => new Problem('own-work', 403, 'Your own work', `You recorded the work ${id}. Somebody else has to inspect it.`, { id }),
  monthChecked: (id: number, month: string) =>
    new Problem(
      'month-checked',
      409,
      'Month already checked',
      `The work ${id} has a score for ${month}. Each month has one; to put it right, say why (reason).`,
      { id, month },
    ),
  spotTaken: (id: number, spot: number, moment: string) =>
    new Problem('spot-taken', 409, 'Photo there already', `Place ${spot} of the work ${id} has a photo of ${moment}. Choose another place.`, {
      id,
      spot,
      moment,
    }),
  surveyNotFound: (clientUuid: string) =>
    new Problem('survey-not-found', 404, 'Survey not found', `This alley has no survey ${clientUuid}. GET /api/alleys/{id}/surveys lists them.`, {
      clientUuid,
    }),
  surveySuperseded: (clientUuid: string, by: string) =>
    new Problem('survey-superseded', 409, 'Already corrected', `Survey ${clientUuid} was corrected by survey ${by}. Correct that one.`, { clientUuid, by }),
  planOutdated: (id: number, alleyIds: readonly number[]) =>
    new Problem(
      'plan-outdated',
      409,
      'Redrawn since',
      `${alleyIds.length} alleys that the plan ${id} chose have been redrawn or taken out since. Compute it again, or approve it with acceptsChanges.`,
      {
        id,
        alleyIds,
      },
    ),
  planNotOpen: (id: number, status: string) =>
    new Problem('plan-not-open', 409, 'Not now', `The plan ${id} is ${status}. A draft is submitted, then approved.`, { id, state: status }),
  planJobNotDone: (state: string) =>
    new Problem('plan-job-not-done', 409, 'Nothing to keep yet', `The job is ${state} and has no result. Wait until it is done, or compute again.`, { state }),
  projectNotFound: (id: number) =>
    new Problem('project-not-found', 404, 'Project not found', `No project has the id ${id}. GET /api/projects lists them.`, { id }),
  projectExists: (code: string) =>
    new Problem('project-exists', 409, 'Code taken', `There is a project with the code “${code}”. Correct that one, or choose another code.`, { code }),
  programmeNotFound: (code: string) =>
    new Problem('programme-not-found', 404, 'Programme not found', `No programme of projects has the code “${code}”. GET /api/programmes lists them.`, {
      code,
    }),
  phaseStep: (phase: string, to: string, allowed: readonly string[]) =>
    new Problem('phase-step', 409, 'Not the next step', `A project that is ${phase} cannot become ${to}; it can become ${allowed.join(', ')}.`, {
      phase,
      to,
      allowed,
    }),
  consentMissing: (id: number, share: number | null, threshold: number) =>
    new Problem(
      'consent-missing',
      409,
      'Those who live there have not agreed',
      `${share === null ? 'Nobody has been asked' : `${(share * 100).toFixed(1)} % of those asked agreed`}; ${(threshold * 100).toFixed(1)} % must. Record a consultation first; until then the project is paused, not dropped.`,
      { id, share, threshold },
    ),
  outsideOwnUnit: (id: number) =>
    new Problem('outside-own-unit', 403, "Another unit's project", `Your unit does not answer for project ${id}. Ask the unit that does, or a planner.`, {
      id,
    }),
  busy: (detail: string) => new Problem('busy', 503, 'Try again', detail),
};

/** Constraint names (never messages) that a client can cause, and what to tell it. Rooms add theirs here. */
const constraintProblems: Record<string, () => Problem> = {
  visits_household_id_fkey: () => problems.notFound('The household'),
};

interface LogCarrier {
  id?: unknown;
  log?: { error(error: unknown, message: string): void };
}

/** The last middleware: turns whatever was thrown into application/problem+json. Unknown errors tell nothing but the request id. */
export const problemMiddleware: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const carrier = request as unknown as LogCarrier;
  const instance = carrier.id === undefined ? undefined : String(carrier.id);
  const problem = toProblem(error);
  const language = request.acceptsLanguages('en', 'zh') === 'zh' ? 'zh-CN' : 'en';
  if (problem.status >= 500) carrier.log?.error(error, 'request failed');
  response
    .status(problem.status)
    .type('application/problem+json')
    .set('Content-Language', language)
    .vary('Accept-Language')
    .send(JSON.stringify(problem.body(language, instance)));
};

/** What the driver and the pool say while a database stops, starts or cannot be reached: SQLSTATE classes 08 and 57P0x, sockets, lost connections. */
function isDatabaseAway({ code = '', syscall, name, message = '' }: { code?: string; syscall?: string; name?: string; message?: string }): boolean {
  if (/^(08\w{3}|57P0[1-3]|53300|ECONNRESET|EPIPE)$/.test(code) || syscall === 'connect' || name === 'KnexTimeoutError') return true;
  // knex writes the statement in front.
  return /Connection terminated( unexpectedly)?$|Client has encountered a connection error|timeout expired$|timeout exceeded when trying to connect/.test(
    message,
  );
}

/** What a caller is told of anything that was thrown. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const known = error as { constraint?: string; code?: string; type?: string; status?: number; limit?: number };
  if (known.constraint !== undefined && constraintProblems[known.constraint]) return (constraintProblems[known.constraint] as () => Problem)();
  if (known.code === '57014')
    return new Problem('timeout', 503, 'Took too long', 'The database stopped this query at its time limit. Ask for a smaller area or fewer rows.');
  if (isDatabaseAway(error as Error))
    return new Problem('database-away', 503, 'The database does not answer', 'It may be restarting. Nothing is known to be stored; ask again in a moment.');
  if (known.code === GEOMETRY_FAILED)
    return new Problem(
      'geometry-failed',
      500,
      'Geometry failed',
      'The embedded database gave up on this geometry. Move its corners a little, or run the server on PostgreSQL (DATABASE_URL).',
    );
  if (known.type === 'entity.parse.failed') return problems.invalidBody([{ pointer: '', detail: 'The body is not valid JSON.' }]);
  if (known.type === 'entity.too.large')
    return new Problem('body-too-large', 413, 'Body too large', `The body may have at most ${known.limit} bytes.`, { most: known.limit });
  // body-parser, express.static and the router speak by status.
  if (known.status === 404) return new Problem('not-found', 404, 'Not found', 'Nothing is here. See /api/openapi.json for what is.');
  if (known.status !== undefined && known.status >= 400 && known.status < 500)
    return new Problem('bad-request', known.status, 'Bad request', 'The request could not be read. Check its address, its headers and its encoding.');
  return new Problem('internal', 500, 'Internal error', 'Something went wrong on the server. Quote the instance id when you report it.');
}
