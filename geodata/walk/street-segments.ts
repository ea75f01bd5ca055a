import Flatbush from 'flatbush';
import { distance_m, type Metres, projectOnto } from './plane.ts';

/** The centreline of a road or an alley. */
export interface StreetLine {
  points: readonly Metres[];
  width_m: number;
}

/** Straight pieces of streets between numbered places; what is nearer than SNAP_M is one place. */
export interface Segments {
  places: Metres[];
  pieces: Piece[];
}
interface Piece {
  from: number;
  to: number;
  width_m: number;
}

/** Places nearer than this are one: crossings are drawn to the centimetre, and rounding moves them by less. */
const SNAP_M = 0.5;
/** A lane ends at the edge of the road it opens into, not at its middle line, and is seldom drawn to the very edge. */
const JOIN_SLACK_M = 3;

/** Cuts lines into pieces. Ends of lines that stop short of another street are led into it; lines that cross without a common place (bridges) stay apart. */
export function segmentsOf(lines: readonly StreetLine[]): Segments {
  const places: Metres[] = [];
  const cells = new Map<number, number[]>();
  const numberOf = (point: Metres): number => {
    const [column, row] = [Math.floor(point[0] / SNAP_M), Math.floor(point[1] / SNAP_M)];
    for (let x = column - 1; x <= column + 1; x += 1)
      for (let y = row - 1; y <= row + 1; y += 1)
        for (const number of cells.get(cellOf(x, y)) ?? []) if (distance_m(places[number] as Metres, point) < SNAP_M) return number;
    places.push(point);
    const cell = cells.get(cellOf(column, row));
    if (cell) cell.push(places.length - 1);
    else cells.set(cellOf(column, row), [places.length - 1]);
    return places.length - 1;
  };
  const pieces = lines.flatMap(({ points, width_m }) => {
    const numbers = points.map(numberOf);
    return numbers.slice(1).flatMap((to, index): Piece[] => {
      const from = numbers[index] as number;
      return from === to ? [] : [{ from, to, width_m }];
    });
  });
  return joinEnds({ places, pieces });
}

/** One number for a cell: exact while columns and rows stay below 2^26, some 30,000 km. */
const cellOf = (column: number, row: number): number => column * 2 ** 26 + row;

/** Where a piece is cut, and which place is led there. */
interface Cut {
  share: number;
  place: number;
}

function joinEnds({ places, pieces }: Segments): Segments {
  if (pieces.length === 0) return { places, pieces };
  const index = pieceIndex(places, pieces);
  const widest = pieces.reduce((most, { width_m }) => Math.max(most, width_m), 0);
  const cuts = new Map<number, Cut[]>();
  const joined: Piece[] = [];
  for (const [end, own] of deadEnds(pieces)) {
    const point = places[end] as Metres;
    const reach = widest / 2 + JOIN_SLACK_M;
    let best: { piece: number; share: number; place: Metres; distance_m: number } | null = null;
    for (const piece of index.search(point[0] - reach, point[1] - reach, point[0] + reach, point[1] + reach).sort((a, b) => a - b)) {
      const { from, to, width_m } = pieces[piece] as Piece;
      if (piece === own || from === end || to === end) continue;
      const hit = projectOnto(point, places[from] as Metres, places[to] as Metres);
      if (hit.distance_m <= width_m / 2 + JOIN_SLACK_M && (best === null || hit.distance_m < best.distance_m)) best = { piece, ...hit };
    }
    if (best === null) continue;
    const { from, to, width_m } = pieces[best.piece] as Piece;
    if (best.share <= 0 || best.share >= 1) joined.push({ from: end, to: best.share <= 0 ? from : to, width_m });
    else {
      places.push(best.place);
      const cut = { share: best.share, place: places.length - 1 };
      cuts.set(best.piece, [...(cuts.get(best.piece) ?? []), cut]);
      joined.push({ from: end, to: cut.place, width_m });
    }
  }
  return { places, pieces: [...pieces.flatMap((piece, at) => cutPiece(piece, cuts.get(at) ?? [])), ...joined] };
}

/** Places where one piece ends and no other begins, with that piece. */
function deadEnds(pieces: readonly Piece[]): Map<number, number> {
  const ends = new Map<number, number>();
  const shared = new Set<number>();
  for (const [at, { from, to }] of pieces.entries())
    for (const place of [from, to]) {
      if (ends.has(place) || shared.has(place)) {
        shared.add(place);
        ends.delete(place);
      } else ends.set(place, at);
    }
  return ends;
}

function cutPiece({ from, to, width_m }: Piece, cuts: readonly Cut[]): Piece[] {
  const stops = [from, ...[...cuts].sort((a, b) => a.share - b.share).map(({ place }) => place), to];
  return stops.slice(1).map((stop, index) => ({ from: stops[index] as number, to: stop, width_m }));
}

/** A spatial index of pieces by their boxes. At least one piece. */
export function pieceIndex(places: readonly Metres[], pieces: readonly { from: number; to: number }[]): Flatbush {
  const index = new Flatbush(pieces.length);
  for (const { from, to } of pieces) {
    const [a, b] = [places[from] as Metres, places[to] as Metres];
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  }
  index.finish();
  return index;
}
