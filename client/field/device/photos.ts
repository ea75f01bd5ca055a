import { newUuid } from '../../api/uuid.ts';
import type { DevicePhoto } from './records.ts';

/** Longest side of what is kept and sent: enough to read a house number, small enough for a poor line. */
const LONGEST_PX = 1600;
const QUALITY = 0.82;
/** POST /api/visits and /api/issues take as many. */
export const MOST_PHOTOS = 3;

/**
 * A photo scaled on the device, as JPEG. Drawn anew, so neither place nor camera nor time of the file go with it.
 * @throws Error where the browser cannot read the file
 */
export async function scaledPhoto(file: Blob): Promise<DevicePhoto> {
  const address = URL.createObjectURL(file);
  try {
    const image = await loaded(address);
    const scale = Math.min(1, LONGEST_PX / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('This browser cannot draw.');
    // The browser turns the picture as the camera was held.
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (blob === null) throw new Error('This browser cannot write a photo.');
    return { uuid: newUuid(), blob, id: null };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function loaded(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('This is no photo.'));
    image.src = address;
  });
}
