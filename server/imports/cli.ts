/** `npm run import -- FILE… --as KIND …`: loads files into the district the environment (or --district) names. */
import { writeFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';
import { Refusal } from '../db/refusal.ts';
import { type Command, parseCommand } from './arguments.ts';
import type { ImportReport } from './contract.ts';
import { helpText } from './help.ts';
import { KINDS } from './kinds/index.ts';
import { RECIPES } from './recipes/index.ts';
import type { Recipe } from './recipes/recipe.ts';
import { ImportRefusal } from './refusal.ts';
import { reportCsv, reportText } from './report.ts';
import { readFiles, runImport, runRecipe } from './run.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2));
  if (command.action === 'help') return say(helpText(command.kind));
  const recipe = command.action === 'recipe' ? recipeNamed(command.recipe) : null;
  const schema = command.district ?? recipe?.district;
  const config = readConfig(schema === undefined ? process.env : { ...process.env, DISTRICT: schema });
  const database = await openDatabase({ ...config, onProgress: say });
  const reports: ImportReport[] = [];
  try {
    await load(database, command, recipe, reports);
    if (recipe !== null) say(`Loaded into the schema ${config.district}. Look at it with DISTRICT=${config.district} DEMO=none npm start`);
  } catch (error) {
    if (error instanceof ImportRefusal && error.report !== null) {
      reports.push(error.report);
      say(reportText(error.report));
    }
    throw error;
  } finally {
    if (command.report !== null) await writeFile(command.report, reportCsv(reports));
    await database.close();
  }
}

async function load(database: OpenDatabase, command: Exclude<Command, { action: 'help' }>, recipe: Recipe | null, reports: ImportReport[]): Promise<void> {
  const done = (report: ImportReport) => {
    reports.push(report);
    say(reportText(report));
  };
  if (command.action === 'import') done(await runImport(database.asOwner, await readFiles(command.files), command.request));
  else if (recipe !== null)
    await runRecipe(database.asOwner, recipe, command.from, (title, report) => {
      say(`— ${title}`);
      done(report);
    });
  await tidy(database, reports);
}

/** Pages fresh from a load have no visibility map: index-only scans are 2-4 times slower until a vacuum has made one. */
async function tidy(database: OpenDatabase, reports: ImportReport[]): Promise<void> {
  const tables = new Set(reports.filter(({ status }) => status === 'loaded').map(({ kind }) => KINDS[kind].table));
  if (tables.size === 0) return;
  for (const table of [...tables, 'household_coverage', 'grid_tally', 'import_staging'])
    await database.pool.raw('vacuum (analyze) ??.??', [database.session.schema, table]);
}

function recipeNamed(id: string): Recipe {
  const recipe = RECIPES.find((candidate) => candidate.id === id);
  if (recipe === undefined) throw new ImportRefusal(`There is no recipe “${id}”. Recipes: ${RECIPES.map((candidate) => candidate.id).join(', ')}.`);
  return recipe;
}

main().catch((error: Error) => {
  process.stderr.write(error instanceof Refusal ? `${error.message}\n` : `${error.stack}\n`);
  process.exitCode = 1;
});
