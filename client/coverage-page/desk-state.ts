import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { PaceColumn } from '#contract/pace';
import type { Show } from './tree.ts';

/** What the page shows beside what the map's state says (round, kind, denominator, selected grid, camera). All of it is in the URL. */
export interface DeskState {
  /** A day that is over, 2026-09-01; null = now. */
  day: string | null;
  /** Level of the histogram, of the choropleth and of what is shown alone; null = the page's choice. */
  level: number | null;
  show: Show | null;
  sort: { column: PaceColumn; isDescending: boolean };
  /** Grids above this level are open … */
  depth: number;
  /** … but for those of these codes, which are the other way round. */
  turned: readonly string[];
}

const DEFAULT: DeskState = { day: null, level: null, show: null, sort: { column: 'left', isDescending: true }, depth: 3, turned: [] };
const LAST_STEP = 6;

/** The text after `?` to a state; what cannot be read is as if it were not there. */
export function readDeskState(search: string): DeskState {
  const parameters = new URLSearchParams(search);
  const sort = /^(-?)(\w+)$/.exec(parameters.get('sort') ?? '');
  const column = PaceColumn.options.find((known) => known === sort?.[2]);
  return {
    day: dayOf(parameters.get('day')),
    level: digit(parameters.get('level'), 5),
    show: showOf(parameters.get('show')),
    sort: column === undefined ? DEFAULT.sort : { column, isDescending: sort?.[1] === '-' },
    depth: digit(parameters.get('depth'), 5) ?? DEFAULT.depth,
    turned: parameters.get('open')?.split(',').filter(Boolean) ?? [],
  };
}

/** Whatever is not a day is as if it were not there. */
function dayOf(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

function digit(text: string | null, most: number): number | null {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value >= 1 && value <= most ? value : null;
}

function showOf(text: string | null): Show | null {
  if (text === 'unknown' || text === 'stalled') return text;
  return text !== null && /^\d$/.test(text) && Number(text) <= LAST_STEP ? Number(text) : null;
}

/** What a change writes; null takes the parameter away. */
function written(change: Partial<DeskState>): [string, string | null][] {
  return Object.entries(change).map(([name, value]): [string, string | null] => {
    if (name === 'sort') {
      const { column, isDescending } = value as DeskState['sort'];
      const text = `${isDescending ? '-' : ''}${column}`;
      return ['sort', text === '-left' ? null : text];
    }
    if (name === 'turned') return ['open', (value as string[]).length === 0 ? null : (value as string[]).join(',')];
    return [name, value === null || (name === 'depth' && value === DEFAULT.depth) ? null : String(value)];
  });
}

export interface DeskHandle {
  desk: DeskState;
  /** Changes in place, without a step of the history. */
  change(change: Partial<DeskState>): void;
}

export function useDeskState(): DeskHandle {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      desk: readDeskState(search),
      change: (change) => {
        // From the address bar, not from the closure: two changes within one render must not undo each other.
        const parameters = new URLSearchParams(window.location.search);
        for (const [name, value] of written(change)) {
          if (value === null) parameters.delete(name);
          else parameters.set(name, value);
        }
        const text = parameters.toString().replace(/%2C/g, ',').replace(/%3A/g, ':');
        void navigate({ pathname, search: text === '' ? '' : `?${text}` }, { replace: true });
      },
    }),
    [search, pathname, navigate],
  );
}
