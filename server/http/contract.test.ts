import { expect, test } from 'vitest';
import type { z } from 'zod';
import { CONTRACTS } from '../openapi.ts';

const FILES = /csv|geo\+json|sheet|ndjson/;
const limitOf = (schema: z.ZodType | undefined) => (schema as z.ZodObject | undefined)?.shape?.limit as z.ZodType | undefined;

test('an answer that may be a file has no limit until somebody gives one', () => {
  const found = Object.entries(CONTRACTS).flatMap(([tag, routes]) =>
    Object.entries(routes)
      .filter(([, { alsoAs = [] }]) => alsoAs.some((type) => FILES.test(type)))
      .flatMap(([name, { query, body }]) =>
        [limitOf(query), limitOf(body)].flatMap((limit) => (limit === undefined ? [] : [[`${tag}.${name}`, limit.parse(undefined)]])),
      ),
  );
  expect(found.length).toBeGreaterThan(6);
  expect(found.filter(([, limit]) => limit !== undefined)).toEqual([]);
});
