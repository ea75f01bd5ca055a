import { connect } from '../../server/db/connect.ts';
import { createWithActor } from '../../server/db/actor.ts';
import { loadCopy } from '../../server/tiles/load-copy.ts';
import { ThreadClient } from '../../server/tiles/thread-client.ts';
import { TileEncoder } from '../../server/tiles/encoder.ts';
import { TILE_LAYERS } from '../../server/tiles/contract.ts';
import { LAYERS } from '../../server/tiles/layers.ts';
import { tileAt } from '../support/tiles.ts';
import { gzipSync } from 'node:zlib';
const pool = connect({ engine: 'native', url: 'postgres://postgres@127.0.0.1:54393/tilesm' });
const withActor = createWithActor(pool, { schema: 'district', databaseRole: null, statementTimeoutMs: 60000 });
const th = new ThreadClient('b'); const enc = new TileEncoder();
for (const layer of TILE_LAYERS) {
  const { copy } = await loadCopy(withActor, th, layer, 1, null);
  for (const z of [12,13,14,15,16]) {
    if (z < LAYERS[layer].minzoom) continue;
    const b = copy.bounds!; const [w,n]=tileAt(b[0],b[3],z), [e,s]=tileAt(b[2],b[1],z);
    const todo: [number,number][]=[]; for (let k=0;k<400;k++) todo.push([w+Math.floor(((k*0.754877)%1)*(e-w+1)), n+Math.floor(((k*0.56984)%1)*(s-n+1))]);
    for (const [x,y] of todo) enc.encode(copy,z,x,y);
    let t=performance.now(); const out: (Uint8Array|null)[]=[]; for (const [x,y] of todo) out.push(enc.encode(copy,z,x,y)); const te=(performance.now()-t)/400;
    const full = out.filter((o)=>o) as Uint8Array[]; const size=full.reduce((a,o)=>a+o.length,0)/400;
    const gz = (o: object) => { t=performance.now(); let l=0; for (const o2 of full) l+=gzipSync(o2,o).length; return [((performance.now()-t)/400*1000).toFixed(0), (l/400).toFixed(0)]; };
    console.log(layer.padEnd(10), z, 'encode us', (te*1000).toFixed(0), 'bytes', size.toFixed(0), 'nonempty', full.length/400, 'gzip1', gz({level:1}), 'w13m7', gz({level:1,windowBits:13,memLevel:7}), 'w12m5', gz({level:1,windowBits:12,memLevel:5}));
  }
}
await th.close(); await pool.destroy();
