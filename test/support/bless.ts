/** Renews what is generated and committed. Review the diff: `npm run bless && git diff`. */
import { writeFileSync } from 'node:fs';
import { openApiDocument } from '../../server/openapi.ts';

writeFileSync(new URL('../../server/openapi.json', import.meta.url), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
process.stdout.write('server/openapi.json renewed\n');
