import { z } from 'zod';

/** The five standards a type of work serves, and the rest. */
export const WorkFamily = z.enum(['road', 'light', 'water', 'line', 'scene', 'other']);
export type WorkFamily = z.infer<typeof WorkFamily>;
/** 约 and 余: never dropped from a quantity. */
export const Qualifier = z.enum(['about', 'more_than']);
