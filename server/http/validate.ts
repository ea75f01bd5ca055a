import type { Request } from 'express';
import type { z } from 'zod';
import type { FieldError } from './contract.ts';
import { problems } from './problem.ts';

function fieldErrors(error: z.ZodError, style: 'pointer' | 'name'): FieldError[] {
  return error.issues.map((issue) => {
    const path = issue.path.map(String);
    const unknown = issue.code === 'unrecognized_keys' ? (issue as unknown as { keys: string[] }).keys : null;
    const place = unknown ? [...path, unknown.join(', ')] : path;
    return {
      pointer: style === 'pointer' ? place.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') : place.join('.'),
      detail: unknown ? 'This name is not known here. Remove it, or check its spelling in /api/openapi.json.' : issue.message,
    };
  });
}

const NUL = 'Remove the NUL character (\\u0000): no text here can hold one.';

/** Places of texts with a NUL character. PostgreSQL's text cannot hold it; a database error would tell the caller nothing. */
function nulErrors(value: unknown, style: 'pointer' | 'name', place = ''): FieldError[] {
  if (typeof value === 'string') return value.includes('\0') ? [{ pointer: place, detail: NUL }] : [];
  // Only plain objects and lists: a long list of numbers (a drawn ring) is passed over quickly.
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member === 'number') return [];
    return nulErrors(member, style, style === 'name' ? key : `${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  });
}

/** Query parameters by the contract. Unknown ones are refused by name: a misspelt filter must not answer for everything. */
export function parseQuery<Schema extends z.ZodObject>(schema: Schema, request: Request): z.output<Schema> {
  const result = schema.strict().safeParse(request.query);
  if (!result.success) throw problems.invalidQuery(fieldErrors(result.error, 'name'));
  const nul = nulErrors(request.query, 'name');
  if (nul.length > 0) throw problems.invalidQuery(nul);
  return result.data as z.output<Schema>;
}

/** Path parameters by the contract. */
export function parseParams<Schema extends z.ZodObject>(schema: Schema, request: Request): z.output<Schema> {
  const result = schema.safeParse(request.params);
  if (!result.success) throw problems.invalidQuery(fieldErrors(result.error, 'name'));
  const nul = nulErrors(request.params, 'name');
  if (nul.length > 0) throw problems.invalidQuery(nul);
  return result.data as z.output<Schema>;
}

/** Headers by the contract; those it does not name are none of its business. */
export function parseHeaders<Schema extends z.ZodObject>(schema: Schema, request: Request): z.output<Schema> {
  const result = schema.safeParse(request.headers);
  if (!result.success) throw problems.invalidQuery(fieldErrors(result.error, 'name'));
  return result.data as z.output<Schema>;
}

/** A JSON body by the contract; errors carry JSON pointers. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const result = schema.safeParse(request.body);
  if (!result.success) throw problems.invalidBody(fieldErrors(result.error, 'pointer'));
  const nul = nulErrors(result.data, 'pointer');
  if (nul.length > 0) throw problems.invalidBody(nul);
  return result.data;
}
