import { FormatError } from './format.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'gb18030';

/**
 * Text of a file whose encoding nobody wrote down. UTF-8 is tried strictly, then GB18030, which contains GBK and GB2312: text in one is
 * all but never valid in the other. The platform's TextDecoder has both, in browsers and in Node.
 * @throws FormatError when it is neither.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // Not this one.
    }
  }
  throw new FormatError('The text is neither UTF-8 nor GB18030 (GBK). Save the file as UTF-8 and try again.');
}
