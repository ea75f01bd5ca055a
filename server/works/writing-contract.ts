import { z } from 'zod';
import { Day, Position, type RouteContract } from '../http/contract.ts';
import { ContractorKind, Qualifier, StandardResults, WorkDetail, WorkId, WorkKind } from './contract.ts';

// Apart from contract.ts, which the first picture of the map brings along: only forms write works.
const Id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const Text = z.string().trim().min(1);
const Line = z.array(Position).min(2).max(2_000);
const Quantity = z.number().positive().max(1e9);
const WorkGeometry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: Position }),
  z.strictObject({ type: z.literal('LineString'), coordinates: Line }),
  z.strictObject({ type: z.literal('MultiLineString'), coordinates: z.array(Line).min(1).max(50) }),
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position).min(4).max(2_000)).min(1).max(50) }),
]);
const content = {
  workType: z.string().max(50),
  kind: WorkKind.optional(),
  name: Text.max(200).optional(),
  quantity: Quantity.optional(),
  /** As printed; the type's own when left out. Never converted. */
  unit: Text.max(20).optional(),
  qualifier: Qualifier.optional(),
  plannedQuantity: Quantity.optional(),
  asOf: Day.optional(),
  figureFrom: Day.optional(),
  phase: z.enum(['planned', 'under_construction', 'done', 'cancelled']),
  startedOn: Day.optional(),
  completedOn: Day.optional(),
  geometry: WorkGeometry.optional(),
  /** In place of a geometry: the grid it is reported for. */
  gridCode: z.string().max(100).optional(),
  /** In place of a geometry: the whole alley, or the stretch along its line. */
  alleyId: Id.optional(),
  alleyFromM: z.number().min(0).max(1e6).optional(),
  alleyToM: z.number().min(0).max(1e6).optional(),
  projectId: Id.optional(),
  partOfId: Id.optional(),
  costMinor: z.number().int().min(0).max(1e15).optional(),
  costQualifier: Qualifier.optional(),
  costSource: Text.max(200).optional(),
  contractorKind: ContractorKind.optional(),
  contractor: Text.max(200).optional(),
  source: Text.max(200).optional(),
  issueIds: z.array(Id).max(200).optional(),
};
const WorkBody = z.strictObject({ clientUuid: z.uuid(), ...content });
export type WorkBody = z.infer<typeof WorkBody>;
const WorkCorrection = z.strictObject({ clientUuid: z.uuid(), reason: Text.max(500), ...content });
export type WorkCorrection = z.infer<typeof WorkCorrection>;
const AcceptBody = z.strictObject({
  clientUuid: z.uuid(),
  acceptedOn: Day,
  /** What was found done, in the work's unit; left out where the work has no quantity. */
  doneQuantity: z.number().min(0).max(1e9).optional(),
  standards: StandardResults.describe('one that fails means rework'),
  note: Text.max(2000).optional(),
});
export type AcceptBody = z.infer<typeof AcceptBody>;
const CheckBody = z.strictObject({
  clientUuid: z.uuid(),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write YYYY-MM.'),
  score: z.number().int().min(0).max(100),
  checkedOn: Day,
  /** Who checked, where it was a third party. */
  checker: Text.max(200).optional(),
  note: Text.max(2000).optional(),
  /** Where the month has a score already: why this one takes its place. */
  reason: Text.max(500).optional(),
});
export type CheckBody = z.infer<typeof CheckBody>;
const PhotoBody = z.strictObject({ photoId: Id, moment: z.enum(['before', 'after']), spot: z.number().int().min(1).max(20) });
export type PhotoBody = z.infer<typeof PhotoBody>;

export const workWriteRoutes = {
  record: { method: 'post', path: '/api/works', summary: 'Record a work', body: WorkBody, response: WorkDetail },
  correct: {
    method: 'post',
    path: '/api/works/:id/corrections',
    summary: 'Put something right: the whole work anew; what it was is kept',
    params: WorkId,
    body: WorkCorrection,
    response: WorkDetail,
  },
  accept: {
    method: 'post',
    path: '/api/works/:id/acceptances',
    summary: 'Inspect a finished work by the five standards: accepted, or back for rework',
    params: WorkId,
    body: AcceptBody,
    response: WorkDetail,
  },
  check: {
    method: 'post',
    path: '/api/works/:id/checks',
    summary: "A month's score of an accepted work; too low a score downgrades it, enough good months in a row restore it",
    params: WorkId,
    body: CheckBody,
    response: WorkDetail,
  },
  photo: {
    method: 'post',
    path: '/api/works/:id/photos',
    summary: 'Show a stored photo (POST /api/photos) as before or after of a place of the work',
    params: WorkId,
    body: PhotoBody,
    response: WorkDetail,
  },
} satisfies Record<string, RouteContract>;
