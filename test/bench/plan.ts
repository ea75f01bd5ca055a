import type { Knex } from 'knex';

/** A statement as it reached the driver. */
interface Statement {
  sql: string;
  bindings: readonly unknown[];
}

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}

/** How the slowest statement of a piece of work is run. */
export interface PlanWords {
  /** Scans from the outside in: `Index Only Scan household_coverage_uncovered, Index Scan households_pkey`. */
  nodes: string;
  /** Pages of 8 kB touched, and how many of them were not in shared buffers. */
  buffers: number;
  read: number;
  executionMs: number;
  /** Statements the work sends. */
  statements: number;
}

/**
 * Runs work once, then each statement it sent again under EXPLAIN (analyze, buffers) with the same values, in the same transaction and role.
 * Nothing is switched off: these are the plans the server gets.
 */
export async function explainWork(db: Knex.Transaction, work: () => Promise<unknown>): Promise<PlanWords> {
  const statements: Statement[] = [];
  const listen = (query: { sql: string; bindings?: unknown[]; options?: { values?: unknown[] } }): void => {
    statements.push({ sql: query.sql, bindings: query.options?.values ?? query.bindings ?? [] });
  };
  db.on('query', listen);
  try {
    await work();
  } finally {
    db.off('query', listen);
  }
  let slowest: PlanWords = { nodes: '', buffers: 0, read: 0, executionMs: -1, statements: statements.length };
  for (const { sql, bindings } of statements) {
    const { rows } = await db.raw(`explain (analyze, buffers, format json) ${sql.replaceAll('?', '\\?')}`).options({ values: [...bindings] });
    const [{ Plan: plan, 'Execution Time': executionMs }] = rows[0]['QUERY PLAN'];
    if (executionMs <= slowest.executionMs) continue;
    const scans = new Set<string>();
    collectScans(plan, scans);
    slowest = {
      nodes: [...scans].join(', '),
      buffers: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
      read: plan['Shared Read Blocks'] ?? 0,
      executionMs,
      statements: statements.length,
    };
  }
  return slowest;
}

function collectScans(node: PlanNode, scans: Set<string>): void {
  const from = node['Index Name'] ?? node['Relation Name'];
  if (from !== undefined) scans.add(`${node['Node Type']} ${from}`);
  for (const child of node.Plans ?? []) collectScans(child, scans);
}
