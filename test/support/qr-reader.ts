import sharp from 'sharp';

/** A reader of QR codes (ISO/IEC 18004), written against the standard and not against what draws them. Versions 1-6 at level M: 106 bytes and less. */

/** By version: blocks, data codewords of each, check codewords of each. */
const LEVEL_M = [
  [1, 16, 10],
  [1, 28, 16],
  [1, 44, 26],
  [2, 32, 18],
  [2, 43, 24],
  [4, 27, 16],
] as const;
const FORMAT_MASK = 0b101_0100_0001_0010;
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const MASKS: ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

/** The text of the one upright code in a picture. @throws Error when there is none, or its check codewords do not fit */
export async function readQr(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const isInk = (x: number, y: number) => (data[y * info.width + x] ?? 255) < 128;
  const dark = Array.from({ length: info.width * info.height }, (_, index) => index).filter((index) =>
    isInk(index % info.width, Math.floor(index / info.width)),
  );
  const xs = dark.map((index) => index % info.width);
  const [left, right] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b)) + 1];
  const top = Math.floor((dark[0] as number) / info.width);
  // The upper edge of the first finder is seven dark modules.
  let edge = left;
  while (isInk(edge, top)) edge += 1;
  const module = (edge - left) / 7;
  const size = Math.round((right - left) / module);
  const step = (right - left) / size;
  return decode(size, (row, column) => isInk(Math.floor(left + (column + 0.5) * step), Math.floor(top + (row + 0.5) * step)));
}

function decode(size: number, isDark: (row: number, column: number) => boolean): string {
  const version = (size - 17) / 4;
  const layout = LEVEL_M[version - 1];
  if (layout === undefined) throw new Error(`${size} modules are no code of versions 1-6.`);
  const format = formatOf(isDark) ^ FORMAT_MASK;
  if (format >> 13 !== 0) throw new Error('The code is not of level M.');
  const mask = MASKS[(format >> 10) & 7] as (typeof MASKS)[number];
  const words = codewords(size, (row, column) => isDark(row, column) !== mask(row, column));
  const [blocks, dataLength, checkLength] = layout;
  const data = Array.from({ length: blocks }, (_, block) => {
    const own = (start: number, length: number) => Array.from({ length }, (_, index) => words[start + index * blocks + block] as number);
    const message = own(0, dataLength);
    assertWhole([...message, ...own(blocks * dataLength, checkLength)], checkLength);
    return message;
  }).flat();
  return textOf(data);
}

/** Fifteen bits round the upper left finder, the highest first. */
function formatOf(isDark: (row: number, column: number) => boolean): number {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => [8, column]).concat([7, 5, 4, 3, 2, 1, 0].map((row) => [row, 8])) as [number, number][];
  return places.reduce((bits, [row, column]) => (bits << 1) | Number(isDark(row, column)), 0);
}

/** Up and down in columns two modules wide, from the lower right corner, past everything that is no data. */
function codewords(size: number, bitAt: (row: number, column: number) => boolean): number[] {
  const isFixed = (row: number, column: number): boolean => {
    const isCorner = (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9);
    const isAligned = size > 21 && Math.abs(row - (size - 7)) <= 2 && Math.abs(column - (size - 7)) <= 2;
    return isCorner || isAligned || row === 6 || column === 6;
  };
  const bits: boolean[] = [];
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let index = 0; index < size; index += 1) {
      const row = isUp ? size - 1 - index : index;
      for (const column of [right, right - 1]) if (!isFixed(row, column)) bits.push(bitAt(row, column));
    }
    isUp = !isUp;
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, word) =>
    bits.slice(word * 8, word * 8 + 8).reduce((value, bit) => value * 2 + Number(bit), 0),
  );
}

/** A whole block is zero at the first powers of 2 in GF(256). */
function assertWhole(block: readonly number[], checks: number): void {
  for (let power = 0, at = 1; power < checks; power += 1, at = times(at, 2))
    if (block.reduce((sum, word) => times(sum, at) ^ word, 0) !== 0) throw new Error('The check codewords do not fit.');
}

function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ (product >> 7 ? 0x11d : 0);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

function textOf(data: readonly number[]): string {
  const bits = data.map((word) => word.toString(2).padStart(8, '0')).join('');
  let at = 0;
  const take = (count: number) => {
    at += count;
    return Number.parseInt(bits.slice(at - count, at), 2);
  };
  let text = '';
  while (at + 4 <= bits.length) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 4) {
      const bytes = Array.from({ length: take(8) }, () => take(8));
      text += Buffer.from(bytes).toString('utf8');
    } else if (mode === 2) {
      for (let left = take(9); left > 0; left -= 2) {
        const value = take(left > 1 ? 11 : 6);
        text += left > 1 ? `${ALPHANUMERIC[Math.floor(value / 45)]}${ALPHANUMERIC[value % 45]}` : ALPHANUMERIC[value];
      }
    } else if (mode === 1) {
      for (let left = take(10); left > 0; left -= 3) text += String(take(left > 2 ? 10 : left > 1 ? 7 : 4)).padStart(Math.min(left, 3), '0');
    } else throw new Error(`Mode ${mode} is not read here.`);
  }
  return text;
}
