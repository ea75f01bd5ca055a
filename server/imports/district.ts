import { suggestMetricSrid } from '../../geodata/crs.ts';
import { middleOf } from '../../geodata/placement.ts';
import type { Database } from '../db/sql.ts';
import { readSettings } from '../settings/queries.ts';
import type { ImportRequest } from './contract.ts';
import type { ImportKind } from './kinds/kind.ts';
import type { StagedRow } from './records.ts';
import { ImportRefusal } from './refusal.ts';

/**
 * The EPSG code of the district's metric zone. A district that has none yet takes the one of the request, or is told which one fits its longitude:
 * areas and lengths in a zone of another city are wrong by percents.
 * @throws ImportRefusal
 */
export async function ensureMetricSrid(db: Database, rows: StagedRow[], request: ImportRequest): Promise<number> {
  const stored: { value: number } | undefined = await db('settings').select('value').where({ key: 'metric_srid' }).first();
  if (stored !== undefined) return stored.value;
  const geometry = rows.find((row) => row.geometry !== null)?.geometry;
  const suggested = geometry ? suggestMetricSrid(middleOf(geometry)) : null;
  const chosen = request.metricSrid === 'auto' ? suggested : request.metricSrid;
  if (chosen === undefined || chosen === null)
    throw new ImportRefusal(
      `This district has no metric zone yet (setting metric_srid). ${suggested === null ? 'Add --metric-srid EPSG-NUMBER.' : `For this data EPSG:${suggested} fits: add --metric-srid ${suggested}.`}`,
    );
  await checkSrid(db, chosen);
  await db('settings').insert({ key: 'metric_srid', value: JSON.stringify(chosen) });
  await db('setting_versions').insert({ key: 'metric_srid', version: 1, value: JSON.stringify(chosen), updated_at: db.fn.now() });
  return chosen;
}

async function checkSrid(db: Database, srid: number): Promise<void> {
  const found = await db('spatial_ref_sys').select('proj4text').where({ srid }).first();
  if (!found) throw new ImportRefusal(`PostGIS does not know EPSG:${srid}. Choose a projected system in metres, such as 4547 or 32618.`);
  if (!String(found.proj4text).includes('+units=m'))
    throw new ImportRefusal(`EPSG:${srid} is not in metres. Choose a projected system in metres, such as 4547 or 32618.`);
}

/** Wall-clock times in the file are the district's: the transaction speaks its time zone. */
export async function setDistrictTime(db: Database): Promise<void> {
  const { time_zone } = await readSettings(db);
  await db.raw(`select set_config('TimeZone', ?, true)`, [time_zone]);
}

/** A metric zone is not changed under a loaded district: every stored metre would be wrong. @throws ImportRefusal */
export async function checkMetricSridChange(db: Database, rows: StagedRow[], kind: ImportKind): Promise<void> {
  const row = kind.name === 'settings' ? rows.find(({ code }) => code === 'metric_srid') : undefined;
  if (row === undefined) return;
  await checkSrid(db, Number(row.record.value));
  const stored: { value: number } | undefined = await db('settings').select('value').where({ key: 'metric_srid' }).first();
  if (stored === undefined || stored.value === row.record.value) return;
  const { rows: loaded } = await db.raw(
    'select exists (select from grids) or exists (select from alleys) or exists (select from households) or exists (select from works) as any',
  );
  if (loaded[0].any)
    throw new ImportRefusal(
      `This district is loaded in EPSG:${stored.value}; its metric zone cannot become EPSG:${row.record.value} any more. Load the other city into its own schema: --district NAME.`,
    );
}
