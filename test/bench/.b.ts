import { benchTileCopies, benchTileThroughput } from './tiles.ts';

const [what, db] = process.argv.slice(2);
const url = `postgres://postgres@127.0.0.1:54393/${db}`;
console.log(
  JSON.stringify(
    what === 'copies' ? await benchTileCopies({ url, schema: 'district' }) : await benchTileThroughput({ url, schema: 'district', seconds: 10 }),
    null,
    1,
  ),
);
