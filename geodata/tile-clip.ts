/** A growable run of positions in tile units, x and y apart. `length` positions are valid. */
export class Path {
  x = new Int32Array(256);
  y = new Int32Array(256);
  length = 0;

  /** Adds a position unless it repeats the last one. */
  add(x: number, y: number): void {
    const { length } = this;
    if (length > 0 && this.x[length - 1] === x && this.y[length - 1] === y) return;
    if (length === this.x.length) this.grow();
    this.x[length] = x;
    this.y[length] = y;
    this.length = length + 1;
  }

  /** Drops a last position that repeats the first: rings are held open. */
  open(): void {
    while (this.length > 1 && this.x[0] === this.x[this.length - 1] && this.y[0] === this.y[this.length - 1]) this.length--;
  }

  /** Twice the signed area of the ring; positive when it runs clockwise on a screen (y down), as an outer ring in a vector tile does. */
  doubleArea(): number {
    const { x, y, length } = this;
    let sum = 0;
    for (let index = 0, previous = length - 1; index < length; previous = index++) {
      sum += (x[previous] as number) * (y[index] as number) - (x[index] as number) * (y[previous] as number);
    }
    return sum;
  }

  private grow(): void {
    const wider = (old: Int32Array<ArrayBuffer>) => {
      const next = new Int32Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.x = wider(this.x);
    this.y = wider(this.y);
  }
}

const LEFT = 0;
const RIGHT = 1;
const TOP = 2;
const BOTTOM = 3;

/**
 * Cuts a ring (held open) to the square [low, high] by Sutherland and Hodgman's method, one edge of the square after another.
 * The result is in `ring`; `spare` is working space. Parts that fall apart stay joined along the edge of the square, outside what is shown.
 */
export function clipRing(ring: Path, spare: Path, low: number, high: number): void {
  clipRingAt(ring, spare, LEFT, low);
  clipRingAt(spare, ring, RIGHT, high);
  clipRingAt(ring, spare, TOP, low);
  clipRingAt(spare, ring, BOTTOM, high);
}

function clipRingAt(from: Path, to: Path, side: number, edge: number): void {
  to.length = 0;
  const { length, x, y } = from;
  if (length === 0) return;
  let previousX = x[length - 1] as number;
  let previousY = y[length - 1] as number;
  let previousInside = isInside(previousX, previousY, side, edge);
  for (let index = 0; index < length; index++) {
    const currentX = x[index] as number;
    const currentY = y[index] as number;
    const inside = isInside(currentX, currentY, side, edge);
    if (inside !== previousInside) {
      if (side === LEFT || side === RIGHT) to.add(edge, crossing(previousX, previousY, currentX, currentY, edge));
      else to.add(crossing(previousY, previousX, currentY, currentX, edge), edge);
    }
    if (inside) to.add(currentX, currentY);
    previousX = currentX;
    previousY = currentY;
    previousInside = inside;
  }
  to.open();
}

function isInside(x: number, y: number, side: number, edge: number): boolean {
  if (side === LEFT) return x >= edge;
  if (side === RIGHT) return x <= edge;
  return side === TOP ? y >= edge : y <= edge;
}

/** b where the segment (a, b) reaches a = edge. The ends are put in one order first: two neighbours that run the same border in opposite directions get the same answer. */
function crossing(a0: number, b0: number, a1: number, b1: number, edge: number): number {
  return a0 < a1 ? Math.round(b0 + ((b1 - b0) * (edge - a0)) / (a1 - a0)) : Math.round(b1 + ((b0 - b1) * (edge - a1)) / (a0 - a1));
}

/**
 * Cuts a line to the square [low, high] (Liang and Barsky, segment by segment) and hands over each piece that is inside.
 * `piece` is reused: take what is needed before returning.
 */
export function clipLine(line: Path, piece: Path, low: number, high: number, take: (piece: Path) => void): void {
  piece.length = 0;
  for (let index = 1; index < line.length; index++) {
    const x0 = line.x[index - 1] as number;
    const y0 = line.y[index - 1] as number;
    const x1 = line.x[index] as number;
    const y1 = line.y[index] as number;
    const dx = x1 - x0;
    const dy = y1 - y0;
    let enter = 0;
    let leave = 1;
    let outside = false;
    for (let side = 0; side < 4 && !outside; side++) {
      const p = side === LEFT ? -dx : side === RIGHT ? dx : side === TOP ? -dy : dy;
      const q = side === LEFT ? x0 - low : side === RIGHT ? high - x0 : side === TOP ? y0 - low : high - y0;
      if (p === 0) outside = q < 0;
      else if (p < 0) enter = Math.max(enter, q / p);
      else leave = Math.min(leave, q / p);
      outside ||= enter > leave;
    }
    if (outside) {
      finish(piece, take);
      continue;
    }
    if (enter > 0) finish(piece, take);
    if (piece.length === 0) piece.add(Math.round(x0 + dx * enter), Math.round(y0 + dy * enter));
    piece.add(Math.round(x0 + dx * leave), Math.round(y0 + dy * leave));
    if (leave < 1) finish(piece, take);
  }
  finish(piece, take);
}

function finish(piece: Path, take: (piece: Path) => void): void {
  if (piece.length > 1) take(piece);
  piece.length = 0;
}
