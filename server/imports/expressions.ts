import type { WhereClause } from './contract.ts';
import { ImportRefusal } from './refusal.ts';

/** Properties of one source row, with $geometry beside them. */
export type Fields = Record<string, unknown>;

/** Stands for all columns in a mapping: each takes the field of its own name. */
export const BY_NAME = '*';

const PART = /\{([^{}:]+)(?::(\d+))?\}/g;

/** Reads one target value from a source row; null when every field it names is empty. */
export type Expression = (fields: Fields) => unknown;

export interface CompiledExpression {
  read: Expression;
  /** Source fields it uses. */
  fields: string[];
}

/**
 * `FIELD` is the field's value as it is; text with braces is a template: '{STREET} {NUMBER}号', '{CODE:6}' = its first six characters.
 * @throws ImportRefusal when it names a field the files do not have.
 */
export function compileExpression(text: string, known: ReadonlySet<string>, isEmpty: (value: unknown) => boolean): CompiledExpression {
  const fields = text.includes('{') ? [...text.matchAll(PART)].map((match) => match[1] as string) : [text];
  for (const field of fields) requireField(field, known);
  if (!text.includes('{')) return { fields, read: (row) => (isEmpty(row[text]) ? null : row[text]) };
  const read: Expression = (row) => {
    if (fields.every((field) => isEmpty(row[field]))) return null;
    const filled = text.replace(PART, (_, field: string, length?: string) => {
      const value = isEmpty(row[field]) ? '' : String(row[field]);
      return length === undefined ? value : value.slice(0, Number(length));
    });
    return filled.replace(/\s+/g, ' ').trim();
  };
  return { fields, read };
}

/** @throws ImportRefusal naming the fields there are. */
export function requireField(field: string, known: ReadonlySet<string>): void {
  if (known.has(field)) return;
  throw new ImportRefusal(`The files have no field “${field}”. Their fields: ${[...known].filter((name) => !name.startsWith('$')).join(', ') || 'none'}.`);
}

/** True when a row meets every condition. Missing values count as the empty text. */
export function compileWhere(clauses: WhereClause[], known: ReadonlySet<string>): (fields: Fields) => boolean {
  const tests = clauses.map(({ field, operator, value }) => {
    requireField(field, known);
    const holds = operator.endsWith('~') ? regexTest(value) : (text: string) => text === value;
    const negated = operator.startsWith('!');
    return (row: Fields) => holds(row[field] === null || row[field] === undefined ? '' : String(row[field])) !== negated;
  });
  return (row) => tests.every((test) => test(row));
}

function regexTest(pattern: string): (text: string) => boolean {
  try {
    const regex = new RegExp(pattern, 'u');
    return (text) => regex.test(text);
  } catch (error) {
    throw new ImportRefusal(`“${pattern}” in --where is not a regular expression: ${(error as Error).message}`);
  }
}
