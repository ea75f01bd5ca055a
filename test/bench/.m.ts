import { connect, checkEngine } from '../../server/db/connect.ts';
import { migrate } from '../../server/db/migrate.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { generateDistrict } from '../../geodata/demo/generate.ts';
const url='postgres://postgres@127.0.0.1:54393/tilesm';
const pool = connect({ engine: 'native', url });
await checkEngine(pool, 'x'); await migrate(pool, 'district');
await pool.transaction(async (t) => { await t.raw(`select set_config('search_path','district, public', true)`); await loadDemo(t, generateDistrict({ seed: 1, size: 'M', now: new Date('2026-11-20T02:00:00Z') }), console.log); });
await pool.raw('vacuum analyze'); await pool.destroy();
