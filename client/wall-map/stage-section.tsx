import { useTranslation } from 'react-i18next';
import type { CoverageState } from '#contract/coverage';
import type { WallSection } from '#contract/walls';
import { useFormat } from '../ui/use-format.ts';
import { useBox } from './use-box.ts';

/** In u: the most and the least height of a floor, room of the floors' names, and how wide a door is that says its state in a word. */
const FLOOR = { most: 64, least: 12, named: 30 };
const NAMES_WIDTH = 76;
const WORD_WIDTH = 54;
const HEAD_HEIGHT = 40;
const LEFT: readonly CoverageState[] = ['untried', 'tried', 'appointment', 'exempt_pending'];

/** A building as one looks at it: floors from the top, staircases side by side, a field for each door in the look of its state. Never whose door it is. */
export function StageSection({ section }: { section: WallSection }) {
  const { t } = useTranslation('wallMap');
  const format = useFormat();
  const [element, box] = useBox<HTMLDivElement>();
  const columns = section.units.map((_, unit) => Math.max(1, ...section.floors.map(({ cells }) => cells[unit]?.states.length ?? 0)));
  const width = ((box?.width ?? 0) - NAMES_WIDTH) / columns.reduce((sum, count) => sum + count, 0);
  const height = Math.max(FLOOR.least, Math.min(FLOOR.most, Math.floor(((box?.height ?? 0) - HEAD_HEIGHT) / Math.max(1, section.floors.length))));
  const namedEvery = Math.ceil(FLOOR.named / height);
  const hasWords = width >= WORD_WIDTH && height >= FLOOR.named;
  const count = (states: readonly CoverageState[]) => format.number(states.reduce((sum, state) => sum + (section.byState[state] ?? 0), 0));
  const last = section.floors.length - 1;
  return (
    <div className="stage-section">
      <p className="stage-quiet">
        {t('stage.sum', { total: format.number(section.total), covered: count(['covered']), left: count(LEFT), exempt: count(['exempt']) })}
      </p>
      <div className="stage-section-box" ref={element}>
        {box !== null && (
          <table aria-label={t('stage.section')}>
            {(section.units.length > 1 || section.units[0] !== '') && (
              <thead>
                <tr>
                  <td />
                  {section.units.map((unit) => (
                    <th key={unit} scope="col">
                      {/^\d+$/.test(unit) ? t('stage.unit', { unit }) : unit}
                    </th>
                  ))}
                </tr>
              </thead>
            )}
            <tbody>
              {section.floors.map(({ floor, cells }, index) => (
                <tr key={floor ?? 'elsewhere'} style={{ height: `calc(${height} * var(--u))` }}>
                  <th scope="row">{(last - index) % namedEvery === 0 ? (floor === null ? t('stage.elsewhere') : t('stage.floor', { floor })) : ''}</th>
                  {cells.map(({ states }, unit) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a staircase is its column
                    <td key={unit} style={{ width: `${((columns[unit] ?? 1) * 100) / columns.reduce((sum, own) => sum + own, 0)}%` }}>
                      <span className="stage-doors">
                        {states.map((state, door) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: a door is its place
                          <span key={door} className={`stage-door stage-${state}`}>
                            {hasWords && state !== 'covered' && t(`stage.short.${state}`)}
                          </span>
                        ))}
                      </span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
