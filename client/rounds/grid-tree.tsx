import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridRef } from '#contract/grids';

/** Subdistricts are opened to their communities. */
const OPENS_AT_LEVEL = 2;

interface GridTreeProps<Row extends { grid: GridRef }> {
  caption: string;
  /** What the first column is called, then the others. */
  head: readonly string[];
  /** The topmost grid and those below it. */
  rows: readonly Row[];
  /** The other cells of a row. */
  cells: (row: Row) => ReactNode;
  /** The communities of a subdistrict, as rows: below renders them by its second argument. */
  below: (code: string, show: (rows: readonly Row[]) => ReactNode) => ReactNode;
  open: readonly string[];
  onOpen: (open: readonly string[]) => void;
}

/** Figures by subdistrict, each of which opens to its communities. */
export function GridTree<Row extends { grid: GridRef }>({ caption, head, rows, cells, below, open, onOpen }: GridTreeProps<Row>) {
  const line = (row: Row, isBelow: boolean) => {
    const { code } = row.grid;
    const isOpen = open.includes(code);
    return (
      <tr key={code} data-code={code} data-level={row.grid.level}>
        <th scope="row" className={isBelow ? 'grid-tree-below' : undefined}>
          {!isBelow && row.grid.level === OPENS_AT_LEVEL ? (
            <Toggle name={row.grid.name} isOpen={isOpen} onTurn={() => onOpen(isOpen ? open.filter((other) => other !== code) : [...open, code])} />
          ) : (
            <span className={isBelow ? undefined : 'grid-tree-top'}>{row.grid.name}</span>
          )}
        </th>
        {cells(row)}
      </tr>
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="rounds-scroll" tabIndex={0} aria-label={caption}>
      <table className="data-table grid-tree">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <tbody key={row.grid.code}>
            {line(row, false)}
            {open.includes(row.grid.code) && below(row.grid.code, (communities) => communities.map((community) => line(community, true)))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Toggle({ name, isOpen, onTurn }: { name: string; isOpen: boolean; onTurn: () => void }) {
  const { t } = useTranslation('rounds');
  return (
    <button type="button" className="row-link" aria-expanded={isOpen} aria-label={t(isOpen ? 'collapse' : 'expand', { name })} onClick={onTurn}>
      <span aria-hidden="true" className="grid-tree-arrow" data-open={isOpen || undefined} />
      {name}
    </button>
  );
}

/** One line over the whole table while rows are on their way, or what kept them. */
export function WideRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columns} className="grid-tree-wide">
        {children}
      </td>
    </tr>
  );
}
