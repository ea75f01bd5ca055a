import type { Response } from 'express';
import { problems } from '../http/problem.ts';
import type { PhotoFolder, PhotoSize } from './folder.ts';

/**
 * Sends a photo's file. Personal data: no shared cache keeps it, and the browser asks again, for whoever sits at it may be another by then.
 * @throws Problem photo-file-missing
 */
export async function sendPhoto(response: Response, folder: PhotoFolder, { id, sha256 }: { id: number; sha256: string }, size: PhotoSize): Promise<void> {
  if (!(await folder.has(sha256, size))) throw problems.photoFileMissing(id);
  response.set({ 'Cache-Control': 'private, no-cache', Vary: 'X-Work-As', ETag: `"${sha256}-${size}"`, 'Content-Disposition': 'inline' });
  response.type('image/jpeg');
  const sent = { root: folder.root, cacheControl: false, lastModified: false };
  await new Promise<void>((resolve, reject) =>
    response.sendFile(folder.pathOf(sha256, size), sent, (error) => (error && !response.headersSent ? reject(error) : resolve())),
  );
}
