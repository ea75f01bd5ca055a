import sharp from 'sharp';
import { buildSurveyFinds, type FindSubject, type SurveyFind } from '../../geodata/demo/survey-finds.ts';
import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import { encodeThumbnail } from '../photos/encode.ts';
import { PhotoFolder } from '../photos/folder.ts';

const SIZE = { width: 960, height: 720 };
const QUALITY = 80;
const GROUND =
  '<rect width="960" height="720" fill="#b9b4a8"/><path d="M0 720L380 240h200L960 720z" fill="#8d8a84"/><path d="M0 0h380v240L0 720zM580 0h380v720L580 240z" fill="#cfc6b6"/>';
/** Drawings in place of photographs, of a lane seen along its line: plain shapes, nobody in them, no letters. */
const SCENES: Record<FindSubject, string> = {
  paving:
    '<path d="M360 560l90-60 130 30 20 90-140 50-110-40zM470 400l50-30 60 40-60 30z" fill="#55504a"/><path d="M450 500l50-70M580 530l90 60" stroke="#55504a" stroke-width="8"/>',
  puddle:
    '<ellipse cx="480" cy="590" rx="220" ry="70" fill="#6f93b3"/><ellipse cx="440" cy="575" rx="90" ry="22" fill="#a9c3d8"/><ellipse cx="540" cy="430" rx="70" ry="22" fill="#6f93b3"/>',
  cable:
    '<path d="M200 90Q480 330 760 80M200 130Q470 420 760 120M200 160Q520 260 760 170M220 100Q420 480 740 140" stroke="#2b2f33" stroke-width="8" fill="none"/><path d="M190 40v400M770 40v400" stroke="#5c4a3a" stroke-width="22"/>',
  wall: '<path d="M60 180l220-40v300L60 560z" fill="#a98568"/><path d="M100 250l120-20 10 110-90 60-50-70z" fill="#e1d8c8"/><path d="M640 200h90v120h-90zM760 230h90v110h-90z" fill="#f4f1e6"/>',
  rubbish:
    '<path d="M330 620l60-120 110-20 140 60 40 100z" fill="#4d5a45"/><circle cx="420" cy="520" r="56" fill="#2f3a40"/><circle cx="530" cy="560" r="64" fill="#39464d"/><path d="M600 600l80-60 30 70z" fill="#b5533c"/>',
  vehicle:
    '<rect x="330" y="430" width="320" height="110" rx="22" fill="#7d8b96"/><path d="M380 430l50-80h130l50 80z" fill="#9aa8b3"/><circle cx="400" cy="548" r="38" fill="#33383d"/><circle cx="580" cy="548" r="38" fill="#33383d"/><path d="M330 470h320" stroke="#c9c2ac" stroke-width="10"/>',
};

/** Writes where the newest surveys of a loaded district found what they say, with pictures of some alleys. In the transaction given; no finds before it. */
export async function loadSurveyFinds(db: Database, demo: DemoDistrict, folder: PhotoFolder): Promise<void> {
  const finds = buildSurveyFinds(demo);
  const at = (row: number): SurveyFind => finds[row] as SurveyFind;
  await bulkInsert(db, 'alley_survey_finds', finds.length, {
    id: { type: 'int8', values: idOf },
    survey_id: { type: 'int8', values: (row) => at(row).surveyId },
    item_code: { type: 'text', values: (row) => at(row).item },
    position: { type: 'int2', values: (row) => at(row).position },
    value: { type: 'float8', values: (row) => at(row).value },
    geom: { type: 'point', srid: 4326, x: finds.map(({ point }) => point[0]), y: finds.map(({ point }) => point[1]) },
  });
  await storePhotos(db, finds, folder);
}

/** Of a find by its row. */
const idOf = (row: number): number => row + 1;

async function storePhotos(db: Database, finds: readonly SurveyFind[], folder: PhotoFolder): Promise<void> {
  const drawn = new Map<FindSubject, { sha256: string; bytes: number }>();
  const links = new Map<string, { survey_id: number; item_code: string; position: number; find_id: number }>();
  const photos: object[] = [];
  for (const [row, { surveyId, item, photo }] of finds.entries()) {
    if (photo === null) continue;
    const file = drawn.get(photo.subject) ?? (await draw(photo.subject, folder));
    drawn.set(photo.subject, file);
    const takenAt = new Date(`${photo.takenOn}T10:00:00+08:00`);
    const clientUuid = `00000000-0000-4000-9000-${idOf(row).toString(16).padStart(12, '0')}`;
    links.set(clientUuid, { survey_id: surveyId, item_code: item, position: 0, find_id: idOf(row) });
    photos.push({
      client_uuid: clientUuid,
      content_digest: `demo survey ${idOf(row)}`,
      sha256: file.sha256,
      width_px: SIZE.width,
      height_px: SIZE.height,
      bytes: file.bytes,
      taken_by: photo.takenBy,
      taken_at: takenAt,
      created_at: takenAt,
    });
  }
  if (photos.length === 0) return;
  const stored: { id: number; client_uuid: string }[] = await db('photos').insert(photos).returning(['id', 'client_uuid']);
  await db('alley_survey_photos').insert(stored.map(({ id, client_uuid }) => ({ photo_id: id, ...links.get(client_uuid) })));
}

async function draw(subject: FindSubject, folder: PhotoFolder): Promise<{ sha256: string; bytes: number }> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">${GROUND}${SCENES[subject]}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: QUALITY }).toBuffer();
  const sha256 = PhotoFolder.nameOf(jpeg);
  await folder.keep(sha256, jpeg, await encodeThumbnail(jpeg));
  return { sha256, bytes: jpeg.length };
}
