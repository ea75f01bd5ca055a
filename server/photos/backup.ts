import type { DistrictFiles } from '../db/backup.ts';
import { sqlFile } from '../db/sql.ts';
import type { PhotoFolder } from './folder.ts';

const neededFiles = sqlFile<{ sha256: string }>(import.meta.url, './needed-files.sql');

/** The photos as backup and restore see them: images only, for thumbnails are made again. */
export function photoFiles(folder: PhotoFolder): DistrictFiles {
  return {
    names: async (db) => (await neededFiles(db)).map(({ sha256 }) => sha256),
    read: (sha256) => folder.read(sha256),
    keep: (sha256, jpeg) => folder.keepImage(sha256, jpeg),
  };
}
