import { parseArgs } from 'node:util';
import { ImportRequest, type ImportRequestInput, type WhereClause } from './contract.ts';
import { BY_NAME } from './expressions.ts';
import { ImportRefusal } from './refusal.ts';

/** What the command line asks for. */
export type Command =
  | { action: 'help'; kind: string | null }
  | { action: 'import'; files: string[]; request: ImportRequest; district: string | null; report: string | null }
  | { action: 'recipe'; recipe: string; from: string; district: string | null; report: string | null };

const OPTIONS = {
  as: { type: 'string' },
  level: { type: 'string' },
  code: { type: 'string' },
  name: { type: 'string' },
  parent: { type: 'string' },
  map: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  translate: { type: 'string', multiple: true },
  where: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  null: { type: 'string', multiple: true },
  crs: { type: 'string' },
  'swap-axes': { type: 'boolean' },
  lon: { type: 'string' },
  lat: { type: 'string' },
  wkt: { type: 'string' },
  'metric-srid': { type: 'string' },
  duplicates: { type: 'string' },
  replace: { type: 'boolean' },
  'skip-refused': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  report: { type: 'string' },
  district: { type: 'string' },
  recipe: { type: 'string' },
  from: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws ImportRefusal for anything that is not understood, with what is. */
export function parseCommand(args: string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) return { action: 'help', kind: positionals[0] ?? values.as ?? null };
  const common = { district: values.district ?? null, report: values.report ?? null };
  if (values.recipe !== undefined) {
    if (values['dry-run'])
      throw new ImportRefusal('A recipe has no dry run: each step stands on the one before. Load it into a schema of its own with --district NAME.');
    if (values.from === undefined) throw new ImportRefusal('A recipe needs the folder of its files: add --from FOLDER.');
    return { action: 'recipe', recipe: values.recipe, from: values.from, ...common };
  }
  if (values.as === undefined) throw new ImportRefusal('Say what the rows are: --as grids, --as households … See npm run import -- --help.');
  if (positionals.length === 0) throw new ImportRefusal('Name at least one file. See npm run import -- --help.');
  return { action: 'import', files: positionals, request: toRequest(values, values.as), ...common };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new ImportRefusal(`${(error as Error).message} See npm run import -- --help.`);
  }
}

type OptionValues = ReturnType<typeof parse>['values'];

function toRequest(values: OptionValues, kind: string): ImportRequest {
  const pairs = (name: 'map' | 'set') => Object.fromEntries((values[name] ?? []).map((text) => splitPair(text, `--${name}`)));
  const named = Object.fromEntries((['code', 'name', 'parent'] as const).flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  const input: Record<keyof ImportRequestInput, unknown> = {
    kind,
    level: values.level === undefined ? undefined : Number(values.level),
    map: { ...named, ...pairs('map') },
    set: pairs('set'),
    translate: Object.fromEntries((values.translate ?? []).map(parseTranslation)),
    where: (values.where ?? []).map(parseWhere),
    keep: (values.keep ?? []).flatMap((text) => text.split(',')),
    nulls: values.null ?? [],
    crs: values.crs,
    swapAxes: values['swap-axes'],
    longitude: values.lon,
    latitude: values.lat,
    wkt: values.wkt,
    metricSrid: values['metric-srid'] === undefined || values['metric-srid'] === 'auto' ? values['metric-srid'] : Number(values['metric-srid']),
    duplicates: values.duplicates,
    replace: values.replace,
    skipRefused: values['skip-refused'],
    dryRun: values['dry-run'],
  };
  const result = ImportRequest.safeParse(input);
  if (result.success) return result.data;
  throw new ImportRefusal(result.error.issues.map(({ path, message }) => `--${path.join('.') === 'kind' ? 'as' : path.join('.')}: ${message}`).join('; '));
}

function splitPair(text: string, option: string): [string, string] {
  if (option === '--map' && text === BY_NAME) return [BY_NAME, BY_NAME];
  const at = text.indexOf('=');
  if (at < 1) throw new ImportRefusal(`${option} ${text}: write ${option} COLUMN=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function parseTranslation(text: string): [string, Record<string, string>] {
  const [column, list] = splitPair(text, '--translate');
  const entries = list.split(',').map((item): [string, string] => {
    const at = item.lastIndexOf(':');
    if (at < 0) throw new ImportRefusal(`--translate ${text}: write --translate COLUMN=FROM:TO,FROM:TO,*:TO.`);
    return [item.slice(0, at), item.slice(at + 1)];
  });
  return [column, Object.fromEntries(entries)];
}

function parseWhere(text: string): WhereClause {
  const match = /^(.+?)(!=|!~|=|~)([\s\S]*)$/.exec(text);
  if (match === null) throw new ImportRefusal(`--where ${text}: write FIELD=VALUE, FIELD!=VALUE, FIELD~REGEX or FIELD!~REGEX.`);
  const [, field = '', operator = '=', value = ''] = match;
  return { field, operator: operator as WhereClause['operator'], value };
}
