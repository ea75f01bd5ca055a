import type { Knex } from 'knex';
import { sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import type { Photo } from './contract.ts';
import type { EncodedPhoto } from './encode.ts';
import { PhotoFolder } from './folder.ts';

type StoredPhoto = Sendable<Photo> & { digest: string };

const storedPhoto = sqlFile<StoredPhoto>(import.meta.url, './stored-photo.sql');
const insertPhoto = sqlFile(import.meta.url, './insert-photo.sql');

export interface PhotoOrder {
  clientUuid: string;
  /** Names what was sent and by whom. */
  digest: string;
  takenAt: string | undefined;
  takenBy: number;
}

/** The photo that is stored under a client's id, or null. @throws Problem uuid-conflict when it is another one. */
export async function findPhoto(db: Knex.Transaction, { clientUuid, digest }: PhotoOrder): Promise<Sendable<Photo> | null> {
  const [stored] = await storedPhoto(db, { client_uuid: clientUuid });
  if (stored === undefined) return null;
  if (stored.digest !== digest) throw problems.uuidConflict([clientUuid]);
  const { digest: _digest, ...photo } = stored;
  return photo;
}

/**
 * Row and files of a photo. The row comes first, for it keeps the sweep away until the transaction ends; files without a row are what a crash
 * leaves at most, and the next upload of the same image takes them over.
 * @throws Problem uuid-conflict
 */
export async function insertPhotoRow(
  db: Knex.Transaction,
  folder: PhotoFolder,
  order: PhotoOrder,
  encoded: EncodedPhoto & { thumbnail: Buffer },
  now: Date,
): Promise<Sendable<Photo>> {
  const { jpeg, thumbnail, widthPx, heightPx } = encoded;
  const sha256 = PhotoFolder.nameOf(jpeg);
  await insertPhoto(db, {
    client_uuid: order.clientUuid,
    digest: order.digest,
    sha256,
    width_px: widthPx,
    height_px: heightPx,
    bytes: jpeg.length,
    taken_by: order.takenBy,
    taken_at: order.takenAt,
    now,
  });
  const photo = await findPhoto(db, order);
  if (photo === null) throw new Error('a stored photo was not read back');
  await folder.keep(sha256, jpeg, thumbnail);
  return photo;
}
