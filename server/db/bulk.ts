/**
 * Bulk loading: one function, two bodies. Native engine: COPY BINARY (about a million rows a second); embedded: `unnest` arrays.
 *
 *   await bulkInsert(db, 'households', rows, {
 *     id: { type: 'int8', values: (row) => firstId + row },
 *     path: { type: 'text', values: paths },                    // array, typed array, or function of the row number
 *     geom: { type: 'point', srid: 4326, x: longitudes, y: latitudes },
 *     attributes: { type: 'jsonb', values: () => ({}) },
 *   });
 *   await bulkInsertBatches(db, 'visits', asyncIterableOfBatches);   // Batch = { rows, columns }; memory stays at one batch
 *
 * `db` is a pool or, better, a transaction (the load is then part of it). Identity columns may be given (`overriding system value`); when
 * `id` is among the columns its sequence is moved past the greatest id. Generated columns must not be given. Returns the rows written.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Batch, type Columns, identifier } from './columns.ts';
import { CopyWriter, fieldWriter } from './copy-binary.ts';
import { engineOf } from './engine.ts';
import type { Database } from './sql.ts';
import { unnestInsert } from './unnest-insert.ts';

export type { Batch, Columns } from './columns.ts';

/** Inserts `rows` rows held in columns. Errors are PostgreSQL's own (SQLSTATE in `code`, constraint in `constraint`). */
export function bulkInsert(db: Database, table: string, rows: number, columns: Columns): Promise<number> {
  return bulkInsertBatches(db, table, [{ rows, columns }]);
}

/**
 * Inserts batch after batch in one COPY: the source is asked for the next batch only when the last one has gone.
 * @param frozen rows are written as a vacuum would leave them, which spares the next one. Only for a table this transaction has created or truncated.
 */
export async function bulkInsertBatches(db: Database, table: string, batches: AsyncIterable<Batch> | Iterable<Batch>, frozen = false): Promise<number> {
  const written = engineOf(db) === 'embedded' ? await insertBatches(db, table, batches) : await copyBatches(db, table, batches, frozen);
  if (written.names.includes('id') && written.rows > 0) await moveIdentity(db, table);
  return written.rows;
}

interface Written {
  rows: number;
  names: string[];
}

async function insertBatches(db: Database, table: string, batches: AsyncIterable<Batch> | Iterable<Batch>): Promise<Written> {
  const written: Written = { rows: 0, names: [] };
  for await (const batch of batches) {
    checkNames(written, batch);
    await unnestInsert(db, table, batch);
    written.rows += batch.rows;
  }
  return written;
}

async function copyBatches(db: Database, table: string, batches: AsyncIterable<Batch> | Iterable<Batch>, frozen: boolean): Promise<Written> {
  const source = batchIterator(batches);
  const first = await source.next();
  const written: Written = { rows: 0, names: [] };
  if (first.done === true) return written;
  const names = Object.keys(first.value.columns);
  // In a transaction this is the transaction's own connection, and giving it back is a no-op.
  const connection: PoolClient = await db.client.acquireConnection();
  try {
    const copy = connection.query(
      copyFrom(`copy ${identifier(table)} (${names.map(identifier).join(', ')}) from stdin (format binary${frozen ? ', freeze' : ''})`),
    );
    await pipeline(Readable.from(copyChunks(first.value, source, written), { objectMode: true, highWaterMark: 2 }), copy);
  } finally {
    await db.client.releaseConnection(connection);
  }
  return written;
}

function batchIterator(batches: AsyncIterable<Batch> | Iterable<Batch>): AsyncIterator<Batch> | Iterator<Batch> {
  return Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
}

async function* copyChunks(first: Batch, rest: AsyncIterator<Batch> | Iterator<Batch>, written: Written): AsyncGenerator<Buffer> {
  const out = new CopyWriter();
  out.header();
  for (let batch: Batch | null = first; batch !== null; batch = await nextOf(rest)) {
    checkNames(written, batch);
    const writers = Object.values(batch.columns).map((column) => fieldWriter(out, column));
    for (let row = 0; row < batch.rows; row++) {
      out.int16(writers.length);
      for (const write of writers) write(row);
      if (out.isFull) yield out.take();
    }
    written.rows += batch.rows;
  }
  out.trailer();
  yield out.take();
}

async function nextOf(source: AsyncIterator<Batch> | Iterator<Batch>): Promise<Batch | null> {
  const step = await source.next();
  return step.done === true ? null : step.value;
}

/** COPY names its columns once, so a batch with others would be read as something else. */
function checkNames(written: Written, batch: Batch): void {
  const names = Object.keys(batch.columns);
  if (written.names.length === 0) written.names = names;
  else if (written.names.join() !== names.join()) throw new Error(`batches differ in their columns: ${written.names.join()} / ${names.join()}`);
}

/** Later inserts must not meet ids that the load has used. */
async function moveIdentity(db: Database, table: string): Promise<void> {
  await db.raw(`select setval(pg_get_serial_sequence(?, 'id'), (select max(id) from ${identifier(table)})) where pg_get_serial_sequence(?, 'id') is not null`, [
    table,
    table,
  ]);
}
