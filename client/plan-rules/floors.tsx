import { useTranslation } from 'react-i18next';
import { MINOR_PER_10K } from '../plan-page/desk-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { floorByRule } from './relax.ts';
import type { RulesProps } from './rules-panel.tsx';

/** What every subdistrict gets at least: by one rule, or named for a single one; and what it gets in this plan. */
export function Floors({ state, go, budget, startYear, result }: Pick<RulesProps, 'state' | 'go' | 'budget' | 'startYear' | 'result'>) {
  const { t } = useTranslation('planRules');
  const format = useFormat();
  const subdistricts = result?.subdistricts ?? [];
  const own = (grid: string) => state.floors.find((floor) => floor.grid === grid);
  const set = (grid: string, change: { least?: number; count?: number } | null) => {
    const before = own(grid) ?? { grid, least: floorByRule(grid, { state, budget, startYear, subdistricts }), count: state.leastCount };
    const others = state.floors.filter((floor) => floor.grid !== grid);
    go({ floors: change === null ? others : [...others, { ...before, ...change }] });
  };
  const amount = (value: number, put: (next: number) => void) => (next: number) => Number.isFinite(next) && next !== value && put(Math.max(0, next));
  return (
    <>
      <label className="plan-slider">
        <span>{t('floors.share')}</span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(state.floor * 100)}
          onChange={(event) => go({ floor: event.target.valueAsNumber / 100 })}
        />
        <output>{state.floor === 0 ? t('floors.off') : `${Math.round(state.floor * 100)}%`}</output>
      </label>
      <label className="plan-figure">
        <span>{t('floors.count')}</span>
        <input
          className="field"
          type="number"
          min={0}
          max={1000}
          value={state.leastCount}
          onChange={(event) => amount(state.leastCount, (leastCount) => go({ leastCount }))(event.target.valueAsNumber)}
        />
        <small>{t('floors.alleyUnit')}</small>
      </label>
      {subdistricts.length > 0 && (
        <table className="plan-matrix">
          <thead>
            <tr>
              <th scope="col">{t('floors.grid')}</th>
              <th scope="col">{t('floors.least')}</th>
              <th scope="col">{t('floors.alleys')}</th>
              <th scope="col">{t('floors.got')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {subdistricts.map(({ code, name, spentMinor, isFloorReduced }) => {
              const floor = own(code);
              const least = floor?.least ?? floorByRule(code, { state, budget, startYear, subdistricts });
              const count = floor?.count ?? state.leastCount;
              return (
                <tr key={code} data-own={floor !== undefined || undefined} title={isFloorReduced ? t('floors.reduced') : undefined}>
                  <th scope="row">{name}</th>
                  <td>
                    <input
                      className="field"
                      type="number"
                      min={0}
                      aria-label={t('floors.leastOf', { name })}
                      value={Number(least.toFixed(1))}
                      onChange={(event) => amount(least, (next) => set(code, { least: next }))(event.target.valueAsNumber)}
                    />
                  </td>
                  <td>
                    <input
                      className="field"
                      type="number"
                      min={0}
                      max={1000}
                      aria-label={t('floors.countOf', { name })}
                      value={count}
                      onChange={(event) => amount(count, (next) => set(code, { count: Math.round(next) }))(event.target.valueAsNumber)}
                    />
                  </td>
                  <td>{format.number(spentMinor / MINOR_PER_10K, 1)}</td>
                  <td>
                    {floor !== undefined && (
                      <button type="button" className="plan-link" onClick={() => set(code, null)}>
                        {t('floors.byRule')}
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}
