import { sqlFile } from '../../db/sql.ts';
import { SETTING_KEYS, type SettingKey } from '../../settings/keys.ts';
import type { ImportKind } from './kind.ts';

/** Settings have one way in: this one. Every value is checked against its key's schema, every earlier value is kept with its version. */
export const settings: ImportKind = {
  name: 'settings',
  help: 'facts and thresholds of the district, as {"key": value, …} or rows of key and value',
  table: 'settings',
  geometry: 'none',
  missingGeometry: 'keep',
  code: { column: 'key', generated: false },
  columns: {
    key: { type: 'text', required: true, values: Object.keys(SETTING_KEYS), help: Object.keys(SETTING_KEYS).join(', ') },
    value: { type: 'json', required: true, help: 'JSON value' },
  },
  checkRecord: ({ key, value }) => {
    const result = SETTING_KEYS[key as SettingKey].safeParse(value);
    return result.success ? null : result.error.issues.map(({ path, message }) => `${path.join('.')}${path.length > 0 ? ': ' : ''}${message}`).join('; ');
  },
  overwrites: true,
  defaultMap: { key: 'key', value: 'value' },
  statements: [sqlFile(import.meta.url, './settings.sql'), sqlFile(import.meta.url, './setting-versions.sql')],
  layers: [],
};
