import { type Database, sqlFile } from '../db/sql.ts';
import { TILE_LAYERS, type TileLayer } from './contract.ts';

const bump = sqlFile<{ revision: number }>(import.meta.url, './bump-layer.sql');
const revisions = sqlFile<{ layer: string; revision: number }>(import.meta.url, './layer-revisions.sql');
const changes = sqlFile<{ featureId: number | null }>(import.meta.url, './layer-changes.sql');

/** More features than this and reading the layer whole is quicker than picking them out. */
const MOST_FEATURES = 10_000;
/** Changes are known this many revisions back: about a week, as revisions follow the clock. An older copy is read whole. */
const KEPT_REVISIONS = 7 * 86_400;

/**
 * Tells every server that features of a layer were made, changed or deleted. Call it in the transaction of the change.
 * @param featureIds the rows' ids; null = the whole layer (an import, a restore).
 * @returns the layer's new revision, which its tiles' addresses carry from now on.
 */
export async function bumpLayer(db: Database, layer: TileLayer, featureIds: readonly number[] | null): Promise<number> {
  const ids = featureIds === null || featureIds.length > MOST_FEATURES ? null : [...new Set(featureIds)];
  const [row] = await bump(db, { layer, ids, kept: KEPT_REVISIONS });
  return (row as { revision: number }).revision;
}

/** Revision per layer; a layer nobody has published yet is at 0. */
export async function layerRevisions(db: Database): Promise<Map<TileLayer, number>> {
  const known = new Map(TILE_LAYERS.map((layer) => [layer, 0]));
  for (const { layer, revision } of await revisions(db)) if (known.has(layer as TileLayer)) known.set(layer as TileLayer, revision);
  return known;
}

/** Ids of the features that changed after one revision up to another; null = read the whole layer. */
export async function changedFeatures(db: Database, layer: TileLayer, after: number, upto: number): Promise<number[] | null> {
  if (upto - after >= KEPT_REVISIONS) return null;
  const rows = await changes(db, { layer, after, upto });
  const ids = rows.map(({ featureId }) => featureId);
  return ids.length === 0 || ids.length > MOST_FEATURES || ids.includes(null) ? null : (ids as number[]);
}
