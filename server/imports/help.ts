import { FORMATS } from '../../geodata/formats/index.ts';
import type { ImportKindName } from './contract.ts';
import { KINDS } from './kinds/index.ts';
import { RECIPES } from './recipes/index.ts';

/** The help text: of the command, or of one kind with its columns. */
export function helpText(kindName: string | null): string {
  const kind = kindName !== null && kindName in KINDS ? KINDS[kindName as ImportKindName] : null;
  if (kind !== null) {
    const columns = Object.entries(kind.columns).map(([name, { help, required }]) => `  ${name.padEnd(20)}${required ? '(needed) ' : ''}${help}`);
    return [`--as ${kind.name}: ${kind.help}`, '', 'Columns for --map COLUMN=FIELD and --set COLUMN=VALUE:', ...columns, ''].join('\n');
  }
  const kinds = Object.values(KINDS).map(({ name, help }) => `  ${name.padEnd(20)}${help}`);
  const recipes = RECIPES.flatMap(({ id, title, alleys }) => [
    `  ${id.padEnd(28)}${title}`,
    ...(alleys === undefined ? [] : [`${''.padEnd(30)}alleys: ${alleys}`]),
  ]);
  const formats = FORMATS.map(({ label, extensions }) => `${label} (${extensions.join(' ')})`).join(', ');
  return `npm run import -- FILE… --as KIND [options]
npm run import -- --recipe NAME --from FOLDER [--district SCHEMA]
npm run import -- --help KIND            the columns of a kind

Loads files into the district, all or nothing, and tells row by row what it repaired, asks about or refused.
Formats: ${formats}

Kinds, in the order a new district is loaded
${kinds.join('\n')}

Columns
  --code FIELD  --name FIELD  --parent FIELD     short for --map code=FIELD …
  --map COLUMN=FIELD           a field, or a template: 'address={STREET}{NUMBER}号', 'parent={CODE:6}' (first six characters)
  --map '*'                    fields that are called as columns are (width_m or widthM), beside what is mapped otherwise
  --set COLUMN=VALUE           the same value for every row
  --translate COLUMN=A:B,C:D,*:E   values of the mapped field in the words of the column; without * an unlisted value is refused
  --where FIELD=VALUE          only these rows; also != and, for regular expressions, ~ and !~; $geometry is the geometry's type
  --keep FIELD,…               fields kept in attributes; '*' keeps all that nothing else takes
  --null TEXT                  a text that means "no value" (the empty text always does)
  --level 1…5                  grids only

Places
  --crs wgs84|gcj02|bd09|EPSG:4547|+proj=…   asked for wherever it is not certain
  --swap-axes                  latitude comes first in the file
  --lon FIELD --lat FIELD, --wkt FIELD        position columns of a table, when their names do not tell
  --metric-srid EPSG|auto      metric zone of a new district (areas, lengths, distances)

Rows
  --duplicates refuse|number   a code that occurs twice: refuse both (default), or number the later ones CODE-2, CODE-3
  --replace                    overwrite rows whose code is there; roads, water and green are emptied first
  --skip-refused               load the others when rows are refused (without it nothing is loaded)
  --dry-run                    do everything, then take it back
  --report FILE.csv            row report as a table
  --district SCHEMA            the district's schema; DISTRICT when left out

Recipes
${recipes.join('\n')}
`;
}
