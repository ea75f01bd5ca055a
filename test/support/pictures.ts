/** Images as phones and mischief make them. */
import sharp from 'sharp';

/** EXIF of a phone's camera: a place, a device, and the sensor lying on its side. */
const EXIF = { IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '33/1 37/1 12/1', GPSLongitudeRef: 'E' } };

const plain = (widthPx: number, heightPx: number, colour: string) =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: colour, noise: { type: 'gaussian', mean: 128, sigma: 20 } } });

/** A photo with EXIF (place, device, turned by 90°) and a colour profile. */
export const phonePhoto = (widthPx = 1200, heightPx = 800): Promise<Buffer> =>
  plain(widthPx, heightPx, '#3366cc').withIccProfile('p3').withExifMerge(EXIF).withMetadata({ orientation: 6 }).jpeg().toBuffer();
export const pngPhoto = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 200, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } })
    .png()
    .toBuffer();
export const webpPhoto = (): Promise<Buffer> => plain(64, 64, '#00ff00').webp().toBuffer();
/** Two pictures, one after the other. */
export const movingWebp = async (): Promise<Buffer> => {
  const pictures = await Promise.all([plain(32, 32, '#000000').png().toBuffer(), plain(32, 32, '#ffffff').png().toBuffer()]);
  return sharp(pictures, { join: { animated: true } })
    .webp()
    .toBuffer();
};
/** A few kilobytes that unfold to a hundred million pixels. */
export const pixelBomb = (): Promise<Buffer> =>
  sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#000000' }, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer();
