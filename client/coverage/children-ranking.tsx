import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageFigures, GridCoverage } from '#contract/coverage';
import type { DenominatorName } from '../map/map-state.ts';
import type { HouseholdGroup } from '../map/panel-view.ts';
import { Count } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { leftOf, restOf } from './denominators.ts';

type Column = 'name' | 'left' | 'size' | 'share';
type Row = { code: string; name: string; left: number; size: number; share: number | null };
interface Sorting {
  column: Column;
  descending: boolean;
}

const WORST_FIRST: Sorting = { column: 'share', descending: true };
const SHOWN_AT_FIRST = 12;

interface ChildrenRankingProps {
  items: GridCoverage['children'];
  denominator: DenominatorName;
  onSelect: (code: string) => void;
  /** The targets of one of the grids that a column counts: what is left of the denominator, or all of it. */
  onOpen: (code: string, group: HouseholdGroup) => void;
  /** All of the grid itself: what its grids below do not hold of it stands as a line of its own, so that the lines add up to the whole. */
  own: CoverageFigures;
  onOpenRest: (group: HouseholdGroup) => void;
}

/** Grids below, worst share first. Sizes stand beside shares: three of four households is not worse than three hundred of a thousand. */
export function ChildrenRanking({ items, denominator, onSelect, onOpen, own, onOpenRest }: ChildrenRankingProps) {
  const { t, i18n } = useTranslation('coveragePanel');
  const format = useFormat();
  const [sorting, setSorting] = useState(WORST_FIRST);
  const [all, setAll] = useState(false);
  const rows = useMemo(
    () =>
      sortRows(
        items.map((item) => rowOf(item, denominator)),
        sorting,
        i18n.language,
      ),
    [items, denominator, sorting, i18n.language],
  );
  if (rows.length === 0) return null;
  const rest = restOf(own, items, denominator);
  const leftGroup = denominator === 'frozen' ? 'frozen_left' : 'uncovered';
  const columns: { column: Column; label: string }[] = [
    { column: 'name', label: t('ranking') },
    { column: 'left', label: t('columns.uncovered') },
    { column: 'size', label: t(`columns.${denominator === 'all' ? 'total' : denominator}`) },
    { column: 'share', label: t('columns.share') },
  ];
  const sort = (column: Column) => setSorting((now) => ({ column, descending: now.column === column ? !now.descending : column !== 'name' }));
  return (
    <section className="section">
      <table className="data-table">
        <thead>
          <tr>
            {columns.map(({ column, label }) => (
              <th key={column} scope="col" aria-sort={sorting.column !== column ? 'none' : sorting.descending ? 'descending' : 'ascending'}>
                <button type="button" title={t('sortBy', { column: label })} onClick={() => sort(column)}>
                  {column === 'name' ? <b>{label}</b> : label}
                  {sorting.column === column ? (sorting.descending ? ' ↓' : ' ↑') : ''}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, SHOWN_AT_FIRST)).map((row) => (
            <tr key={row.code}>
              <td>
                <button type="button" className="row-link" onClick={() => onSelect(row.code)}>
                  {row.name}
                </button>
              </td>
              <td>
                <Count label={t('openRows', { name: row.name, n: format.number(row.left) })} onOpen={() => onOpen(row.code, leftGroup)}>
                  {format.number(row.left)}
                </Count>
              </td>
              <td className="muted">
                <Count
                  label={t('openRows', { name: `${row.name} ${t(denominator)}`, n: format.number(row.size) })}
                  onOpen={() => onOpen(row.code, denominator)}
                >
                  {format.number(row.size)}
                </Count>
              </td>
              <td className="muted">{format.rate(row.share)}</td>
            </tr>
          ))}
          {rest.size > 0 && (
            <tr>
              <td>{t('inNoGridBelow')}</td>
              <td>
                <Count label={t('openRows', { name: t('inNoGridBelow'), n: format.number(rest.left) })} onOpen={() => onOpenRest(leftGroup)}>
                  {format.number(rest.left)}
                </Count>
              </td>
              <td className="muted">
                <Count
                  label={t('openRows', { name: `${t('inNoGridBelow')} ${t(denominator)}`, n: format.number(rest.size) })}
                  onOpen={() => onOpenRest(denominator)}
                >
                  {format.number(rest.size)}
                </Count>
              </td>
              <td className="muted">{format.share(rest.left, rest.size)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {!all && rows.length > SHOWN_AT_FIRST && (
        <button type="button" className="row-link" onClick={() => setAll(true)}>
          {t('showAll', { n: rows.length })}
        </button>
      )}
    </section>
  );
}

function rowOf({ grid, coverage }: GridCoverage['children'][number], denominator: DenominatorName): Row {
  const size = coverage.denominators[denominator].count;
  const left = leftOf(coverage, denominator);
  return { code: grid.code, name: grid.name, left, size, share: size === 0 ? null : left / size };
}

/** Sorted copy; a grid without targets has no share and stands last whichever way the shares run. Ties fall to the larger grid, then the name. */
export function sortRows<R extends Row>(rows: readonly R[], { column, descending }: Sorting, language: string): R[] {
  const direction = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (column === 'name') return direction * a.name.localeCompare(b.name, language, { numeric: true });
    const [left, right] = [a[column], b[column]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return direction * (left - right) || b.size - a.size || a.name.localeCompare(b.name, language, { numeric: true });
  });
}
