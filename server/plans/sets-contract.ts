import { z } from 'zod';
import { AHP_PARTS, pairsOf } from '#geodata/priority/ahp';
import { Author, UnitCostRow } from './spec-contract.ts';

/** One judgement on Saaty's scale: 1 = as important, 9 = absolutely more important, 1/9 = absolutely less. */
const Judgement = z
  .number()
  .min(1 / 9 - 1e-9)
  .max(9);
/** Pairwise judgements by part; the upper triangle row by row: [1:2, 1:3, …, 2:3, …] in the order of AHP_PARTS. */
const Judgements = z.strictObject({
  groups: z.array(Judgement).length(pairsOf(AHP_PARTS.groups.length)),
  defects: z.array(Judgement).length(pairsOf(AHP_PARTS.defects.length)),
  people: z.array(Judgement).length(pairsOf(AHP_PARTS.people.length)),
});

/** How weights came about. Of judgements the server computes the weights itself. */
export const HowMade = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('direct') }),
  z.strictObject({ by: z.literal('preset'), preset: z.string().max(40) }),
  z.strictObject({ by: z.literal('ahp'), judgements: Judgements }),
]);
export type HowMade = z.infer<typeof HowMade>;

const SetMeta = { id: z.number().int(), name: z.string(), version: z.number().int(), note: z.string().nullable(), person: Author, createdAt: z.string() };
export const WeightSet = z.object({
  ...SetMeta,
  weights: z.record(z.string(), z.number()),
  made: HowMade,
  /** Of judgements: consistency ratio by part; above 0.1 (Saaty) a set is not kept. */
  consistency: z.object({ groups: z.number(), defects: z.number(), people: z.number() }).nullable(),
});
export type WeightSet = z.infer<typeof WeightSet>;
export const UnitCostSet = z.object({ ...SetMeta, rows: z.array(UnitCostRow) });
export type UnitCostSet = z.infer<typeof UnitCostSet>;
