import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Knex } from 'knex';
import { type ImportReport, ImportRequest } from './contract.ts';
import { loadImport, recordRefusal } from './load.ts';
import type { Recipe } from './recipes/recipe.ts';
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
 * The steps of a recipe, each in its own transaction, files taken from a folder. onStep hears of every step that is done.
 * @throws ImportRefusal of the step that is refused; the steps before it stay loaded.
 */
export async function runRecipe(
  inTransaction: InTransaction,
  recipe: Recipe,
  folder: string,
  onStep: (title: string, report: ImportReport) => void,
): Promise<void> {
  for (const { title, files = [], rows, request } of recipe.steps) {
    const sources = rows === undefined ? await readFiles(files.map((file) => join(folder, file))) : [{ name: recipe.id, rows }];
    onStep(title, await runImport(inTransaction, sources, ImportRequest.parse(request)));
  }
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
