import { z } from 'zod';
import { GridRef } from '../grids/contract.ts';
import { Bbox, FileLimit, Position, pageOf, type RouteContract } from '../http/contract.ts';

/** In the order of the work. unstated: begun, and nobody has said how far it is. */
export const ProjectPhase = z.enum(['planned', 'designed', 'tendered', 'under_construction', 'unstated', 'done', 'accepted']);
export type ProjectPhase = z.infer<typeof ProjectPhase>;
export const PROJECT_PHASES = ProjectPhase.options;

const Named = z.object({ code: z.string(), name: z.string(), nameEn: z.string() });
export const Text = z.string().trim().min(1);
export const Code = Text.max(60);
const Minor = z.number().int().min(0).max(1e15);
const Day = z.iso.date();
const Year = z.number().int().min(2000).max(2100);

/** Money of one source for one year, in 分. paid: what has been paid out of it. */
export const ProjectFund = z.strictObject({ source: z.string().max(60), year: Year, plannedMinor: Minor, paidMinor: Minor.default(0) });
export type ProjectFund = z.infer<typeof ProjectFund>;
/** A figure a programme set itself, as it was printed. code items: what the projects' itemCount is counted against. */
export const Target = z.strictObject({
  code: Code,
  name: Text.max(100),
  nameEn: Text.max(100).optional(),
  value: z.number(),
  unit: z.string().max(20),
  qualifier: z.enum(['about', 'more_than']).nullable().default(null),
  asOf: Day.nullable().default(null),
  source: Text.max(200).optional(),
});

const Split = {
  done: z.number().int(),
  underWay: z.number().int(),
  unstated: z.number().int(),
};
/** Counts are of items (courtyards, lanes), not of projects. started = done + underWay + unstated. */
export const ProgrammeFigures = z.object({
  projects: z.number().int(),
  items: z.number().int(),
  started: z.number().int(),
  ...Split,
  /** Homes and buildings within reach of its projects, each once however many of them reach it. */
  households: z.number().int(),
  buildings: z.number().int(),
  /** Of what the target names, or of what is registered where there is no target. */
  notStarted: z.number().int(),
  byPhase: z.record(ProjectPhase, z.number().int()),
  /** By the year the work began, or is planned to; null = no date. */
  byYear: z.array(z.object({ year: z.number().int().nullable(), started: z.number().int(), ...Split, notStarted: z.number().int() })),
  money: z.array(ProjectFund),
  late: z.number().int(),
  lateMilestones: z.number().int(),
  belowConsent: z.number().int(),
});
export type ProgrammeFigures = z.infer<typeof ProgrammeFigures>;
export const Programme = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  kind: z.string(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  targets: z.array(Target),
  figures: ProgrammeFigures,
});
export type Programme = z.infer<typeof Programme>;

/** Totals of answers: share = agreed of asked. */
const Answers = { asked: z.number().int(), answered: z.number().int(), agreed: z.number().int() };
const Consent = z.object({ ...Answers, share: z.number(), heldOn: z.string() });
/** not_needed: nobody has to be asked; unknown: nobody has been asked yet. */
export const ConsentState = z.enum(['not_needed', 'unknown', 'below', 'met']);
export type ConsentState = z.infer<typeof ConsentState>;

export const Project = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  programme: z.object({ code: z.string(), name: z.string() }).nullable(),
  phase: ProjectPhase,
  /** Courtyards, lanes …: what the programme counts. */
  itemCount: z.number().int(),
  unit: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  startedOn: z.string().nullable(),
  finishedOn: z.string().nullable(),
  /** Its last day is past and it is not done. */
  isLate: z.boolean(),
  place: z.enum(['area', 'line', 'alleys', 'none']),
  grid: GridRef.nullable(),
  /** From geometry; null without a place. */
  households: z.number().int().nullable(),
  buildings: z.number().int().nullable(),
  lengthM: z.number().nullable(),
  areaM2: z.number().nullable(),
  /** As somebody reported them. */
  reported: z.object({ households: z.number().int().nullable(), buildings: z.number().int().nullable(), asOf: z.string().nullable() }),
  plannedMinor: z.number().int(),
  paidMinor: z.number().int(),
  milestones: z.object({ total: z.number().int(), done: z.number().int(), late: z.number().int() }),
  consent: Consent.nullable(),
  consentState: ConsentState,
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});
export type Project = z.infer<typeof Project>;

const AnyLine = z.array(Position).min(2).max(10_000);
const AnyRings = z.array(z.array(Position).min(4).max(10_000)).min(1).max(1_000);
export const ProjectGeometry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: AnyRings }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(AnyRings).min(1).max(1_000) }),
  z.strictObject({ type: z.literal('LineString'), coordinates: AnyLine }),
  z.strictObject({ type: z.literal('MultiLineString'), coordinates: z.array(AnyLine).min(1).max(1_000) }),
]);
export type ProjectGeometry = z.infer<typeof ProjectGeometry>;
const ShownGeometry = z.object({ type: z.string(), coordinates: z.array(z.unknown()) });

export const Document = z.strictObject({
  title: Text.max(200),
  url: z
    .string()
    .max(1000)
    .regex(/^(https?:\/\/|\/)\S+$/, 'Write an address that begins with https:// or with /.'),
});
export const ProjectDetail = Project.extend({
  note: z.string().nullable(),
  documents: z.array(Document),
  funds: z.array(ProjectFund),
  milestoneList: z.array(z.object({ name: z.string(), dueOn: z.string(), doneOn: z.string().nullable(), isLate: z.boolean(), note: z.string().nullable() })),
  consultations: z.array(
    z.object({
      step: z.string(),
      heldOn: z.string(),
      /** Last day of a publication. */
      publishedTo: z.string().nullable(),
      asked: z.number().int().nullable(),
      answered: z.number().int().nullable(),
      agreed: z.number().int().nullable(),
      note: z.string().nullable(),
    }),
  ),
  /** The latest first. personName is null for whoever is nobody. */
  history: z.array(
    z.object({
      action: z.enum(['created', 'corrected', 'advanced', 'reopened', 'milestone', 'consulted']),
      fromPhase: ProjectPhase.nullable(),
      toPhase: ProjectPhase.nullable(),
      happenedOn: z.string(),
      reason: z.string().nullable(),
      personName: z.string().nullable(),
    }),
  ),
  alleys: z.array(z.object({ id: z.number().int(), code: z.string(), name: z.string().nullable() })),
  works: z.array(
    z.object({
      id: z.number().int(),
      name: z.string().nullable(),
      workType: z.string(),
      typeName: z.string(),
      typeNameEn: z.string(),
      quantity: z.number().nullable(),
      unit: z.string().nullable(),
      qualifier: z.enum(['about', 'more_than']).nullable(),
      phase: z.string(),
      completedOn: z.string().nullable(),
    }),
  ),
  /** Phases it may go to now. */
  nextPhases: z.array(ProjectPhase),
  /** Share of those asked that has to agree (0 to 1). */
  consentThreshold: z.number(),
  geometry: ShownGeometry.nullable(),
});
export type ProjectDetail = z.infer<typeof ProjectDetail>;

const Party = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  phase: ProjectPhase,
  unitName: z.string().nullable(),
  from: z.string(),
  to: z.string(),
});
/**
 * Two projects that would open the same ground twice. overlap: on the same days; moratorium: the second opens a surface that is newer than
 * moratoriumYears. advice deeper_first: goFirstId goes first; together: one trench for both; wait: the second waits until waitUntil.
 */
export const ProjectClash = z.object({
  first: Party,
  second: Party,
  kind: z.enum(['overlap', 'moratorium']),
  from: z.string(),
  to: z.string(),
  days: z.number().int(),
  lengthM: z.number().nullable(),
  areaM2: z.number().nullable(),
  goFirstId: z.number().int(),
  advice: z.enum(['deeper_first', 'together', 'wait']),
  waitUntil: z.string().nullable(),
  geometry: ShownGeometry,
});
export type ProjectClash = z.infer<typeof ProjectClash>;
/** Columns: of project id[i] the phase phase[i] from day[i] on. Before its first day a project was not in the register. In order of id and day. */
export const ProjectSteps = z.object({
  /** The day it is in the district; its phases are the last ones. */
  today: z.string(),
  id: z.array(z.number().int()),
  day: z.array(z.string()),
  phase: z.array(ProjectPhase),
});
export type ProjectSteps = z.infer<typeof ProjectSteps>;
export const ProjectRules = z.object({
  consentShare: z.number(),
  moratoriumYears: z.number().int(),
  clashToleranceM: z.number(),
  clashLeastM: z.number(),
  clashLeastM2: z.number(),
});

const truth = z.enum(['true', 'false']).optional();
export const ProjectListQuery = z.object({
  programme: z.string().max(60).optional(),
  /** That name this alley, or lie along it without naming any. */
  alley: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  kind: z.string().max(60).optional(),
  phase: ProjectPhase.optional(),
  grid: z.string().optional(),
  bbox: Bbox.optional(),
  /** In which work began, or is planned to. */
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  source: z.string().max(60).optional(),
  consent: ConsentState.optional(),
  late: truth,
  q: z.string().max(100).optional(),
  f: z.enum(['json', 'csv', 'geojson', 'xlsx']).optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
  limit: FileLimit,
  cursor: z.string().optional(),
});
export type ProjectListQuery = z.infer<typeof ProjectListQuery>;

export const ProjectId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
export const projectRoutes = {
  catalogue: {
    method: 'get',
    path: '/api/project-kinds',
    summary: 'Kinds of projects, sources of money, steps of consultation, and the rules',
    response: z.object({
      kinds: z.array(Named.extend({ digs: z.boolean(), resurfaces: z.boolean(), needsConsent: z.boolean() })),
      sources: z.array(Named),
      steps: z.array(Named.extend({ isPublication: z.boolean() })),
      rules: ProjectRules,
    }),
  },
  programmes: { method: 'get', path: '/api/programmes', summary: 'Programmes of projects with their totals', response: pageOf(Programme) },
  list: {
    method: 'get',
    path: '/api/projects',
    summary: 'Projects',
    query: ProjectListQuery,
    response: pageOf(Project),
    alsoAs: ['text/csv', 'application/geo+json', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  },
  clashes: {
    method: 'get',
    path: '/api/project-clashes',
    summary: 'Pairs of projects that would open the same ground twice',
    query: z.object({
      project: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
      /** Of a day that is over: phases, beginnings and ends of that day; plans and places of now. */
      day: Day.optional(),
    }),
    response: pageOf(ProjectClash),
  },
  steps: {
    method: 'get',
    path: '/api/project-steps',
    summary: 'Where projects lie and which phases they went through, for a map of any day',
    response: ProjectSteps,
  },
  detail: { method: 'get', path: '/api/projects/:id', summary: 'One project', params: ProjectId, response: ProjectDetail },
} satisfies Record<string, RouteContract>;
