import { z } from 'zod';
import { Campaign, CoverageFigures, CoverageState } from '../coverage/contract.ts';
import { GridRef } from '../grids/contract.ts';
import { HouseholdKind } from '../households/contract.ts';
import { Day, type RouteContract } from '../http/contract.ts';

/** Rounds are the district's: these roles plan, open and close them. */
export const MAY_PLAN: readonly string[] = ['district_command', 'administrator'];

const Code = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^/?#\s]+$/, 'A code has no spaces and none of / ? #.');
const Name = z.string().trim().min(1).max(200);

export const Question = z
  .strictObject({
    code: Code,
    text: z.string().trim().min(1).max(1000),
    kind: z.enum(['text', 'number', 'yes_no', 'choice', 'multiple']),
    isRequired: z.boolean(),
    options: z.array(z.string().min(1).max(200)).min(1).max(50).optional(),
  })
  .refine(({ kind, options }) => (kind === 'choice' || kind === 'multiple') === (options !== undefined), {
    path: ['options'],
    message: 'choice and multiple have options, the others have none.',
  });
export type Question = z.infer<typeof Question>;
export const Checklist = z.object({ code: z.string(), version: z.number().int(), name: z.string(), questions: z.array(Question) });
export type Checklist = z.infer<typeof Checklist>;
export const ChecklistBody = z
  .strictObject({ code: Code, name: Name, questions: z.array(Question).min(1).max(100) })
  .refine(({ questions }) => new Set(questions.map(({ code }) => code)).size === questions.length, {
    path: ['questions'],
    message: 'Each question has a code of its own.',
  });

/** 区级领导联系 leader, 部门帮包 unit, 镇街兜底 fallback. person: id; unit: code. */
export const DutyWish = z
  .strictObject({ grid: z.string(), kind: z.enum(['leader', 'unit', 'fallback']), person: z.number().int().optional(), unit: z.string().optional() })
  .refine(({ person, unit }) => person !== undefined || unit !== undefined, { message: 'Name a person, a unit, or both.' });
export const DutiesBody = z.strictObject({ duties: z.array(DutyWish).max(10_000) });
export type DutiesBody = z.infer<typeof DutiesBody>;
export const Duty = z.object({
  grid: GridRef,
  kind: z.enum(['leader', 'unit', 'fallback']),
  person: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  unit: z.object({ id: z.number().int(), code: z.string(), name: z.string() }).nullable(),
});
export type Duty = z.infer<typeof Duty>;

export const CampaignBody = z
  .strictObject({
    code: Code,
    name: Name,
    programme: z.string().optional(),
    startsOn: Day,
    endsOn: Day.optional(),
    /** Which kinds of targets it visits; all when left out. */
    kinds: z.array(HouseholdKind).min(1).optional(),
    checklist: z.strictObject({ code: z.string(), version: z.number().int().min(1).optional() }).optional(),
    /** 回头看: visits again what a round has in these states (covered when left out), or a share of it chosen by chance. */
    recheckOf: z
      .strictObject({ campaign: z.string(), states: z.array(CoverageState).min(1).optional(), sampleShare: z.number().gt(0).max(1).optional() })
      .optional(),
  })
  .refine(({ startsOn, endsOn }) => endsOn === undefined || startsOn <= endsOn, { path: ['endsOn'], message: 'It ends after it starts.' });
export type CampaignBody = z.infer<typeof CampaignBody>;

export const CampaignDetail = Campaign.extend({
  frozenAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  kinds: z.array(HouseholdKind).nullable(),
  source: z.object({ code: z.string(), states: z.array(CoverageState), sampleShare: z.number().nullable() }).nullable(),
  checklist: Checklist.nullable(),
  /** Targets that belonged to it when it opened; what the frozen denominator is made of. */
  frozen: z.record(HouseholdKind, z.number().int()),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

export const CampaignComparison = z.object({
  asOf: z.string(),
  campaigns: z.tuple([Campaign, Campaign]),
  /** By today's boundaries, so that both rounds stand on the same ground. null: the round had no target there. change: of the rate of the reachable. */
  rows: z.array(
    z.object({
      grid: GridRef,
      figures: z.tuple([CoverageFigures.nullable(), CoverageFigures.nullable()]),
      change: z.number().nullable(),
    }),
  ),
});
export type CampaignComparison = z.infer<typeof CampaignComparison>;

/** As it was when the round was closed, by the grids of that day. */
export const CampaignResult = z.object({
  campaign: Campaign,
  closedAt: z.string(),
  rows: z.array(
    z.object({
      grid: z.object({ code: z.string(), name: z.string(), level: z.number().int(), kind: z.string(), path: z.string() }),
      figures: CoverageFigures,
      byKind: z.record(HouseholdKind, CoverageFigures),
    }),
  ),
});

const CampaignCode = z.object({ code: z.string().max(100) });
const gridCode = z.string().max(100).optional();

export const campaignRoutes = {
  create: { method: 'post', path: '/api/campaigns', summary: 'Plan a round of visits, or a recheck', body: CampaignBody, response: CampaignDetail },
  detail: {
    method: 'get',
    path: '/api/campaigns/:code',
    summary: 'One round, its checklist and its frozen denominators',
    params: CampaignCode,
    response: CampaignDetail,
  },
  open: {
    method: 'post',
    path: '/api/campaigns/:code/open',
    summary: 'Open a planned round and freeze who belongs to it',
    params: CampaignCode,
    response: CampaignDetail,
  },
  close: { method: 'post', path: '/api/campaigns/:code/close', summary: 'Close a round and freeze its result', params: CampaignCode, response: CampaignDetail },
  duties: {
    method: 'get',
    path: '/api/campaigns/:code/duties',
    summary: 'Visit duty by grid',
    params: CampaignCode,
    response: z.object({ items: z.array(Duty), next: z.null() }),
  },
  setDuties: {
    method: 'post',
    path: '/api/campaigns/:code/duties',
    summary: 'Replace the visit duty of a round',
    params: CampaignCode,
    body: DutiesBody,
    response: z.object({ items: z.array(Duty), next: z.null() }),
  },
  compare: {
    method: 'get',
    path: '/api/campaigns/:code/compare',
    summary: 'Two rounds side by side, for a grid and its children',
    params: CampaignCode,
    query: z.object({ with: z.string().max(100), grid: gridCode }),
    response: CampaignComparison,
  },
  result: {
    method: 'get',
    path: '/api/campaigns/:code/result',
    summary: 'The frozen result of a closed round, for a grid and its children',
    params: CampaignCode,
    query: z.object({ grid: gridCode }),
    response: CampaignResult,
  },
  checklists: {
    method: 'get',
    path: '/api/checklists',
    summary: 'Checklists in their latest version, and templates to start from',
    query: z.object({}),
    response: z.object({ items: z.array(Checklist), next: z.null(), templates: z.array(Checklist) }),
  },
  newChecklist: {
    method: 'post',
    path: '/api/checklists',
    summary: 'A new checklist, or a new version of one',
    body: ChecklistBody,
    response: Checklist,
  },
} satisfies Record<string, RouteContract>;
