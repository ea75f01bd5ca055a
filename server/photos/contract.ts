import { z } from 'zod';
import type { RouteContract } from '../http/contract.ts';

/** What may be sent. HEIC is not among them: the phone has to hand over a JPEG. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export const MOST_PHOTO_BYTES = 10 * 1024 * 1024;

const PhotoId = z.number().int().positive();
/** Photos that belong to one record: each once, in the order they are to be shown. */
export const photoIds = (most: number) =>
  z
    .array(PhotoId)
    .max(most)
    .refine((ids) => new Set(ids).size === ids.length, 'Each photo may occur once.');

/** A photo as it is kept: turned upright, at most 2048 px, without any metadata. takenAt: as the client said. */
export const Photo = z.object({
  id: PhotoId,
  clientUuid: z.string(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  bytes: z.number().int(),
  takenAt: z.string().nullable(),
});
export type Photo = z.infer<typeof Photo>;

export const PhotoHeaders = z.object({
  /** Made by the client; sent again with the same content it is answered with what is stored. */
  'x-client-uuid': z.uuid(),
  'x-taken-at': z.iso.datetime({ offset: true }).optional(),
});

export const photoRoutes = {
  store: {
    method: 'post',
    path: '/api/photos',
    summary:
      'Store a photo of a visit, an issue or an alley survey; the body is the image itself. Names it by X-Client-Uuid; it is deleted after a day unless a record names it',
    headers: PhotoHeaders,
    bodyAs: [...PHOTO_TYPES],
    response: Photo,
  },
  file: {
    method: 'get',
    path: '/api/photos/:id',
    summary: 'A photo, for staff only; size=thumb is at most 320 px',
    params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
    query: z.object({ size: z.enum(['full', 'thumb']).default('full') }),
    alsoAs: ['image/jpeg'],
  },
} satisfies Record<string, RouteContract>;
