/** A growable run of bytes with the few protobuf shapes a tile is made of. Reused from tile to tile, so encoding allocates nothing. */
export class ByteWriter {
  bytes = new Uint8Array(16 * 1024);
  length = 0;

  reset(): void {
    this.length = 0;
  }

  /** Makes room; the writers below do not check. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes);
    this.bytes = grown;
  }

  byte(value: number): void {
    this.bytes[this.length++] = value;
  }

  /** A whole number from 0 to 2^53. */
  varint(value: number): void {
    let rest = value;
    // Bit operations only work on 32 bits; ids may be larger.
    while (rest > 0x7fffffff) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  /** A signed number within 31 bits, zigzag. */
  signed(value: number): void {
    this.varint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  /** Tag (field number << 3 | 2), length and bytes. */
  block(tag: number, source: Uint8Array): void {
    this.reserve(12 + source.length);
    this.byte(tag);
    this.varint(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  append(source: ByteWriter): void {
    this.reserve(source.length);
    this.bytes.set(source.bytes.subarray(0, source.length), this.length);
    this.length += source.length;
  }
}

/** Bytes `varint` takes for a number below 2^31. */
export function varintLength(value: number): number {
  return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : value < 268_435_456 ? 4 : 5;
}
