import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Sends text as it is made. The source is asked for the next piece only when the client has taken the last one, and is closed (its `finally`
 * runs) when the client goes away, so a forgotten download stops within one piece.
 * @throws nothing when the client went away; an error of the source after the first piece breaks the connection, so that a cut file is not taken
 * for a whole one.
 */
export async function streamText(response: Response, mediaType: string, pieces: AsyncIterable<string>): Promise<void> {
  response.type(mediaType);
  try {
    await pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }), response);
  } catch (error) {
    if (!response.headersSent) throw error;
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') response.destroy(error as Error);
  }
}
