import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import { type GridColumns, useGridColumns } from '../api/layer-state.ts';
import { useMapState } from '../map/map-state.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';

const WAITING = [30, 30, 30, 30, 30, 30];

/** The same district without a map: each level as a table, the name of a grid opens the one below. */
export function GridTable({ settings }: { settings: PublicSettings }) {
  const { t, i18n } = useTranslation('map');
  const { state, select } = useMapState();
  const grids = useGridColumns(state.campaign);
  return (
    <div className="map-table">
      <h1>{t('noWebgl.title')}</h1>
      <p>{t('noWebgl.detail')}</p>
      <Loaded query={grids} bars={WAITING}>
        {(data) => (
          <Level
            data={data}
            code={state.grid}
            district={i18n.language === 'en' ? settings.district.nameEn : settings.district.name}
            onSelect={(grid) => select(grid === null ? {} : { grid })}
          />
        )}
      </Loaded>
    </div>
  );
}

interface LevelProps {
  data: GridColumns;
  code: string | null;
  district: string;
  onSelect: (code: string | null) => void;
}

function Level({ data, code, district, onSelect }: LevelProps) {
  const { t } = useTranslation(['map', 'grids']);
  const format = useFormat();
  const { here, rows } = useMemo(() => rowsBelow(data, code), [data, code]);
  const parent = here === null ? null : data.id.indexOf(data.parentId[here] ?? -1);
  return (
    <>
      <h2>{here === null ? district : data.name[here]}</h2>
      {here === null ? null : (
        <button type="button" className="button" onClick={() => onSelect(parent === null || parent < 0 ? null : (data.code[parent] ?? null))}>
          {t('map:noWebgl.up')}
        </button>
      )}
      {rows.length === 0 ? <Empty>{t('map:noWebgl.empty')}</Empty> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('grids:table.name')}</th>
            <th scope="col">{t('grids:table.uncovered')}</th>
            <th scope="col">{t('grids:table.covered')}</th>
            <th scope="col">{t('grids:table.total')}</th>
            <th scope="col">{t('grids:table.rate')}</th>
            <th scope="col">{t('grids:table.issues')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={data.id[row]}>
              <td>
                <button type="button" onClick={() => onSelect(data.code[row] ?? null)}>
                  {data.name[row]}
                </button>
              </td>
              <td>{format.number(data.uncovered[row] ?? 0)}</td>
              <td>{format.number(data.covered[row] ?? 0)}</td>
              <td>{format.number(data.total[row] ?? 0)}</td>
              <td>{format.share(data.covered[row] ?? 0, data.total[row] ?? 0)}</td>
              <td>{format.number(data.openIssues[row] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The rows below a grid (the district's when nothing, or an unknown code, is selected), most uncovered first. */
export function rowsBelow(data: GridColumns, code: string | null): { here: number | null; rows: number[] } {
  const selected = code === null ? -1 : data.code.indexOf(code);
  const root = data.level.indexOf(Math.min(...data.level));
  const here = selected < 0 ? root : selected;
  const rows = data.id.map((_, index) => index).filter((index) => here >= 0 && data.parentId[index] === data.id[here] && data.kind[index] === 'basic');
  rows.sort((a, b) => (data.uncovered[b] ?? 0) - (data.uncovered[a] ?? 0));
  return { here: selected < 0 ? null : selected, rows };
}
