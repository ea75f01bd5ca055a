import type { ConditionCell } from '../alleys/condition-cells.tsx';
import type { Standing } from './outcome.ts';
import { GROUPS, type Ranking } from './ranking.ts';
import type { RowOrder } from './row-order.ts';

/** What a row says of an alley whatever the weights are. */
export interface RowWords {
  id: number;
  standing: Standing | undefined;
  name: string;
  code: string;
  /** Null where nobody knows the alley's letters. */
  letters: readonly ConditionCell[] | null;
  length: string;
  households: string;
  cost: string;
  stability: string;
  isIn: boolean;
  reason: string;
}

/** A ranking as the table shows it. */
export interface TableView {
  ranking: Ranking;
  gain: Float64Array;
  rows: RowOrder;
}

interface ShownRows extends TableView {
  /** Another function: everything is said anew. */
  wordsOf: (place: number) => RowWords;
  /** Names of GROUPS. */
  groups: readonly string[];
  selected: number | null;
}

/**
 * Writes the rows of the table past React, because a weight that is dragged changes all of them in every frame: React makes a row with empty cells once, and only
 * what differs from what stands in a cell is written.
 */
export class TableRows {
  readonly #rows = new Map<HTMLElement, Row>();
  #shown: ShownRows | null = null;

  /** Writes all rows there are; those that come later show the same. */
  show(shown: ShownRows): void {
    const isSaidAnew = shown.wordsOf !== this.#shown?.wordsOf;
    this.#shown = shown;
    for (const row of this.#rows.values()) {
      if (isSaidAnew) row.forget();
      row.write(shown);
    }
  }

  /** Takes an empty row, which stands for whatever comes at this index of its list. Returns how to give it back. */
  take(element: HTMLElement, list: keyof RowOrder, index: number): () => void {
    const row = new Row(element, list, index);
    this.#rows.set(element, row);
    if (this.#shown !== null) row.write(this.#shown);
    return () => this.#rows.delete(element);
  }

  /** The alley whose row this is at the moment. */
  idOf(element: HTMLElement): number | null {
    return this.#rows.get(element)?.id ?? null;
  }
}

/** Text that is written only when it changes. */
class Cell {
  readonly #text: Text;
  #now = '';

  constructor(parent: Element) {
    this.#text = parent.appendChild(document.createTextNode(''));
  }

  write(text: string): void {
    if (text === this.#now) return;
    this.#now = text;
    this.#text.data = text;
  }
}

class Row {
  readonly #element: HTMLElement;
  readonly #list: keyof RowOrder;
  readonly #index: number;
  readonly #cells: Record<'rank' | 'score' | 'length' | 'households' | 'cost' | 'gain' | 'stability' | 'name' | 'code' | 'tick' | 'reason', Cell>;
  readonly #outcome: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #letters: HTMLElement;
  #place = -1;
  #words: RowWords | null = null;
  #label = '';
  #isCurrent = false;
  #said: (ConditionCell | null)[] = [];

  constructor(element: HTMLElement, list: keyof RowOrder, index: number) {
    this.#element = element;
    this.#list = list;
    this.#index = index;
    const column = (name: string) => element.querySelector(`[data-column="${name}"]`) as HTMLElement;
    const cell = (name: string) => new Cell(column(name));
    this.#outcome = column('outcome');
    this.#bar = column('parts').firstElementChild as HTMLElement;
    this.#letters = column('letters').firstElementChild as HTMLElement;
    this.#cells = {
      rank: cell('rank'),
      score: cell('score'),
      length: cell('length'),
      households: cell('households'),
      cost: cell('cost'),
      gain: cell('gain'),
      stability: cell('stability'),
      name: new Cell(column('name').firstElementChild as Element),
      code: new Cell(column('name').lastElementChild as Element),
      tick: new Cell(this.#outcome.firstElementChild as Element),
      reason: cell('outcome'),
    };
  }

  get id(): number | null {
    return this.#words?.id ?? null;
  }

  /** Says all words anew, for they are others now. */
  forget(): void {
    this.#place = -1;
    this.#said = [];
    this.#label = '';
  }

  write({ ranking, gain, rows, wordsOf, groups, selected }: ShownRows): void {
    const place = rows[this.#list][this.#index];
    // A list that has become shorter takes the row away in the same commit.
    if (place === undefined) return;
    if (place !== this.#place || this.#words === null) this.#say(wordsOf(place));
    this.#place = place;
    const { rank, score, gain: value } = this.#cells;
    rank.write(String(ranking.rank[place]));
    score.write((ranking.score[place] as number).toFixed(1));
    value.write((gain[place] as number) === 0 ? '–' : (gain[place] as number).toFixed(2));
    this.#draw(ranking.parts.subarray(place * GROUPS.length, (place + 1) * GROUPS.length), groups);
    const isCurrent = this.#words?.id === selected;
    if (isCurrent === this.#isCurrent) return;
    this.#isCurrent = isCurrent;
    if (isCurrent) this.#element.setAttribute('aria-current', 'true');
    else this.#element.removeAttribute('aria-current');
  }

  #say(words: RowWords): void {
    const before = this.#words;
    this.#words = words;
    const { name, code, length, households, cost, stability, tick, reason } = this.#cells;
    name.write(words.name);
    code.write(words.code);
    length.write(words.length);
    households.write(words.households);
    cost.write(words.cost);
    stability.write(words.stability);
    tick.write(words.isIn ? '✓ ' : '');
    reason.write(words.reason);
    if (before?.reason !== words.reason) this.#outcome.title = words.reason;
    if (before?.standing !== words.standing) {
      if (words.standing === undefined) delete this.#element.dataset.standing;
      else this.#element.dataset.standing = words.standing;
    }
    this.#letters.style.visibility = words.letters === null ? 'hidden' : '';
    for (const [at, letter] of words.letters?.entries() ?? []) {
      if (this.#said[at] === letter) continue;
      this.#said[at] = letter;
      const item = this.#letters.children[at] as HTMLElement;
      item.className = letter.className;
      item.title = letter.label;
      item.firstElementChild?.setAttribute('aria-label', letter.label);
    }
  }

  /** A bar as long as the score, cut where one group of criteria ends and the next begins: a background, which no layout follows from. */
  #draw(points: Float64Array, groups: readonly string[]): void {
    const label = groups.map((name, at) => `${name} ${(points[at] as number).toFixed(1)}`).join(', ');
    if (label === this.#label) return;
    this.#label = label;
    this.#bar.title = label;
    this.#bar.setAttribute('aria-label', label);
    let end = 0;
    const stops = GROUPS.map((group, at) => {
      const start = end;
      end += points[at] as number;
      return `var(--group-${group}) ${start.toFixed(2)}% ${end.toFixed(2)}%`;
    });
    this.#bar.style.backgroundImage = `linear-gradient(to right, ${stops.join(', ')}, transparent ${end.toFixed(2)}%)`;
  }
}
