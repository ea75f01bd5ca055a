import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridRef } from '#contract/grids';
import { useGrid } from '../../grids/api.ts';
import { Loaded } from '../../ui/load-state.tsx';

const LINES = [30, 30, 30, 30];
/** Duty is given down to grids; nobody answers for a single house. */
const LOWEST_LEVEL = 4;

interface GridChooserProps {
  /** Code of the district. */
  root: string;
  chosen: readonly GridRef[];
  onChange: (chosen: readonly GridRef[]) => void;
}

/** Chooses grids by walking down the tree; what was chosen elsewhere stays chosen. */
export function GridChooser({ root, chosen, onChange }: GridChooserProps) {
  const { t } = useTranslation('rounds');
  const [at, setAt] = useState(root);
  const query = useGrid(at);
  const turn = (grids: readonly GridRef[], isChosen: boolean) => {
    const codes = new Set(grids.map(({ code }) => code));
    const others = chosen.filter(({ code }) => !codes.has(code));
    onChange(isChosen ? [...others, ...grids] : others);
  };
  const has = (code: string) => chosen.some((grid) => grid.code === code);
  return (
    <fieldset className="plan-field duty-grids">
      <legend>{t('duties.grids')}</legend>
      <Loaded query={query} bars={LINES}>
        {(grid) => (
          <>
            <p className="duty-way">
              {grid.ancestors.map(({ code, name }) => (
                <button key={code} type="button" className="row-link" onClick={() => setAt(code)}>
                  {name} <span aria-hidden="true">›</span>
                </button>
              ))}
              <label>
                <input type="checkbox" checked={has(grid.code)} onChange={({ target }) => turn([grid], target.checked)} />{' '}
                {t('duties.whole', { name: grid.name })}
              </label>
            </p>
            {grid.children.length > 1 && (
              <label className="duty-all">
                <input type="checkbox" checked={grid.children.every(({ code }) => has(code))} onChange={({ target }) => turn(grid.children, target.checked)} />{' '}
                {t('duties.allBelow', { n: grid.children.length })}
              </label>
            )}
            <ul>
              {grid.children.map((child) => (
                <li key={child.code}>
                  <label>
                    <input type="checkbox" checked={has(child.code)} onChange={({ target }) => turn([child], target.checked)} /> {child.name}
                  </label>
                  {child.level < LOWEST_LEVEL && child.childCount > 0 && (
                    <button type="button" className="row-link" aria-label={t('duties.belowOf', { name: child.name })} onClick={() => setAt(child.code)}>
                      {t('duties.below')} <span aria-hidden="true">›</span>
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      <p className="rounds-note" role="status">
        {chosen.length === 0
          ? t('duties.noneChosen')
          : t('duties.chosen', {
              n: chosen.length,
              names: chosen
                .slice(0, 6)
                .map(({ name }) => name)
                .join(t('separator')),
            })}
      </p>
    </fieldset>
  );
}
