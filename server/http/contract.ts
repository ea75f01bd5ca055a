import { z } from 'zod';

export const FieldError = z.object({
  pointer: z.string(),
  detail: z.string(),
  /** What is wrong, for the reader's own words; absent where the detail says it all. */
  code: z.string().optional(),
  figures: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).optional(),
});
export type FieldError = z.infer<typeof FieldError>;

/**
 * RFC 9457. `type` is stable; title and detail come in Chinese where Accept-Language prefers it, else in English. `errors` points at fields (JSON
 * pointers for bodies, names for query parameters). retryable: the same request may succeed in a moment.
 */
export const ProblemBody = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    retryable: z.boolean(),
    instance: z.string().optional(),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemBody = z.infer<typeof ProblemBody>;

/** west,south,east,north in degrees, longitude first. */
export const Bbox = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .refine(
    (numbers) =>
      numbers.length === 4 &&
      numbers.every(Number.isFinite) &&
      (numbers[0] as number) < (numbers[2] as number) &&
      (numbers[1] as number) < (numbers[3] as number) &&
      (numbers[0] as number) >= -180 &&
      (numbers[2] as number) <= 180 &&
      (numbers[1] as number) >= -90 &&
      (numbers[3] as number) <= 90,
    'Write west,south,east,north in degrees, longitude first, west < east and south < north.',
  )
  .transform((numbers) => numbers as [number, number, number, number]);

/** Rows of a page of JSON. */
export const Limit = z.coerce.number().int().min(1).max(10_000).default(100);
/** Rows of an answer that may be a file, whole unless somebody says how much of it. (Limit would put its default into an optional field, too.) */
export const FileLimit = z.coerce.number().int().min(1).max(10_000).optional();

/** A page of anything: next is the cursor of the following page, or null. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().optional() });
}

/** A day that somebody can mean: a slip of the year (1900, 9999) is refused, not kept. */
export const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'Write a day between 2000 and 2099.');

export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** What a route declares: the one list that mounts handlers' docs and writes openapi.json. */
export interface RouteContract {
  method: 'get' | 'post';
  /** Express style, `/api/grids/:code`. */
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Headers of its own, by their names in small letters. */
  headers?: z.ZodObject;
  /** Media types of a body that is no JSON. */
  bodyAs?: string[];
  /** 200 JSON body; absent where the answer is a stream or a file. */
  response?: z.ZodType;
  /** Media types beside JSON. */
  alsoAs?: string[];
}
