import sharp from 'sharp';
import { problems } from '../http/problem.ts';
import { PHOTO_TYPES } from './contract.ts';
import { inTurn } from './in-turn.ts';

/** Longest side of what is kept: enough to read a meter or a door plate, a tenth of what phones send. */
const MOST_PX = 2048;
const THUMB_PX = 320;
const QUALITY = 80;
/** Phones make 48 megapixels; a small file that claims more is a bomb or a scan. */
const MOST_INPUT_PIXELS = 64_000_000;
/** A photo of the largest size takes 250 MB while it is turned upright. */
const encodeInTurn = inTurn(2);

export interface EncodedPhoto {
  jpeg: Buffer;
  widthPx: number;
  heightPx: number;
}

type PhotoType = (typeof PHOTO_TYPES)[number];

/** What a file is by its first bytes; the name stands in the refusal of what is not taken. */
function typeOf(bytes: Buffer): PhotoType | 'HEIC' | 'AVIF' | 'GIF' | 'SVG or HTML' | 'PDF' | 'TIFF' | 'video' | null {
  const ascii = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
  if (ascii(4, 8) === 'ftyp') return /^(hei|hev|mif1|msf1)/.test(ascii(8, 12)) ? 'HEIC' : /^avi/.test(ascii(8, 12)) ? 'AVIF' : 'video';
  if (ascii(0, 4) === 'GIF8') return 'GIF';
  if (ascii(0, 4) === '%PDF') return 'PDF';
  if (ascii(0, 4) === 'II*\0' || ascii(0, 4) === 'MM\0*') return 'TIFF';
  if (/^\uFEFF?\s*<(\?xml|!doctype|svg|html)/i.test(bytes.toString('utf8', 0, 200))) return 'SVG or HTML';
  return null;
}

/** Animated PNG: browsers show the animation, libvips would take the first picture of it. */
const isAnimatedPng = (bytes: Buffer): boolean => bytes.subarray(0, Math.max(0, bytes.indexOf('IDAT'))).includes('acTL');

/**
 * Makes an image that was sent into the one that is kept: upright, at most 2048 px, JPEG, sRGB, white where it was transparent, and nothing else:
 * place, device, thumbnail and colour profile stay behind, as does whatever was hidden beside the pixels.
 * @param declared the media type of the request.
 * @throws Problem photo-type, photo-animated, photo-too-many-pixels, photo-unreadable
 */
export async function encodePhoto(bytes: Buffer, declared: string | undefined): Promise<EncodedPhoto> {
  const found = typeOf(bytes);
  if (!PHOTO_TYPES.some((type) => type === found)) throw problems.photoType(found ?? 'no image that is known here');
  if (declared !== found) throw problems.photoType(`${found}, declared as ${declared ?? 'nothing'}`);
  const options = { limitInputPixels: MOST_INPUT_PIXELS, failOn: 'error', pages: 1 } as const;
  const {
    width = 0,
    height = 0,
    pages = 1,
  } = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch(unreadable);
  if (width * height > MOST_INPUT_PIXELS) throw problems.photoPixels(width, height, MOST_INPUT_PIXELS);
  if (pages > 1 || (found === 'image/png' && isAnimatedPng(bytes))) throw problems.photoAnimated();
  const upright = () =>
    sharp(bytes, options)
      .autoOrient()
      .resize(MOST_PX, MOST_PX, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
  const { data, info } = await encodeInTurn(upright).catch(unreadable);
  return { jpeg: data, widthPx: info.width, heightPx: info.height };
}

/** The small one, made from the kept one. */
export function encodeThumbnail(jpeg: Buffer): Promise<Buffer> {
  return encodeInTurn(() => sharp(jpeg).resize(THUMB_PX, THUMB_PX, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: QUALITY }).toBuffer());
}

function unreadable(): never {
  throw problems.photoUnreadable();
}
