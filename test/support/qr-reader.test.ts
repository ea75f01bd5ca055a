import { create } from 'qrcode';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readQr } from './qr-reader.ts';

const PX = 6;
/** A code as a picture; spoilt: so many modules of the data turned over. */
function picture(text: string, spoilt = 0): Promise<Buffer> {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const side = (size + 8) * PX;
  const pixels = Buffer.alloc(side * side, 255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const [row, column] = [Math.floor(y / PX) - 4, Math.floor(x / PX) - 4];
      if (row < 0 || column < 0 || row >= size || column >= size) continue;
      const isSpoilt = row === size - 1 && column >= size - spoilt;
      if (Boolean(data[row * size + column]) !== isSpoilt) pixels[y * side + x] = 0;
    }
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toBuffer();
}

describe('the reader of codes', () => {
  it.each(['HTTP://A.CN/1', 'http://127.0.0.1:8080/g/KF0101', 'https://grid.example.gov.cn/g/4101840010010203', `https://grid.example/g/${'网格'.repeat(10)}`])(
    'reads %s',
    async (text) => {
      expect(await readQr(await picture(text))).toBe(text);
    },
  );

  it('refuses a code in which a module is wrong', async () => {
    await expect(readQr(await picture('http://127.0.0.1:8080/g/KF0101', 1))).rejects.toThrow('check codewords');
  });
});
