import type { Feature, FeatureCollection, LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import { topology } from 'topojson-server';
import { presimplify } from 'topojson-simplify';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Rings are open (the last position does not repeat the first). */
export interface Shape {
  dimension: 1 | 2;
  parts: ShapePart[];
}
export interface ShapePart {
  isHole: boolean;
  /** x, y, x, y, … in world units (web-mercator.ts). */
  coordinates: ArrayLike<number>;
}
export interface ZoomedPart extends ShapePart {
  /** Per position: the lowest zoom at which it is drawn. */
  zooms: Uint8Array;
}

/** From this zoom on every position is drawn. */
export const FULL_DETAIL_ZOOM = 14;
/** A position goes when the triangle it makes with its neighbours is smaller than this, in square tile units: a quarter of a pixel. */
const SMALLEST_TRIANGLE = 16;

/**
 * Generalises the shapes of a layer together, once for all zooms: each stretch of border or line that shapes have in common is weighed once
 * (Visvalingam), with the positions where stretches meet kept for ever. So neighbours share their border at every zoom exactly as they
 * share it in full detail, and lines that meet stay joined. Rings may come out with another starting position.
 */
export function vertexZooms(shapes: Shape[]): ZoomedPart[][] {
  const collection: FeatureCollection<Arcs> = { type: 'FeatureCollection', features: shapes.map(feature) };
  const weighed = presimplify(topology({ layer: collection }) as Topology<{ layer: GeometryCollection<object> }>);
  return weighed.objects.layer.geometries.map((geometry) => {
    if (geometry.type === 'MultiLineString') return geometry.arcs.map((arcs) => joined(weighed, arcs, false, false));
    if (geometry.type === 'MultiPolygon') return geometry.arcs.flatMap((rings) => rings.map((arcs, ring) => joined(weighed, arcs, true, ring > 0)));
    return [];
  });
}

type Arcs = MultiLineString | MultiPolygon;

function feature(shape: Shape): Feature<Arcs> {
  const geometry: Arcs =
    shape.dimension === 1 ? { type: 'MultiLineString', coordinates: lines(shape) } : { type: 'MultiPolygon', coordinates: polygons(shape) };
  return { type: 'Feature', properties: null, geometry };
}

function lines(shape: Shape): LineString['coordinates'][] {
  return shape.parts.map(positions);
}

function polygons(shape: Shape): Polygon['coordinates'][] {
  const polygons: Polygon['coordinates'][] = [];
  for (const part of shape.parts) {
    const ring = positions(part);
    ring.push([...(ring[0] as number[])]);
    if (part.isHole) polygons.at(-1)?.push(ring);
    else polygons.push([ring]);
  }
  return polygons;
}

function positions({ coordinates }: ShapePart): number[][] {
  return Array.from({ length: coordinates.length / 2 }, (_, index) => [coordinates[index * 2] as number, coordinates[index * 2 + 1] as number]);
}

/** Stretches one after another; where two meet the position is taken once, and a ring is left open. */
function joined(weighed: Topology, arcs: number[], isRing: boolean, isHole: boolean): ZoomedPart {
  const coordinates: number[] = [];
  const zooms: number[] = [];
  arcs.forEach((number, place) => {
    const arc = weighed.arcs[number < 0 ? ~number : number] as number[][];
    const isLast = !isRing && place === arcs.length - 1;
    const count = isLast ? arc.length : arc.length - 1;
    for (let index = 0; index < count; index++) {
      const [x, y, weight] = arc[number < 0 ? arc.length - 1 - index : index] as [number, number, number];
      coordinates.push(x, y);
      zooms.push(zoomOfTriangle(weight));
    }
  });
  return { isHole, coordinates, zooms: Uint8Array.from(zooms) };
}

/** The lowest zoom at which a triangle of this area (square world units; Infinity where stretches meet) is large enough to see. */
export function zoomOfTriangle(area: number): number {
  // One tile unit is 2^(20 - zoom) world units.
  const zoom = Math.ceil(20 - Math.log2(area / SMALLEST_TRIANGLE) / 2);
  return Math.min(FULL_DETAIL_ZOOM, Math.max(0, zoom));
}
