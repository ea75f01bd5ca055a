import { createHash } from 'node:crypto';

const MOMENTS = new Set(['visitedAt', 'appointmentAt', 'reportedAt']);

/** Names what a client sent, whatever the order of its members; times by their instant. */
export function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content, canonical)).digest('base64url');
}

function canonical(key: string, value: unknown): unknown {
  if (MOMENTS.has(key) && typeof value === 'string') return Date.parse(value);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
