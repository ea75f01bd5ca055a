import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeNative } from '../support/database.ts';
import { canDumpSchema, dumpSchema, SCHEMA_FILE } from '../support/schema-dump.ts';

describeNative('migrations/schema.sql', () => {
  test.skipIf(!canDumpSchema())('is what the migrations make (npm run db:dump renews it; needs PostgreSQL 15)', async () => {
    expect(existsSync(SCHEMA_FILE) && readFileSync(SCHEMA_FILE, 'utf8')).toBe(await dumpSchema());
  });
});
