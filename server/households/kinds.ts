import { z } from 'zod';

/** The four kinds of visit target. */
export const HouseholdKind = z.enum(['household', 'enterprise', 'school', 'construction_site']);
export type HouseholdKind = z.infer<typeof HouseholdKind>;
export const HOUSEHOLD_KINDS = HouseholdKind.options;
