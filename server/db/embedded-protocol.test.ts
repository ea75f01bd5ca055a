import { expect, test } from 'vitest';
import { withoutReady } from './embedded-protocol.ts';

const message = (type: string, body: string) => {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type, 0, 'latin1');
  bytes.writeUInt32BE(4 + body.length, 1);
  bytes.write(body, 5, 'latin1');
  return bytes;
};
const error = message('E', 'SERROR\0\0');
const setting = message('S', 'search_path\0public\0');
const ready = message('Z', 'E');
/** A row whose value looks like the end of an answer. */
const row = message('D', '\0\x01\0\0\0\x06Z\0\0\0\x05I');

function passed(pieces: Uint8Array[]): string {
  const out: Uint8Array[] = [];
  const take = withoutReady((data) => void out.push(Buffer.from(data)));
  for (const piece of pieces) take(piece);
  return Buffer.concat(out).toString('latin1');
}

test('ready-for-query is taken out behind the settings a failed transaction gives back', () => {
  expect(passed([error, Buffer.concat([setting, ready])])).toBe(Buffer.concat([error, setting]).toString('latin1'));
});

test('wherever the answer is cut, the same comes out, and a row that looks like ready-for-query stays', () => {
  const answer = Buffer.concat([row, ready, error, row, setting, ready]);
  const wanted = Buffer.concat([row, error, row, setting]).toString('latin1');
  for (let cut = 0; cut <= answer.length; cut++) expect(passed([answer.subarray(0, cut), answer.subarray(cut)])).toBe(wanted);
  expect(passed([...answer].map((byte) => Uint8Array.of(byte)))).toBe(wanted);
});
