import type { Block } from './land.ts';
import { riverOutline, type StreetClass } from './layout.ts';
import { NamePool, STREET_STEMS, STREET_TURNS } from './names.ts';
import type { Partition } from './partition.ts';
import { at, lineLength, type Point } from './plane.ts';
import type { Projection } from './projection.ts';
import type { Random } from './random.ts';
import type { DemoBaseFeature, Position } from './types.ts';

const ROAD_CLASSES: readonly StreetClass[] = ['a', 'b', 'c', 'd'];

/** Roads as the chains of edges of one street, bridges where they cross the river, water and green. */
export function buildBaseMap(partition: Partition, blocks: readonly Block[], projection: Projection, random: Random): DemoBaseFeature[] {
  const features: DemoBaseFeature[] = [];
  const line = (points: readonly Point[]): DemoBaseFeature['geometry'] => ({ type: 'LineString', coordinates: points.map(projection.position) });
  const area = (ring: Position[]): DemoBaseFeature['geometry'] => ({ type: 'Polygon', coordinates: [ring] });
  const add = (feature: Omit<DemoBaseFeature, 'id'>): void => {
    features.push({ id: features.length + 1, ...feature });
  };
  nameOutline(partition);
  const names = new NamePool(random);
  const { layout } = partition;
  for (const [street, chain] of chains(partition)) {
    const { class: streetClass, widthM } = at(layout.streets, street);
    if (!ROAD_CLASSES.includes(streetClass)) continue;
    const plan = at(layout.streets, street);
    // Short stubs and most lane-width streets stay nameless, as in life.
    if (plan.name === null && (streetClass === 'b' || streetClass === 'c' || (chain.some((part) => lineLength(part) > 110) && random.chance(0.5)))) {
      plan.name = names.draw([STREET_STEMS, STREET_TURNS], streetClass === 'd' ? '街' : '路');
    }
    for (const part of chain)
      add({ layer: 'roads', class: streetClass, name: plan.name, widthM: Math.round(widthM * 10) / 10, isBridge: false, geometry: line(part) });
  }
  for (const [street, part] of bridges(partition)) {
    const { class: streetClass, widthM, name } = at(layout.streets, street);
    add({
      layer: 'roads',
      class: streetClass,
      name: name === null ? null : `${name}桥`,
      widthM: Math.round(widthM * 10) / 10,
      isBridge: true,
      geometry: line(part),
    });
  }
  add({ layer: 'water', class: 'river', name: layout.river.name, widthM: null, isBridge: false, geometry: area(projection.ring(riverOutline(layout))) });
  for (const { filling } of blocks) {
    for (const green of filling.greens)
      add({ layer: green.layer, class: green.class, name: null, widthM: null, isBridge: false, geometry: area(projection.ring(green.points)) });
  }
  return features;
}

/** The road round the district is four roads. */
function nameOutline({ graph, layout }: Partition): void {
  const sides = ['东外环路', '北外环路', '西外环路', '南外环路'];
  const first = layout.streets.length;
  for (const name of sides) layout.streets.push({ ...at(layout.streets, 0), name });
  for (let edge = 0; edge < graph.street.length; edge += 1) {
    if (graph.street[edge] !== 0) continue;
    const { x, y } = graph.corner(edge * 2);
    const quarter = Math.floor((Math.atan2(y * 1.5, x) / (2 * Math.PI) + 1.125) * 4) % 4;
    graph.street[edge] = first + quarter;
  }
}

/** By street: its edges joined to the longest possible lines. */
function chains({ graph, riverFaces }: Partition, onlyRiver = false): Map<number, Point[][]> {
  const byStreet = new Map<number, number[]>();
  for (let h = 0; h < graph.origin.length; h += 2) {
    if (onlyRiver && !(riverFaces.has(at(graph.face, h)) && riverFaces.has(at(graph.face, h ^ 1)))) continue;
    const street = at(graph.street, h >> 1);
    byStreet.set(street, [...(byStreet.get(street) ?? []), h]);
  }
  return new Map([...byStreet].map(([street, edges]) => [street, joinEdges(graph, edges)]));
}

function bridges(partition: Partition): [number, Point[]][] {
  return [...chains(partition, true)].flatMap(([street, lines]) => lines.map((line): [number, Point[]] => [street, line]));
}

function joinEdges(graph: Partition['graph'], edges: readonly number[]): Point[][] {
  const leaving = new Map<number, number[]>();
  for (const edge of edges) for (const h of [edge, edge ^ 1]) leaving.set(at(graph.origin, h), [...(leaving.get(at(graph.origin, h)) ?? []), h]);
  const left = new Set(edges.map((h) => h >> 1));
  const lines: Point[][] = [];
  const follow = (start: number): Point[] => {
    const points = [graph.corner(start)];
    for (let h: number | undefined = start; h !== undefined; ) {
      left.delete(h >> 1);
      points.push(graph.corner(h ^ 1));
      const onward: number[] = leaving.get(at(graph.origin, h ^ 1)) ?? [];
      h = onward.length === 2 ? onward.find((next) => left.has(next >> 1)) : undefined;
    }
    return points;
  };
  const ends = [...leaving.values()].filter((list) => list.length !== 2).flat();
  for (const start of [...ends, ...edges]) if (left.has(start >> 1)) lines.push(follow(start));
  return lines;
}
