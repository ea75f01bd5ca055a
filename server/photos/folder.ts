import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeThumbnail } from './encode.ts';

const DAY_MS = 86_400_000;
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

export type PhotoSize = 'full' | 'thumb';

/**
 * The files of the photos, named by the SHA-256 of the image: `ab/abcd….jpg`, and `ab/abcd….thumb.jpg`, which is made again when it is missing.
 * A file is whole or not there: it is written under another name, put on the disk, and renamed.
 */
export class PhotoFolder {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  static nameOf(jpeg: Buffer): string {
    return createHash('sha256').update(jpeg).digest('hex');
  }

  /** Path of a file below root. */
  pathOf(sha256: string, size: PhotoSize = 'full'): string {
    return join(sha256.slice(0, 2), `${sha256}${size === 'thumb' ? '.thumb' : ''}.jpg`);
  }

  /** Makes sure of the image and its thumbnail on the disk. */
  async keep(sha256: string, jpeg: Buffer, thumbnail: Buffer): Promise<void> {
    await this.#write(this.pathOf(sha256, 'thumb'), thumbnail);
    await this.#write(this.pathOf(sha256), jpeg);
  }

  /** The image alone (from a backup): the thumbnail follows when somebody asks for it. */
  async keepImage(sha256: string, jpeg: Buffer): Promise<void> {
    await this.#write(this.pathOf(sha256), jpeg);
  }

  /** The bytes of an image; null when the folder does not have it. */
  async read(sha256: string): Promise<Buffer | null> {
    try {
      return await readFile(join(this.root, this.pathOf(sha256)));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Whether the file is there, making a thumbnail that is missing. */
  async has(sha256: string, size: PhotoSize): Promise<boolean> {
    if (await this.#exists(this.pathOf(sha256, size))) return true;
    if (size === 'full') return false;
    const jpeg = await this.read(sha256);
    if (jpeg === null) return false;
    await this.#write(this.pathOf(sha256, 'thumb'), await encodeThumbnail(jpeg));
    return true;
  }

  /** Takes an image and its thumbnail away; it may be gone already. */
  async remove(sha256: string): Promise<void> {
    for (const size of ['full', 'thumb'] as const) await rm(join(this.root, this.pathOf(sha256, size)), { force: true });
  }

  /** Takes away what a stop in the middle of a write has left, once it is a day old. */
  async removeUnfinished(now: Date): Promise<void> {
    const folder = join(this.root, 'unfinished');
    const names = await readdir(folder).catch((error: unknown) => (isMissing(error) ? [] : Promise.reject(error)));
    for (const name of names) {
      const { mtimeMs } = await stat(join(folder, name));
      if (now.getTime() - mtimeMs > DAY_MS) await rm(join(folder, name), { force: true });
    }
  }

  async #exists(path: string): Promise<boolean> {
    try {
      await stat(join(this.root, path));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async #write(path: string, bytes: Buffer): Promise<void> {
    if (await this.#exists(path)) return;
    const unfinished = join(this.root, 'unfinished', randomUUID());
    await mkdir(join(this.root, 'unfinished'), { recursive: true, mode: 0o700 });
    const folder = join(this.root, path.slice(0, 2));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(this.root, path));
    // The name as well: the row that is committed next must not outlive it.
    const named = await open(folder, 'r');
    try {
      await named.sync();
    } finally {
      await named.close();
    }
  }
}
