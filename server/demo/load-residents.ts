import { buildResidents } from '../../geodata/demo/residents.ts';
import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';

const SOURCE = '演示数据：按楼栋汇总的人口登记';
const DAYS_AGO = 80;

/** Residents of a loaded district by building. In the transaction given. */
export async function loadResidents(db: Database, demo: DemoDistrict): Promise<void> {
  const rows = buildResidents(demo);
  const countedOn = new Date(Date.parse(demo.options.now) - DAYS_AGO * 86_400_000).toISOString().slice(0, 10);
  await bulkInsert(db, 'building_residents', rows.length, {
    building_id: { type: 'int8', values: (row) => rows[row]?.buildingId ?? null },
    residents: { type: 'int4', values: (row) => rows[row]?.residents ?? 0 },
    aged_60: { type: 'int4', values: (row) => rows[row]?.aged60 ?? 0 },
    counted_on: { type: 'date', values: () => countedOn },
    source: { type: 'text', values: () => SOURCE },
  });
}
