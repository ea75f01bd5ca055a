import type { ImportRequestInput } from '../contract.ts';

/** One import of a recipe: files of the folder given, or rows written down in the recipe itself. */
export interface RecipeStep {
  title: string;
  files?: string[];
  rows?: Record<string, unknown>[];
  request: ImportRequestInput;
}

/** How a published data set becomes a district: the imports one would type, in order. */
export interface Recipe {
  id: string;
  title: string;
  /** Which lines of the data are taken as alleys, in words; absent where the data have none. */
  alleys?: string;
  /** Schema when --district is left out. */
  district: string;
  steps: RecipeStep[];
}

/** A settings step: {"key": value, …}. */
export function settingsStep(values: Record<string, unknown>): RecipeStep {
  return { title: 'settings', rows: Object.entries(values).map(([key, value]) => ({ key, value })), request: { kind: 'settings' } };
}
