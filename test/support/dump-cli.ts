/** `npm run db:dump`: writes migrations/schema.sql. */
import { writeFileSync } from 'node:fs';
import { canDumpSchema, dumpSchema, SCHEMA_FILE } from './schema-dump.ts';

if (!canDumpSchema()) {
  process.stderr.write('PostgreSQL 15 is needed to write migrations/schema.sql. Install postgresql-15-postgis-3 and run this again.\n');
  process.exit(1);
}
writeFileSync(SCHEMA_FILE, await dumpSchema());
process.stdout.write(`Wrote ${SCHEMA_FILE}.\n`);
