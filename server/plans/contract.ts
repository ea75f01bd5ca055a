import { z } from 'zod';
import { CRITERIA } from '#geodata/priority/criteria';
import type { RouteContract } from '../http/contract.ts';
import { PlanEffect, PlanReport } from './after-contract.ts';
import { PlanAlley, PlanAlleys } from './alley-contract.ts';
import { Fingerprint, PlanChanges, PlanConstraint, PlanJob, PlanRelaxation, PlanResult } from './result-contract.ts';
import { PlanDetail, PlanRow } from './row-contract.ts';
import { HowMade, UnitCostSet, WeightSet } from './sets-contract.ts';
import { Id, PlanSpec, SolveBody, Text, UnitCostRow, Weights } from './spec-contract.ts';

export {
  Fingerprint,
  HowMade,
  PlanChanges,
  PlanConstraint,
  PlanDetail,
  PlanEffect,
  PlanJob,
  PlanRelaxation,
  PlanReport,
  PlanResult,
  PlanRow,
  PlanSpec,
  SolveBody,
  UnitCostRow,
  UnitCostSet,
  WeightSet,
};

/** Who computes, keeps and discusses plans; who approves them. */
export const MAY_PLAN_ALLEYS: readonly string[] = ['planner', 'leader', 'district_command', 'administrator'];
export const MAY_APPROVE: readonly string[] = ['district_command', 'administrator'];

const IdParam = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const Lang = z.enum(['zh', 'en']);

const CriterionOut = z.object({
  code: z.enum(CRITERIA),
  group: z.enum(['defects', 'people', 'voice', 'timing']),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  breakpoints: z.array(z.tuple([z.number(), z.number()])),
  isLog: z.boolean(),
  source: z.string(),
});

/** A plan file (GET /api/plans/{id}/file?f=plan): what it was computed from, digests of that, and the answer. */
const PlanFile = z.object({
  format: z.literal('alleygrid-plan'),
  version: z.literal(2),
  name: Text.max(100),
  asOf: z.iso.date(),
  spec: PlanSpec,
  unitCosts: z.array(UnitCostRow).min(1).max(200),
  fingerprint: Fingerprint,
  answer: z.object({ value: z.number(), id: z.array(z.number().int()), year: z.array(z.number().int().nullable()) }),
  gap: z.number().min(0).max(0.1).default(0.0001),
  timeLimitMs: z.number().int().min(200).max(120_000).default(10_000),
});
export type PlanFile = z.output<typeof PlanFile>;

export const planRoutes = {
  model: {
    method: 'get',
    path: '/api/plans/model',
    summary:
      'The priority model: criteria with their breakpoints, default weights, presets, saved sets of weights and of unit costs, the newest versions first',
    response: z.object({
      version: z.string(),
      criteria: z.array(CriterionOut),
      defaultWeights: z.record(z.string(), z.number()),
      presets: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string(), weights: z.record(z.string(), z.number()) })),
      weightSets: z.array(WeightSet),
      /** In force is the first; version 0 are the placeholders of the program. */
      unitCosts: z.array(UnitCostSet),
      sources: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
    }),
  },
  saveWeights: {
    method: 'post',
    path: '/api/plans/weights',
    summary:
      'Keep a set of weights under a name, with how they were made; the same name again is its next version. Judgements that contradict one another are refused',
    body: z.strictObject({
      clientUuid: z.uuid(),
      name: Text.max(100),
      weights: Weights,
      made: HowMade.default({ by: 'direct' }),
      note: Text.max(1000).optional(),
    }),
    response: WeightSet,
  },
  saveUnitCosts: {
    method: 'post',
    path: '/api/plans/unit-costs',
    summary: 'Put a new version of the unit costs in force',
    body: z.strictObject({ clientUuid: z.uuid(), rows: z.array(UnitCostRow).min(1).max(200), note: Text.max(1000).optional() }),
    response: UnitCostSet,
  },
  alleys: {
    method: 'get',
    path: '/api/plans/alleys',
    summary: 'Needs by criterion, costs and what stands against each alley, in columns: all that is needed to score and re-rank in the browser',
    query: z.object({ grid: z.string().max(60).optional() }),
    response: PlanAlleys,
  },
  alley: {
    method: 'get',
    path: '/api/plans/alleys/:id',
    summary: 'One alley as the planner sees it: raw values with unit, date and source, take-off and cost, what stands against it',
    params: IdParam,
    response: PlanAlley,
  },
  note: {
    method: 'post',
    path: '/api/plans/alleys/:id/notes',
    summary: 'Note what residents answered, or that the place is to be torn down; a note can be lifted again',
    params: IdParam,
    body: z
      .strictObject({
        clientUuid: z.uuid(),
        kind: z.enum(['consent', 'demolition']),
        isLifted: z.boolean().default(false),
        asked: z.number().int().min(1).max(1e6).optional(),
        agreed: z.number().int().min(0).max(1e6).optional(),
        untilOn: z.iso.date().optional(),
        notedOn: z.iso.date(),
        reason: Text.max(500),
      })
      .refine(({ kind, isLifted, asked, agreed }) => kind !== 'consent' || isLifted || (asked !== undefined && agreed !== undefined && agreed <= asked), {
        path: ['agreed'],
        message: 'Of those asked so many agreed: both figures, agreed ≤ asked.',
      }),
    response: z.object({ ok: z.literal(true) }),
  },
  solve: {
    method: 'post',
    path: '/api/plans/solve',
    summary: 'Begin to compute a plan. Answers with the job; ask for it until it is done',
    body: SolveBody,
    response: PlanJob,
  },
  job: { method: 'get', path: '/api/plans/jobs/:job', summary: 'How far a job is, and its result', params: z.object({ job: z.uuid() }), response: PlanJob },
  cancel: {
    method: 'post',
    path: '/api/plans/jobs/:job/cancel',
    summary: 'Stop a job; it ends with the best choice so far and its gap',
    params: z.object({ job: z.uuid() }),
    response: PlanJob,
  },
  jobEvents: {
    method: 'get',
    path: '/api/plans/jobs/:job/events',
    summary: 'How far a job is, as it goes (text/event-stream): events `progress`, then one `end`; each carries the job without its result',
    params: z.object({ job: z.uuid() }),
    alsoAs: ['text/event-stream'],
  },
  again: {
    method: 'post',
    path: '/api/plans/again',
    summary:
      'Compute a plan file again, as of its day and with its unit costs. Answers with a job that says which inputs have changed and whether the answer is the same',
    body: PlanFile,
    response: PlanJob,
  },
  list: { method: 'get', path: '/api/plans', summary: 'Saved plans, the newest first', response: z.object({ items: z.array(PlanRow), next: z.null() }) },
  save: {
    method: 'post',
    path: '/api/plans',
    summary: 'Keep the result of a job as a plan, or as the next version of one',
    body: z.strictObject({ clientUuid: z.uuid(), job: z.uuid(), name: Text.max(100), seriesId: Id.optional(), note: Text.max(2000).optional() }),
    response: PlanDetail,
  },
  detail: {
    method: 'get',
    path: '/api/plans/:id',
    summary: 'One saved plan with everything it was computed from and everything said of it',
    params: IdParam,
    response: PlanDetail,
  },
  act: {
    method: 'post',
    path: '/api/plans/:id/events',
    summary: 'Comment on, submit, approve or withdraw a plan; an approved plan becomes projects, one for each package and year',
    params: IdParam,
    body: z.strictObject({
      clientUuid: z.uuid(),
      action: z.enum(['comment', 'submit', 'approve', 'withdraw']),
      note: Text.max(2000).optional(),
      /** Approve although chosen alleys have been redrawn or taken out since; else that is refused (plan-outdated). */
      acceptsChanges: z.boolean().default(false),
    }),
    response: PlanDetail,
  },
  changes: {
    method: 'get',
    path: '/api/plans/:id/changes',
    summary: 'Whether the plan can be computed again as it was, or which of its inputs have changed since',
    params: IdParam,
    response: PlanChanges,
  },
  effect: {
    method: 'get',
    path: '/api/plans/:id/effect',
    summary: 'What came of an approved plan: issues and survey needs before and after, against candidates that were not chosen',
    params: IdParam,
    query: z.object({ days: z.coerce.number().int().min(30).max(365).default(90) }),
    response: PlanEffect,
  },
  report: {
    method: 'get',
    path: '/api/plans/:id/report',
    summary: 'Everything that a printed report of a plan and its public notice show: map lines, table, totals, reasons; without personal data',
    params: IdParam,
    response: PlanReport,
  },
  diff: {
    method: 'get',
    path: '/api/plans/:id/diff',
    summary: 'What another plan chooses otherwise: in, out, moved to another year',
    params: IdParam,
    query: z.object({ with: z.coerce.number().int().min(1) }),
    response: z.object({
      in: z.array(z.object({ alleyId: z.number().int(), year: z.number().int() })),
      out: z.array(z.object({ alleyId: z.number().int(), year: z.number().int() })),
      moved: z.array(z.object({ alleyId: z.number().int(), from: z.number().int(), to: z.number().int() })),
      value: z.tuple([z.number(), z.number()]),
      spentMinor: z.tuple([z.number(), z.number()]),
    }),
  },
  file: {
    method: 'get',
    path: '/api/plans/:id/file',
    summary: 'A plan as a workbook, GeoJSON, or a file that can be computed again; without personal data',
    params: IdParam,
    query: z.object({ f: z.enum(['xlsx', 'geojson', 'plan']), lang: Lang.default('zh') }),
    alsoAs: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/geo+json', 'application/json'],
  },
} satisfies Record<string, RouteContract>;
