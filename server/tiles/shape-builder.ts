import Flatbush from 'flatbush';
import { type Shape, type ShapePart, vertexZooms, type ZoomedPart } from '#geodata/vertex-zooms';
import { latitudeOf, longitudeOf, worldX, worldY } from '#geodata/web-mercator';
import { readWkb } from '#geodata/wkb';
import type { TileLayer } from './contract.ts';
import { type NumberColumn, newBytes, newNumbers, newWords, type ShapeCopy } from './copy.ts';
import { type FieldValue, ValueTableBuilder } from './value-table.ts';

/** Rows of lines and areas as the database gives them. Row r's WKB is wkb[offsets[r] … offsets[r + 1]]. */
export interface ShapePage {
  kind: 'shapes';
  ids: number[];
  wkb: Uint8Array;
  offsets: number[];
  /** Per field the values of the rows. */
  fields: FieldValue[][];
}

/** What the builder must know of the layer's definition; plain data, for it is sent to a thread. */
export interface ShapeRules {
  isGeneralised: boolean;
  smallestArea: number;
  zoomByField: { field: string; zooms: Record<string, number> } | null;
}

interface Row {
  id: number;
  shape: Shape;
  /** Numbers in the value table. */
  fields: number[];
  zoom: number;
}

/** Builds the copy of a line or area layer from pages and, on a change, from what an older copy keeps. */
export class ShapeBuilder {
  private readonly rows: Row[] = [];
  private readonly values = new ValueTableBuilder();
  private readonly fieldNames: string[];
  private readonly rules: ShapeRules;

  constructor(fieldNames: string[], rules: ShapeRules) {
    this.fieldNames = fieldNames;
    this.rules = rules;
  }

  /** Keeps the rows of an older copy, except those that are read anew. Call before `add`. */
  keep(copy: ShapeCopy, touched: ReadonlySet<number>): void {
    this.values.takeOver(copy.values);
    for (let row = 0; row < copy.rows; row++) {
      const id = copy.ids[row] as number;
      if (touched.has(id)) continue;
      const parts: ShapePart[] = [];
      for (let part = copy.partOffsets[row] as number; part < (copy.partOffsets[row + 1] as number); part++) {
        const coordinates = copy.coordinates.subarray((copy.vertexOffsets[part] as number) * 2, (copy.vertexOffsets[part + 1] as number) * 2);
        parts.push({ isHole: copy.holes[part] === 1, coordinates });
      }
      this.rows.push({
        id,
        shape: { dimension: copy.dimensions[row] as 1 | 2, parts },
        fields: copy.fields.map(({ values }) => values[row] as number),
        zoom: copy.rowZooms?.[row] ?? 0,
      });
    }
  }

  add(page: ShapePage): void {
    const { zoomByField } = this.rules;
    const zoomColumn = zoomByField === null ? -1 : this.fieldNames.indexOf(zoomByField.field);
    page.ids.forEach((id, row) => {
      const shape = shapeOf(page.wkb.subarray(page.offsets[row], page.offsets[row + 1]));
      if (shape === null) return;
      const fields = page.fields.map((values) => this.values.numberOf(values[row]));
      const zoom = zoomByField?.zooms[String(page.fields[zoomColumn]?.[row])] ?? 0;
      this.rows.push({ id, shape, fields, zoom });
    });
  }

  finish(layer: TileLayer, revision: number): ShapeCopy {
    const { rows } = this;
    rows.sort((a, b) => a.id - b.id);
    const zoomed = this.rules.isGeneralised ? vertexZooms(rows.map(({ shape }) => shape)) : null;
    const partsOf = (row: number): (ShapePart | ZoomedPart)[] => zoomed?.[row] ?? (rows[row] as Row).shape.parts;
    let parts = 0;
    let vertices = 0;
    for (let row = 0; row < rows.length; row++) {
      parts += partsOf(row).length;
      for (const { coordinates } of partsOf(row)) vertices += coordinates.length / 2;
    }
    const partOffsets = newWords(rows.length + 1);
    const vertexOffsets = newWords(parts + 1);
    const holes = newBytes(parts);
    const coordinates = newWords(vertices * 2);
    const zooms = zoomed === null ? null : newBytes(vertices);
    const index = rows.length === 0 ? null : new Flatbush(rows.length, 16, Uint32Array, SharedArrayBuffer);
    let part = 0;
    let vertex = 0;
    for (let row = 0; row < rows.length; row++) {
      const first = vertex;
      for (const piece of partsOf(row)) {
        holes[part] = piece.isHole ? 1 : 0;
        coordinates.set(piece.coordinates, vertex * 2);
        if (zooms !== null) zooms.set((piece as ZoomedPart).zooms, vertex);
        vertex += piece.coordinates.length / 2;
        vertexOffsets[++part] = vertex;
      }
      partOffsets[row + 1] = part;
      addBox(index, coordinates, first, vertex);
    }
    index?.finish();
    return {
      geometry: 'shape',
      layer,
      revision,
      rows: rows.length,
      ids: this.column(({ id }) => id),
      fields: this.fieldNames.map((name, field) => ({ name, values: this.column(({ fields }) => fields[field] as number) })),
      values: this.values.finish(),
      coordinates,
      dimensions: this.bytes(({ shape }) => shape.dimension),
      partOffsets,
      vertexOffsets,
      holes,
      vertexZooms: zooms,
      rowZooms: this.rules.zoomByField === null ? null : this.bytes(({ zoom }) => zoom),
      index: (index?.data as SharedArrayBuffer | undefined) ?? null,
      smallestArea: this.rules.smallestArea,
      bounds: index === null ? null : [longitudeOf(index.minX), latitudeOf(index.maxY), longitudeOf(index.maxX), latitudeOf(index.minY)],
    };
  }

  private column(numberIn: (row: Row) => number): NumberColumn {
    const values = this.rows.map(numberIn);
    const greatest = values.reduce((most, value) => Math.max(most, value), 0);
    const column = newNumbers(values.length, greatest);
    column.set(values);
    return column;
  }

  private bytes(numberIn: (row: Row) => number): Uint8Array {
    const column = newBytes(this.rows.length);
    column.set(this.rows.map(numberIn));
    return column;
  }
}

function addBox(index: Flatbush | null, coordinates: Uint32Array, from: number, to: number): void {
  let west = 0xffffffff;
  let east = 0;
  let north = 0xffffffff;
  let south = 0;
  for (let vertex = from; vertex < to; vertex++) {
    const x = coordinates[vertex * 2] as number;
    const y = coordinates[vertex * 2 + 1] as number;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  index?.add(west, north, east, south);
}

/** The line or area in the bytes; of a collection that holds both, the areas. null = nothing that can be drawn. */
function shapeOf(wkb: Uint8Array): Shape | null {
  const parts = readWkb(wkb);
  const dimension = parts.reduce((most, part) => Math.max(most, part.dimension), 0);
  if (dimension === 0) return null;
  const kept: ShapePart[] = [];
  let outerIsKept = false;
  for (const part of parts) {
    if (part.dimension !== dimension) continue;
    const coordinates = worldPositions(part.coordinates, dimension === 2);
    const isDrawn = coordinates.length >= (dimension === 2 ? 6 : 4);
    if (!part.isHole) outerIsKept = isDrawn;
    if (isDrawn && outerIsKept) kept.push({ isHole: part.isHole, coordinates });
  }
  return kept.length === 0 ? null : { dimension: dimension as 1 | 2, parts: kept };
}

/** Degrees to world units; repeated positions are taken once and rings are left open. */
function worldPositions(degrees: Float64Array, isRing: boolean): number[] {
  const positions: number[] = [];
  for (let index = 0; index < degrees.length; index += 2) {
    const x = worldX(degrees[index] as number);
    const y = worldY(degrees[index + 1] as number);
    const { length } = positions;
    if (length > 0 && positions[length - 2] === x && positions[length - 1] === y) continue;
    positions.push(x, y);
  }
  while (isRing && positions.length > 2 && positions[0] === positions.at(-2) && positions[1] === positions.at(-1)) positions.length -= 2;
  return positions;
}
