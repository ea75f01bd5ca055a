import { z } from 'zod';

export const ImportKindName = z.enum([
  'grids',
  'households',
  'buildings',
  'alleys',
  'components',
  'roads',
  'water',
  'green',
  'issues',
  'works',
  'units',
  'people',
  'responsibilities',
  'contacts',
  'campaigns',
  'visits',
  'settings',
  'work_types',
  'checklists',
]);
export type ImportKindName = z.infer<typeof ImportKindName>;

/** FIELD=VALUE, FIELD!=VALUE, FIELD~REGEX, FIELD!~REGEX. The field $geometry is the geometry's type ('null' without one). */
export const WhereClause = z.object({ field: z.string().min(1), operator: z.enum(['=', '!=', '~', '!~']), value: z.string() });
export type WhereClause = z.infer<typeof WhereClause>;

/** What to load and how to read it. The command line, recipes and later HTTP all say it in these words. */
export const ImportRequest = z.strictObject({
  kind: ImportKindName,
  /** grids only. */
  level: z.number().int().min(1).max(5).optional(),
  /** Target column → source field, or a template: '{STREET} {NUMBER}', '{CODE:6}' = the first six characters. '*': '*' = fields that are called as columns are. */
  map: z.record(z.string(), z.string()).default({}),
  /** Target column → the same value for every row. */
  set: z.record(z.string(), z.string()).default({}),
  /** Target column → (source value → target value); '*' stands for every value not listed. Without '*' an unlisted value is refused. */
  translate: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  where: z.array(WhereClause).default([]),
  /** Source fields kept as they are in `attributes`; '*' = all that nothing else takes. */
  keep: z.array(z.string()).default([]),
  /** Texts that mean "no value". The empty text always does. */
  nulls: z.array(z.string()).default([]),
  crs: z.string().optional(),
  swapAxes: z.boolean().default(false),
  longitude: z.string().optional(),
  latitude: z.string().optional(),
  wkt: z.string().optional(),
  /** EPSG code of the district's metric zone, stored as a setting when there is none yet; 'auto' = the one suggested for the data's longitude. */
  metricSrid: z.union([z.literal('auto'), z.number().int()]).optional(),
  /** What becomes of a code that occurs twice in the files: refuse both, or number the later ones CODE-2, CODE-3 …. */
  duplicates: z.enum(['refuse', 'number']).default('refuse'),
  /** Rows whose code is there already are overwritten; roads, water and green, which have no codes, are emptied first. */
  replace: z.boolean().default(false),
  /** Load the others when rows are refused. */
  skipRefused: z.boolean().default(false),
  /** Do everything, then roll back. */
  dryRun: z.boolean().default(false),
});
export type ImportRequest = z.infer<typeof ImportRequest>;
export type ImportRequestInput = z.input<typeof ImportRequest>;

/** repaired = taken with a stated change; asked = taken as it is, somebody should look; refused = not taken. */
export const Outcome = z.enum(['repaired', 'asked', 'refused']);
export type Outcome = z.infer<typeof Outcome>;

export const RowFinding = z.object({
  fileName: z.string(),
  rowNumber: z.number().int(),
  outcome: Outcome,
  reason: z.string(),
  remedy: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type RowFinding = z.infer<typeof RowFinding>;

/** read = taken + refused + filtered; repaired and asked are among the taken. */
export const ImportReport = z.object({
  importId: z.number().int().nullable(),
  kind: ImportKindName,
  fileNames: z.array(z.string()),
  status: z.enum(['loaded', 'refused', 'dry_run']),
  read: z.number().int(),
  filtered: z.number().int(),
  taken: z.number().int(),
  repaired: z.number().int(),
  asked: z.number().int(),
  refused: z.number().int(),
  /** Rows per reason, most frequent first. */
  byReason: z.array(z.object({ outcome: Outcome, reason: z.string(), rows: z.number().int() })),
  findings: z.array(RowFinding),
  /** What concerns the files as wholes: encoding, fields that nothing used. */
  notes: z.array(z.string()),
  milliseconds: z.number(),
});
export type ImportReport = z.infer<typeof ImportReport>;
