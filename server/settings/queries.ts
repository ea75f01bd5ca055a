import type { Database } from '../db/sql.ts';
import { SETTING_DEFAULTS, SETTING_KEYS, type Settings } from './keys.ts';

/** All settings of the district; what it has not set, or set to something this program cannot read, has its default. */
export async function readSettings(db: Database): Promise<Settings> {
  const rows: { key: string; value: unknown }[] = await db('settings').select('key', 'value');
  const given = new Map(rows.map(({ key, value }) => [key, value]));
  const read = Object.entries(SETTING_KEYS).map(([key, schema]) => {
    const parsed = schema.safeParse(given.get(key));
    return [key, parsed.success ? parsed.data : SETTING_DEFAULTS[key as keyof Settings]];
  });
  return Object.fromEntries(read) as Settings;
}
