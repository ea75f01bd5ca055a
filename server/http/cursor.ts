import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { problems } from './problem.ts';

const DIGEST_LENGTH = 12;
const digest = (query: unknown, position: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([query, position]))
    .digest('base64url')
    .slice(0, DIGEST_LENGTH);

/** A position in an answer as opaque text that fits this query and no other. query: everything that decides which rows come and in which order. */
export function encodeCursor(query: unknown, position: unknown): string {
  return digest(query, position) + Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position a cursor stands for; null without a cursor.
 * @throws Problem invalid-cursor when it is damaged or was given out for another query.
 */
export function decodeCursor<Schema extends z.ZodType>(query: unknown, schema: Schema, cursor: string | undefined): z.output<Schema> | null {
  if (cursor === undefined) return null;
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor.slice(DIGEST_LENGTH), 'base64url').toString());
  } catch {
    throw problems.invalidCursor();
  }
  const parsed = schema.safeParse(position);
  if (!parsed.success || digest(query, position) !== cursor.slice(0, DIGEST_LENGTH)) throw problems.invalidCursor();
  return parsed.data;
}

/** Cuts a list of `limit` + 1 rows to a page; the extra row only tells that there is a next page. */
export function pageOfRows<Row>(rows: Row[], limit: number, query: unknown, positionOf: (row: Row) => unknown): { items: Row[]; next: string | null } {
  if (rows.length <= limit) return { items: rows, next: null };
  const items = rows.slice(0, limit);
  return { items, next: encodeCursor(query, positionOf(items[limit - 1] as Row)) };
}
