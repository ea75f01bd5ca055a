import { PbfReader, PbfWriter } from 'pbf';
import { newBytes, newWords, type ValueTable } from './copy.ts';

export type FieldValue = string | number | boolean | null | undefined;

/** Gathers the distinct values of a layer's fields. The number of a value counts from 1; 0 stands for null. */
export class ValueTableBuilder {
  private readonly numbers = new Map<FieldValue, number>();
  private readonly encoded: Uint8Array[] = [];

  /** The number of a value, which is added when it is new. Values that differ in type differ. */
  numberOf(value: FieldValue): number {
    if (value === null || value === undefined) return 0;
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.encoded.push(encodeValue(value));
    this.numbers.set(value, this.encoded.length);
    return this.encoded.length;
  }

  /** Takes over the values of an older table under the numbers they have there. Only while nothing else has been added. */
  takeOver({ bytes, offsets }: ValueTable): void {
    for (let index = 0; index + 1 < offsets.length; index++) {
      const value = bytes.slice(offsets[index], offsets[index + 1]);
      this.encoded.push(value);
      this.numbers.set(decodeValue(value), this.encoded.length);
    }
  }

  finish(): ValueTable {
    const offsets = newWords(this.encoded.length + 1);
    this.encoded.forEach((value, index) => {
      offsets[index + 1] = (offsets[index] as number) + value.length;
    });
    const bytes = newBytes(offsets[this.encoded.length] as number);
    this.encoded.forEach((value, index) => {
      bytes.set(value, offsets[index]);
    });
    return { bytes, offsets };
  }
}

/** MVT 2.1 Value: 1 string, 3 double, 5 unsigned, 6 signed, 7 boolean. */
function encodeValue(value: string | number | boolean): Uint8Array {
  const writer = new PbfWriter();
  if (typeof value === 'string') writer.writeStringField(1, value);
  else if (typeof value === 'boolean') writer.writeBooleanField(7, value);
  else if (!Number.isInteger(value)) writer.writeDoubleField(3, value);
  else if (value >= 0) writer.writeVarintField(5, value);
  else writer.writeSVarintField(6, value);
  return writer.finish().slice();
}

function decodeValue(bytes: Uint8Array): FieldValue {
  const reader = new PbfReader(bytes);
  switch (reader.nextField()) {
    case 1:
      return reader.readString();
    case 3:
      return reader.readDouble();
    case 5:
      return reader.readVarint();
    case 6:
      return reader.readSVarint();
    default:
      return reader.readBoolean();
  }
}
