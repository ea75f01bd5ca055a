import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEVEL_OF_GRIDS, type UncoveredSummary } from '#contract/coverage';
import { useMapHandle } from '../map/map-context.ts';
import type { AnswerLine } from '../map/panel-view.ts';
import { Count, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { inNoGrid } from './denominators.ts';

const BUILDING_ZOOM = 18;
/** Of grids and of buildings: what fits a screen beside the rest of the answer. */
const SHOWN_AT_FIRST = 7;

/** Opens the rows behind a count of a line. */
type OpenLine = (group: 'uncovered' | 'all', line: AnswerLine) => void;

/** Where the uncovered are, grid by grid. What no grid of the lines holds stands as a line of its own, so that the lines add up to the whole. */
export function ByGrid({ summary, onGrid, onOpen }: { summary: UncoveredSummary; onGrid: (code: string) => void; onOpen: OpenLine }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { byGrid } = summary;
  const rest = inNoGrid(summary);
  if (byGrid.length === 0 && rest.total === 0) return null;
  return (
    <section className="section">
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">
              <h3>{t('byGrid')}</h3>
            </th>
            <th scope="col">{t('columns.uncovered')}</th>
            <th scope="col">{t('columns.inside')}</th>
            <th scope="col">{t('columns.share')}</th>
          </tr>
        </thead>
        <tbody>
          {(all ? byGrid : byGrid.slice(0, SHOWN_AT_FIRST)).map(({ grid, uncovered, total }) => (
            <tr key={grid.id}>
              <td>
                <button type="button" className="row-link" onClick={() => onGrid(grid.code)}>
                  {grid.name}
                </button>
              </td>
              <td>
                <LineCount name={`${grid.name} ${t('uncovered')}`} count={uncovered} onOpen={() => onOpen('uncovered', { inside: grid.code })} />
              </td>
              <td className="muted">
                <LineCount name={`${grid.name} ${t('all')}`} count={total} onOpen={() => onOpen('all', { inside: grid.code })} />
              </td>
              <td className="muted">{format.share(uncovered, total)}</td>
            </tr>
          ))}
          {rest.total > 0 && (
            <tr>
              <td>{t('inNoGrid')}</td>
              <td>
                <LineCount
                  name={`${t('inNoGrid')} ${t('uncovered')}`}
                  count={rest.uncovered}
                  onOpen={() => onOpen('uncovered', { aboveLevel: LEVEL_OF_GRIDS })}
                />
              </td>
              <td className="muted">
                <LineCount name={`${t('inNoGrid')} ${t('all')}`} count={rest.total} onOpen={() => onOpen('all', { aboveLevel: LEVEL_OF_GRIDS })} />
              </td>
              <td className="muted">{format.share(rest.uncovered, rest.total)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {!all && byGrid.length > SHOWN_AT_FIRST && (
        <button type="button" className="row-link" onClick={() => setAll(true)}>
          {t('showAll', { n: format.number(byGrid.length) })}
        </button>
      )}
    </section>
  );
}

/** The buildings with the most uncovered; hover and focus show one on the map, a click flies to it. */
export function ByBuilding({ summary: { byBuilding, buildingCount }, onOpen }: { summary: UncoveredSummary; onOpen: OpenLine }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const map = useMapHandle();
  const [all, setAll] = useState(false);
  const shown = all ? byBuilding : byBuilding.slice(0, SHOWN_AT_FIRST);
  if (shown.length === 0) return null;
  return (
    <Section title={t('byBuilding')} aside={t('buildingsShown', { shown: format.number(shown.length), n: format.number(buildingCount) })}>
      <ul className="building-list">
        {shown.map((building) => {
          const position: [number, number] = [building.lon, building.lat];
          const show = () => map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: position } });
          const line = { building: building.id };
          return (
            <li key={building.id}>
              <button
                type="button"
                className="row-link"
                title={t('list.zoom', { place: building.name })}
                onClick={() => map?.flyTo(position, BUILDING_ZOOM)}
                onPointerEnter={show}
                onPointerLeave={() => map?.highlight(null)}
                onFocus={show}
                onBlur={() => map?.highlight(null)}
              >
                {building.name}
              </button>
              <span className="building-counts">
                <LineCount name={`${building.name} ${t('uncovered')}`} count={building.uncovered} onOpen={() => onOpen('uncovered', line)} />
                <span className="unit">/</span>
                <span className="muted">
                  <LineCount name={`${building.name} ${t('all')}`} count={building.total} onOpen={() => onOpen('all', line)} />
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      {!all && byBuilding.length > shown.length && (
        <button type="button" className="row-link" onClick={() => setAll(true)}>
          {t('showAllBuildings', { n: format.number(byBuilding.length) })}
        </button>
      )}
    </Section>
  );
}

function LineCount({ name, count, onOpen }: { name: string; count: number; onOpen: () => void }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const n = format.number(count);
  return (
    <Count label={t('openRows', { name, n })} onOpen={onOpen}>
      {n}
    </Count>
  );
}
