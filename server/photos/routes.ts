import { createHash } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import { sqlFile } from '../db/sql.ts';
import { CLOCK_SKEW_MS, DAY_MS, OLDEST_REPORT_DAYS } from '../http/clock.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { MAY_VISIT, requirePerson } from '../visits/access.ts';
import { MOST_PHOTO_BYTES, photoRoutes } from './contract.ts';
import { encodePhoto, encodeThumbnail } from './encode.ts';
import type { PhotoFolder } from './folder.ts';
import { sendPhoto } from './send.ts';
import { findPhoto, insertPhotoRow } from './store.ts';

const photoFile = sqlFile<{ sha256: string; mayBeSeen: boolean }>(import.meta.url, './photo-file.sql');
/** Planners survey alleys, and a survey may show photos. */
const MAY_STORE = [...MAY_VISIT, 'planner'];
const readRaw = express.raw({ type: () => true, limit: MOST_PHOTO_BYTES, inflate: false });

export function photosRouter(deps: RoomDependencies, folder: PhotoFolder): Router {
  const router = Router();

  mount(router, photoRoutes.store, deps, async ({ headers, actor, transact, now, request, response }) => {
    // Who may not store one need not send it.
    const { id } = await transact((db) => requirePerson(db, actor, MAY_STORE));
    const sent = await bodyOf(request, response);
    const takenAt = headers['x-taken-at'];
    const digest = createHash('sha256')
      .update(`${id} ${takenAt === undefined ? '' : Date.parse(takenAt)} `)
      .update(sent)
      .digest('base64url');
    const order = { clientUuid: headers['x-client-uuid'], digest, takenAt, takenBy: id };
    const stored = await transact((db) => findPhoto(db, order));
    if (stored !== null) return stored;
    if (takenAt !== undefined) checkTime(takenAt, now);
    const encoded = await encodePhoto(sent, request.get('content-type')?.split(';')[0]?.trim().toLowerCase());
    const thumbnail = await encodeThumbnail(encoded.jpeg);
    const photo = await transact((db) => insertPhotoRow(db, folder, order, { ...encoded, thumbnail }, now));
    response.status(201);
    return photo;
  });

  mount(router, photoRoutes.file, deps, async ({ params: { id }, query: { size }, actor, transact, response }) => {
    if (actor.personId === null) throw problems.personRequired();
    const [photo] = await transact((db) => photoFile(db, { id, person_id: actor.personId }));
    if (photo === undefined) throw problems.photoNotFound([id]);
    if (!photo.mayBeSeen) throw problems.photoOfAnother([id]);
    await sendPhoto(response, folder, { id, sha256: photo.sha256 }, size);
    return undefined;
  });
  return router;
}

/** @throws Problem photo-time */
function checkTime(takenAt: string, now: Date): void {
  const age = now.getTime() - Date.parse(takenAt);
  if (age < -CLOCK_SKEW_MS || age > OLDEST_REPORT_DAYS * DAY_MS) throw problems.photoTime(takenAt, OLDEST_REPORT_DAYS);
}

/** The body as it was sent. @throws Problem photo-too-large, photo-type (JSON), photo-unreadable (empty) */
async function bodyOf(request: Request, response: Response): Promise<Buffer> {
  await new Promise<void>((resolve, reject) => {
    readRaw(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject((error as { type?: string }).type === 'entity.too.large' ? problems.photoTooLarge(MOST_PHOTO_BYTES) : error);
    });
  });
  const body: unknown = request.body;
  // The JSON reader stands before every room.
  if (body !== undefined && !Buffer.isBuffer(body)) throw problems.photoType('JSON');
  if (body === undefined || body.length === 0) throw problems.photoUnreadable();
  return body;
}
