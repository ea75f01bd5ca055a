import { z } from 'zod';
import { pageOf, type RouteContract } from '../http/contract.ts';
import { Code, Document, Programme, ProjectClash, ProjectDetail, ProjectFund, ProjectGeometry, ProjectId, ProjectPhase, Target, Text } from './contract.ts';

// Apart from contract.ts, which the alleys bring along: only forms write projects.
const Day = z.iso.date();
const once = { /** Made by the client; sent again with the same content nothing happens. */ clientUuid: z.uuid() };
const Place = z.union([z.strictObject({ alleyIds: z.array(z.number().int().positive()).min(1).max(500) }), z.strictObject({ geometry: ProjectGeometry })]);
const content = {
  code: Code,
  name: Text.max(200),
  kind: z.string().max(60),
  /** Code of a programme. */
  programme: z.string().max(60).nullable(),
  /** Code of the unit that answers for it. */
  unit: z.string().max(60).nullable(),
  itemCount: z.number().int().min(1).max(100_000),
  startsOn: Day.nullable(),
  endsOn: Day.nullable(),
  place: Place.nullable(),
  funds: z.array(ProjectFund).max(200),
  reported: z.strictObject({
    households: z.number().int().min(0).nullable().default(null),
    buildings: z.number().int().min(0).nullable().default(null),
    asOf: Day.nullable().default(null),
  }),
  documents: z.array(Document).max(50),
  note: Text.max(2000).nullable(),
};
/** phase with startedOn and finishedOn: for a project that is taken over as it stands. */
export const ProjectBody = z.strictObject({
  ...once,
  ...z.strictObject(content).partial({
    programme: true,
    unit: true,
    itemCount: true,
    startsOn: true,
    endsOn: true,
    place: true,
    funds: true,
    reported: true,
    documents: true,
    note: true,
  }).shape,
  phase: ProjectPhase.default('planned'),
  startedOn: Day.optional(),
  finishedOn: Day.optional(),
});
export type ProjectBody = z.infer<typeof ProjectBody>;
/** What is left out stays as it is. */
export const ProjectCorrection = z.strictObject({ ...once, reason: Text.max(500), ...z.strictObject(content).partial().shape });
export type ProjectCorrection = z.infer<typeof ProjectCorrection>;
export const AdvanceBody = z.strictObject({ ...once, to: ProjectPhase, on: Day, reason: Text.max(500).optional() });
export type AdvanceBody = z.infer<typeof AdvanceBody>;
/** Of one name a project has one milestone: sent again it is what it says now. */
export const MilestoneBody = z.strictObject({ ...once, name: Text.max(100), dueOn: Day, doneOn: Day.nullable().default(null), note: Text.max(500).optional() });
export type MilestoneBody = z.infer<typeof MilestoneBody>;
const count = z.number().int().min(0).max(10_000_000);
export const ConsultationBody = z
  .strictObject({
    ...once,
    step: z.string().max(60),
    heldOn: Day,
    /** Last day of a publication that began on heldOn. */
    publishedTo: Day.optional(),
    /** How many were asked, answered, agreed. Who they were is not kept. */
    answers: z.strictObject({ asked: count.min(1), answered: count, agreed: count }).optional(),
    note: Text.max(500).optional(),
  })
  .refine(({ answers }) => answers === undefined || (answers.agreed <= answers.answered && answers.answered <= answers.asked), {
    path: ['answers'],
    message: 'Not more may agree than answered, nor answer than were asked.',
  });
export type ConsultationBody = z.infer<typeof ConsultationBody>;
/**
 * A project as it is being written down, before anybody saves it. project: the one that is corrected; null = a new one. place left out: the place
 * that project has.
 */
export const ClashDraft = z.strictObject({
  project: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable(),
  kind: z.string().max(60),
  startsOn: Day,
  endsOn: Day,
  place: Place.optional(),
});
export type ClashDraft = z.infer<typeof ClashDraft>;
export const ProgrammeBody = z.strictObject({
  ...once,
  code: Code,
  name: Text.max(200),
  nameEn: Text.max(200).optional(),
  kind: z.string().max(60),
  startsOn: Day.optional(),
  endsOn: Day.optional(),
  targets: z.array(Target).max(20).default([]),
});
export type ProgrammeBody = z.infer<typeof ProgrammeBody>;

export const projectWriteRoutes = {
  addProgramme: {
    method: 'post',
    path: '/api/programmes',
    summary: 'A new programme, or a corrected one (same code)',
    body: ProgrammeBody,
    response: Programme,
  },
  foresee: {
    method: 'post',
    path: '/api/project-clashes',
    summary: 'What a project that is not saved yet would clash with; a new one has the id 0',
    body: ClashDraft,
    response: pageOf(ProjectClash),
  },
  create: { method: 'post', path: '/api/projects', summary: 'Take a project into the register', body: ProjectBody, response: ProjectDetail },
  correct: {
    method: 'post',
    path: '/api/projects/:id/corrections',
    summary: 'Correct a project; what it was is kept',
    params: ProjectId,
    body: ProjectCorrection,
    response: ProjectDetail,
  },
  advance: {
    method: 'post',
    path: '/api/projects/:id/advance',
    summary: 'Take a project to its next phase, or open it again',
    params: ProjectId,
    body: AdvanceBody,
    response: ProjectDetail,
  },
  milestone: {
    method: 'post',
    path: '/api/projects/:id/milestones',
    summary: 'Set a milestone, or say that it is done',
    params: ProjectId,
    body: MilestoneBody,
    response: ProjectDetail,
  },
  consultation: {
    method: 'post',
    path: '/api/projects/:id/consultations',
    summary: 'Record a step of the consultation with the totals of its answers; the steps before it come first, or on the same day',
    params: ProjectId,
    body: ConsultationBody,
    response: ProjectDetail,
  },
} satisfies Record<string, RouteContract>;
