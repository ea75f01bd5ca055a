import { ByteWriter, varintLength } from './byte-writer.ts';
import type { LayerCopy } from './copy.ts';

export const EXTENT = 4096;
export const GEOMETRY_TYPE = { point: 1, line: 2, polygon: 3 } as const;

/** Writes one layer of a vector tile (MVT 2.1) feature by feature: `begin`, fill `geometry` and `addFeature` for each, `finish`. */
export class LayerWriter {
  /** The commands of the feature being made. */
  readonly geometry = new ByteWriter();
  private readonly features = new ByteWriter();
  private readonly tags = new ByteWriter();
  private readonly layer = new ByteWriter();
  private readonly tile = new ByteWriter();
  private copy: LayerCopy | null = null;
  /** Per value of the copy: its number in this tile, valid where stamps says so. */
  private places = new Uint32Array(0);
  private stamps = new Uint32Array(0);
  private stamp = 0;
  private used: number[] = [];
  private count = 0;

  begin(copy: LayerCopy): void {
    this.copy = copy;
    this.features.reset();
    this.used.length = 0;
    this.count = 0;
    this.stamp++;
    if (this.places.length < copy.values.offsets.length) {
      this.places = new Uint32Array(copy.values.offsets.length);
      this.stamps = new Uint32Array(copy.values.offsets.length);
    }
  }

  /** Adds row `row` with the commands in `geometry`. */
  addFeature(row: number, type: number): void {
    const copy = this.copy as LayerCopy;
    const { tags, geometry, features } = this;
    const id = copy.ids[row] as number;
    tags.reset();
    tags.reserve(copy.fields.length * 10);
    for (let field = 0; field < copy.fields.length; field++) {
      const value = (copy.fields[field] as LayerCopy['fields'][number]).values[row] as number;
      if (value === 0) continue;
      tags.varint(field);
      tags.varint(this.placeOf(value));
    }
    const tagged = tags.length === 0 ? 0 : 1 + varintLength(tags.length) + tags.length;
    const body = 1 + idLength(id) + tagged + 2 + 1 + varintLength(geometry.length) + geometry.length;
    features.reserve(body + 8);
    features.byte(0x12);
    features.varint(body);
    features.byte(0x08);
    features.varint(id);
    if (tagged > 0) {
      features.byte(0x12);
      features.varint(tags.length);
      features.append(tags);
    }
    features.byte(0x18);
    features.byte(type);
    features.byte(0x22);
    features.varint(geometry.length);
    features.append(geometry);
    this.count++;
  }

  /** The whole tile, in its own memory; null when no feature was added. */
  finish(): Uint8Array<ArrayBuffer> | null {
    if (this.count === 0) return null;
    const copy = this.copy as LayerCopy;
    const { layer, tile } = this;
    layer.reset();
    layer.byte(0x78);
    layer.byte(2);
    layer.block(0x0a, Buffer.from(copy.layer));
    layer.append(this.features);
    for (const { name } of copy.fields) layer.block(0x1a, Buffer.from(name));
    const { bytes, offsets } = copy.values;
    for (const value of this.used) layer.block(0x22, bytes.subarray(offsets[value - 1], offsets[value]));
    layer.reserve(3);
    layer.byte(0x28);
    layer.varint(EXTENT);
    tile.reset();
    tile.block(0x1a, layer.bytes.subarray(0, layer.length));
    return tile.bytes.slice(0, tile.length);
  }

  private placeOf(value: number): number {
    if (this.stamps[value] !== this.stamp) {
      this.stamps[value] = this.stamp;
      this.places[value] = this.used.length;
      this.used.push(value);
    }
    return this.places[value] as number;
  }
}

function idLength(id: number): number {
  let length = 1;
  for (let rest = id; rest > 127; rest = Math.floor(rest / 128)) length++;
  return length;
}
