import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Knex } from 'knex';
import { type ImportReport, ImportRequest } from './contract.ts';
import { KINDS } from './kinds/index.ts';
import { loadImport, recordRefusal } from './load.ts';
import type { Recipe, RecipeStep } from './recipes/recipe.ts';
import { ImportRefusal } from './refusal.ts';
import type { ImportFile } from './source.ts';

/** Runs fn in one transaction of the district's owner, without time limit (OpenDatabase.asOwner). */
export type InTransaction = <Result>(fn: (db: Knex.Transaction) => Promise<Result>) => Promise<Result>;

/** Carries the report of a dry run out of the transaction it undoes. */
class DryRun extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('dry run');
    this.report = report;
  }
}

/**
 * One import in one transaction. A refused one leaves nothing but its report (tables imports and import_rows).
 * @throws ImportRefusal
 */
export async function runImport(inTransaction: InTransaction, files: ImportFile[], request: ImportRequest): Promise<ImportReport> {
  try {
    return await inTransaction(async (db) => {
      const report = await loadImport(db, files, request);
      if (request.dryRun) throw new DryRun(report);
      return report;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.report;
    const report = error instanceof ImportRefusal ? error.report : null;
    if (report !== null && !request.dryRun) await inTransaction((db) => recordRefusal(db, request, report));
    throw error;
  }
}

/**
 * The steps of a recipe in one transaction, files taken from a folder: half a city would be neither usable nor loadable again. onStep hears of every
 * step as it is done; nothing of it is kept until all are.
 * @throws ImportRefusal naming the step that is refused.
 */
export async function runRecipe(
  inTransaction: InTransaction,
  recipe: Recipe,
  folder: string,
  onStep: (title: string, report: ImportReport) => void,
): Promise<void> {
  let step: RecipeStep | undefined;
  try {
    await inTransaction(async (db) => {
      for (step of recipe.steps) {
        const request = ImportRequest.parse(step.request);
        const report = await loadImport(db, await sourcesOf(step, recipe, folder), request);
        // Nobody else can gather statistics on rows that are not committed, and the next step joins with them.
        await db.raw('analyze ??', [KINDS[request.kind].table]);
        onStep(step.title, report);
      }
    });
  } catch (error) {
    if (!(error instanceof ImportRefusal) || step === undefined) throw error;
    const { report } = error;
    const request = ImportRequest.parse(step.request);
    if (report !== null) await inTransaction((db) => recordRefusal(db, request, report));
    throw new ImportRefusal(`Step “${step.title}” of the recipe ${recipe.id}: ${error.message} Nothing of the recipe was kept.`, report);
  }
}

async function sourcesOf({ files = [], rows }: RecipeStep, recipe: Recipe, folder: string): Promise<ImportFile[]> {
  return rows === undefined ? readFiles(files.map((file) => join(folder, file))) : [{ name: recipe.id, rows }];
}

/** @throws ImportRefusal for a file that cannot be read. */
export function readFiles(paths: string[]): Promise<ImportFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      try {
        return { name: basename(path), bytes: await readFile(path) };
      } catch (error) {
        throw new ImportRefusal(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path.`);
      }
    }),
  );
}
