import sharp from 'sharp';
import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { buildWorkHistories, type DemoPicture } from '../../geodata/demo/work-histories.ts';
import { ALLEY_STANDARDS } from '../alleys/contract.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import { encodeThumbnail } from '../photos/encode.ts';
import { PhotoFolder } from '../photos/folder.ts';
import { drawLane } from './lane-pictures.ts';
import { date, int, json, moment, small, text } from './row-columns.ts';

const SIZE = { width: 960, height: 720 };
const QUALITY = 80;
const uuid = (kind: string, index: number): string => `00000000-0000-4000-${kind}-${(index + 1).toString(16).padStart(12, '0')}`;

/** Writes what became of the works of a loaded district: inspections, monthly scores, costs, pictures of before and after. In the transaction given. */
export async function loadWorkHistories(db: Database, demo: DemoDistrict, folder: PhotoFolder): Promise<void> {
  const { acceptances, checks, costs, pictures } = buildWorkHistories(demo);
  const now = Date.parse(demo.options.now);
  await bulkInsert(db, 'work_acceptances', acceptances.length, {
    client_uuid: { type: 'uuid', values: (row) => uuid('a000', row) },
    content_digest: text(acceptances, ({ workId }) => `demo ${workId}`),
    work_id: int(acceptances, ({ workId }) => workId),
    result: text(acceptances, ({ result }) => result),
    accepted_on: date(acceptances, ({ acceptedOn }) => acceptedOn),
    planned_quantity: { type: 'numeric', values: (row) => acceptances[row]?.plannedQuantity ?? null },
    done_quantity: { type: 'numeric', values: (row) => acceptances[row]?.doneQuantity ?? null },
    standards: json(acceptances, ({ concerned, failed }) =>
      Object.fromEntries(
        ALLEY_STANDARDS.map((standard) => [standard, standard === failed ? 'fails' : concerned.includes(standard) ? 'passes' : 'not_applicable']),
      ),
    ),
    person_id: int(acceptances, ({ personId }) => personId),
    recorded_at: moment(acceptances, () => now),
  });
  await bulkInsert(db, 'work_checks', checks.length, {
    client_uuid: { type: 'uuid', values: (row) => uuid('a001', row) },
    content_digest: text(checks, ({ workId, month }) => `demo ${workId} ${month}`),
    work_id: int(checks, ({ workId }) => workId),
    month: date(checks, ({ month }) => month),
    score: small(checks, ({ score }) => score),
    checked_on: date(checks, ({ checkedOn }) => checkedOn),
    person_id: int(checks, ({ personId }) => personId),
    recorded_at: moment(checks, () => now),
  });
  await db.raw(
    `update works w set cost_minor = c.cost_minor, cost_source = '演示数据', contractor_kind = c.contractor_kind, planned_quantity = c.planned_quantity
     from unnest(?::bigint[], ?::bigint[], ?::text[], ?::numeric[]) as c (id, cost_minor, contractor_kind, planned_quantity)
     where w.id = c.id`,
    [
      costs.map(({ workId }) => workId),
      costs.map(({ costMinor }) => costMinor),
      costs.map(({ contractorKind }) => contractorKind),
      costs.map(({ plannedQuantity }) => plannedQuantity),
    ],
  );
  // What an inspection was told was planned is what was planned.
  await db.raw('update works w set planned_quantity = a.planned_quantity from work_acceptances a where a.work_id = w.id');
  for (const [index, picture] of pictures.entries()) await storePair(db, picture, index, folder);
}

async function storePair(db: Database, picture: DemoPicture, index: number, folder: PhotoFolder): Promise<void> {
  for (const [side, momentName] of (['before', 'after'] as const).entries()) {
    const jpeg = await sharp(Buffer.from(drawLane(picture.workType, momentName, picture.tint, SIZE)))
      .jpeg({ quality: QUALITY })
      .toBuffer();
    const sha256 = PhotoFolder.nameOf(jpeg);
    await folder.keep(sha256, jpeg, await encodeThumbnail(jpeg));
    const takenAt = new Date(`${momentName === 'before' ? picture.beforeOn : picture.afterOn}T10:00:00+08:00`);
    const [{ id }] = await db('photos')
      .insert({
        client_uuid: uuid('a002', index * 2 + side),
        content_digest: `demo work ${index} ${momentName}`,
        sha256,
        width_px: SIZE.width,
        height_px: SIZE.height,
        bytes: jpeg.length,
        taken_by: picture.takenBy,
        taken_at: takenAt,
        created_at: takenAt,
      })
      .returning('id');
    await db('work_photos').insert({ work_id: picture.workId, spot: 1, moment: momentName, photo_id: id });
  }
}
