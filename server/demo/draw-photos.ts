import sharp from 'sharp';
import type { StoryPhoto } from '../../geodata/demo/visit-stories.ts';
import type { Database } from '../db/sql.ts';
import { encodeThumbnail } from '../photos/encode.ts';
import { PhotoFolder } from '../photos/folder.ts';

const SIZE = { width: 960, height: 720 };
const QUALITY = 80;

/** Drawings in place of photographs: plain shapes, nobody in them. No letters but DEMO, drawn as lines: a machine may have no fonts. */
const SCENES: Record<StoryPhoto['subject'], string> = {
  notice:
    '<rect width="960" height="720" fill="#b9c3cc"/><rect x="300" y="60" width="360" height="660" fill="#7b5b43"/><circle cx="620" cy="400" r="16" fill="#d9b44a"/><rect x="380" y="170" width="200" height="250" fill="#fff"/><path d="M405 215h150M405 255h150M405 295h150M405 335h100" stroke="#8a96a3" stroke-width="10"/>',
  stairs:
    '<rect width="960" height="720" fill="#d8dde2"/><path d="M120 640h150v-90h150v-90h150v-90h150v-90h150V640z" fill="#9aa5b1"/><path d="M120 480l600-360" stroke="#5b6875" stroke-width="14"/><rect x="150" y="540" width="110" height="70" fill="#a67c52"/>',
  lamp: '<rect width="960" height="720" fill="#26313d"/><rect y="600" width="960" height="120" fill="#3b4652"/><path d="M480 620V170q0-50 60-50h90" stroke="#8793a0" stroke-width="18" fill="none"/><ellipse cx="650" cy="130" rx="48" ry="20" fill="#5b6875"/><path d="M600 210l100 100M700 210l-100 100" stroke="#d9534f" stroke-width="12"/>',
  manhole:
    '<rect width="960" height="720" fill="#8f959b"/><circle cx="480" cy="380" r="210" fill="#4d555d"/><path d="M330 380h300M350 310h260M350 450h260M480 230v300" stroke="#6d7780" stroke-width="14"/><path d="M480 380l150-150a210 210 0 0 1 60 150z" fill="#20262c"/>',
  cable:
    '<rect width="960" height="720" fill="#cfe0ee"/><rect x="60" y="200" width="260" height="520" fill="#b08d6a"/><rect x="640" y="140" width="260" height="580" fill="#a3aab2"/><path d="M320 260q170 150 320-20M320 300q160 220 320 10M320 340q200 60 320-60M320 280q120 320 320 90" stroke="#2d343b" stroke-width="8" fill="none"/>',
  paving:
    '<rect width="960" height="720" fill="#a9a49b"/><path d="M0 180h960M0 360h960M0 540h960M240 0v180M720 0v180M480 180v180M240 360v180M720 360v180M480 540v180" stroke="#8a857c" stroke-width="8"/><path d="M330 300l90 50 30 120-100 60-110-60z" fill="#5d5347"/><path d="M420 350l120-70M450 470l150 40" stroke="#5d5347" stroke-width="10"/>',
};
const LETTERS = 'M0 0v40h14q14 0 14-20t-14-20zM70 0h-26v40h26M44 20h20M86 40V0l16 22 16-22v40M134 20q0-20 16-20t16 20-16 20-16-20z';
const stamp = `<g transform="translate(40 40)"><rect x="-18" y="-16" width="204" height="72" fill="#fff" opacity=".85"/><path d="${LETTERS}" fill="none" stroke="#c0392b" stroke-width="7"/></g>`;

/** Draws each scene once, keeps it in the folder, and gives every record a photo of its own. */
export async function storePhotos(db: Database, photos: readonly StoryPhoto[], folder: PhotoFolder): Promise<void> {
  const drawn = new Map<StoryPhoto['subject'], { sha256: string; bytes: number }>();
  for (const [index, { subject, record, takenBy, takenAt }] of photos.entries()) {
    const file = drawn.get(subject) ?? (await draw(subject, folder));
    drawn.set(subject, file);
    const [{ id }] = await db('photos')
      .insert({
        client_uuid: `00000000-0000-4000-8000-${(index + 1).toString(16).padStart(12, '0')}`,
        content_digest: `demo ${index + 1}`,
        sha256: file.sha256,
        width_px: SIZE.width,
        height_px: SIZE.height,
        bytes: file.bytes,
        taken_by: takenBy,
        taken_at: new Date(takenAt),
        created_at: new Date(takenAt),
      })
      .returning('id');
    if ('visitId' in record) await db('visit_photos').insert({ visit_id: record.visitId, photo_id: id, position: 0 });
    else await db('issue_photos').insert({ issue_id: record.issueId, photo_id: id, position: 0 });
  }
}

async function draw(subject: StoryPhoto['subject'], folder: PhotoFolder): Promise<{ sha256: string; bytes: number }> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">${SCENES[subject]}${stamp}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: QUALITY }).toBuffer();
  const sha256 = PhotoFolder.nameOf(jpeg);
  await folder.keep(sha256, jpeg, await encodeThumbnail(jpeg));
  return { sha256, bytes: jpeg.length };
}
