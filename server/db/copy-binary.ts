import { type Column, valueReader } from './columns.ts';
import { ewkb } from './ewkb.ts';
import { numericDigits } from './numeric.ts';

/** Chunks of this size are handed to the socket: large enough that system calls do not count, small enough to stay in the cache. */
const CHUNK_BYTES = 256 * 1024;
const TEXT_OID = 25;
/** Days from 1970-01-01 to 2000-01-01, PostgreSQL's day nought. */
const EPOCH_DAYS = 10_957;
const EPOCH_MS = EPOCH_DAYS * 86_400_000;
const TWO_32 = 4_294_967_296;
/** Below this a loop over ASCII is quicker than a call into Buffer (measured 3 x at 12 characters). */
const SHORT_TEXT = 48;

/** Writes the rows of one batch after another into chunks of PostgreSQL's COPY BINARY format. */
export class CopyWriter {
  private bytes = Buffer.allocUnsafe(CHUNK_BYTES);
  private view = viewOf(this.bytes);
  private at = 0;

  header(): void {
    this.reserve(19);
    this.at += this.bytes.write('PGCOPY\n\xff\r\n\0', this.at, 'latin1');
    this.int32(0);
    this.int32(0);
  }

  trailer(): void {
    this.int16(-1);
  }

  /** What has been written since the last call; the next write starts a fresh chunk. */
  take(): Buffer {
    const chunk = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafe(CHUNK_BYTES);
    this.view = viewOf(this.bytes);
    this.at = 0;
    return chunk;
  }

  /** True when a chunk is worth sending. */
  get isFull(): boolean {
    return this.at > CHUNK_BYTES - 8192;
  }

  int16(value: number): void {
    this.reserve(2);
    this.view.setInt16(this.at, value);
    this.at += 2;
  }

  int32(value: number): void {
    this.reserve(4);
    this.view.setInt32(this.at, value);
    this.at += 4;
  }

  /** An integer within ±2^53 as eight bytes: two halves are quicker than BigInt. */
  int64(value: number): void {
    this.reserve(8);
    const high = Math.floor(value / TWO_32);
    this.view.setInt32(this.at, high);
    this.view.setUint32(this.at + 4, value - high * TWO_32);
    this.at += 8;
  }

  float32(value: number): void {
    this.reserve(4);
    this.view.setFloat32(this.at, value);
    this.at += 4;
  }

  float64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.at, value);
    this.at += 8;
  }

  byte(value: number): void {
    this.reserve(1);
    this.view.setUint8(this.at, value);
    this.at += 1;
  }

  /** Length and bytes of one field. */
  field(bytes: Uint8Array): void {
    this.int32(bytes.length);
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** Length and UTF-8 bytes. */
  text(value: string): void {
    this.reserve(4 + value.length * 3);
    const start = this.at + 4;
    let length = value.length < SHORT_TEXT ? this.ascii(value, start) : -1;
    if (length < 0) length = this.bytes.write(value, start, 'utf8');
    this.view.setInt32(this.at, length);
    this.at = start + length;
  }

  /** EWKB of one point: the only geometry that comes in millions. */
  point(x: number, y: number, srid: number): void {
    this.int32(25);
    this.reserve(25);
    this.view.setUint8(this.at, 1);
    this.view.setUint32(this.at + 1, 0x20000001, true);
    this.view.setUint32(this.at + 5, srid, true);
    this.view.setFloat64(this.at + 9, x, true);
    this.view.setFloat64(this.at + 17, y, true);
    this.at += 25;
  }

  private ascii(value: string, start: number): number {
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 127) return -1;
      this.bytes[start + index] = code;
    }
    return value.length;
  }

  private reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + count));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
    this.view = viewOf(grown);
  }
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Writes field `row` of a column: its length and its bytes, or -1 for null. */
export type FieldWriter = (row: number) => void;

/** The writer of one column's fields into COPY BINARY. */
export function fieldWriter(out: CopyWriter, column: Column): FieldWriter {
  if (column.type === 'point') {
    const { x, y, srid } = column;
    return (row) => {
      const px = x[row] as number;
      if (Number.isNaN(px)) out.int32(-1);
      else out.point(px, y[row] as number, srid);
    };
  }
  const valueAt = valueReader(column);
  const write = valueWriter(out, column);
  return (row) => {
    const value = valueAt(row);
    if (value === null || value === undefined || Number.isNaN(value)) out.int32(-1);
    else write(value as never);
  };
}

function valueWriter(out: CopyWriter, column: Exclude<Column, { type: 'point' }>): (value: never) => void {
  const sized = (length: number, put: (value: number) => void) => (value: number) => {
    out.int32(length);
    put.call(out, value);
  };
  switch (column.type) {
    case 'int2':
      return sized(2, out.int16);
    case 'int4':
      return sized(4, out.int32);
    case 'int8':
      return sized(8, out.int64);
    case 'float4':
      return sized(4, out.float32);
    case 'float8':
      return sized(8, out.float64);
    case 'boolean':
      return sized(1, (value) => out.byte(value ? 1 : 0)) as (value: never) => void;
    case 'text':
      return (value: string) => out.text(value);
    case 'uuid':
      return (value: string) => out.field(Buffer.from(value.replaceAll('-', ''), 'hex'));
    case 'date':
      return (value: string) => {
        out.int32(4);
        out.int32(Date.parse(`${value}T00:00:00Z`) / 86_400_000 - EPOCH_DAYS);
      };
    case 'timestamptz':
      return (value: Date | number | string) => {
        out.int32(8);
        out.int64(Math.round((instantMs(value) - EPOCH_MS) * 1000));
      };
    case 'jsonb':
      return (value: unknown) => out.field(Buffer.concat([Buffer.of(1), Buffer.from(JSON.stringify(value))]));
    case 'numeric':
      return (value: number | string) => writeNumeric(out, value);
    case 'text[]':
      return (value: readonly string[]) => writeTextArray(out, value);
    case 'geometry':
      return (value: Uint8Array | Parameters<typeof ewkb>[0]) => out.field(value instanceof Uint8Array ? value : ewkb(value, column.srid));
  }
}

/** Milliseconds since 1970 of a Date, a number of milliseconds, or an RFC 3339 text. */
function instantMs(value: Date | number | string): number {
  if (typeof value === 'number') return value;
  const instant = typeof value === 'string' ? Date.parse(value) : value.getTime();
  if (Number.isNaN(instant)) throw new RangeError(`“${String(value)}” is not an RFC 3339 time`);
  return instant;
}

function writeNumeric(out: CopyWriter, value: number | string): void {
  const { digits, weight, negative, scale } = numericDigits(String(value));
  out.int32(8 + digits.length * 2);
  out.int16(digits.length);
  out.int16(weight);
  out.int16(negative ? 0x4000 : 0);
  out.int16(scale);
  for (const digit of digits) out.int16(digit);
}

function writeTextArray(out: CopyWriter, values: readonly string[]): void {
  const items = values.map((value) => Buffer.from(value));
  const dimensions = items.length === 0 ? 0 : 1;
  out.int32(12 + dimensions * 8 + items.reduce((sum, item) => sum + 4 + item.length, 0));
  out.int32(dimensions);
  out.int32(0);
  out.int32(TEXT_OID);
  if (dimensions === 1) {
    out.int32(items.length);
    out.int32(1);
  }
  for (const item of items) out.field(item);
}
