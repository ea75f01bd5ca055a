import { useTranslation } from 'react-i18next';
import { usePast } from '../api/past.ts';
import { useMapState } from '../map/map-state.ts';
import { usePanel } from '../map/panel-view.ts';
import { useFormat } from '../ui/use-format.ts';
import { useFindingTotals } from './finding-totals.ts';
import { MARKS } from './layers.ts';
import { TIERS, tierName } from './tiers.ts';
import './legend.css';

const WORST_FIRST = [...MARKS].reverse();

/** Which tier is shown, what the patterns mean, and how many of each there are in the district; a number opens its rows. */
export function ResponsibilityLegend() {
  const { t } = useTranslation(['responsibilities', 'gridCard']);
  const { state, update } = useMapState();
  const { open } = usePanel();
  const since = usePast()?.dutiesKeptSince ?? null;
  const format = useFormat();
  const { data: totals } = useFindingTotals(true);
  const countOf = (kind: string) => totals?.items.filter((item) => item.kind === kind && item.tier === state.tier).reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="legend">
      <h3>{t('title')}</h3>
      <label className="duty-tier">
        <span className="visually-hidden">{t('tier')}</span>
        <select className="field" value={state.tier} onChange={(event) => update({ tier: Number(event.target.value) })}>
          {TIERS.map((tier, index) => (
            <option key={tier} value={index + 1}>
              {t(`gridCard:tiers.${tierName(index + 1)}`)}
            </option>
          ))}
        </select>
      </label>
      <ul className="duty-marks">
        {WORST_FIRST.map((mark) => {
          const count = countOf(mark);
          return (
            <li key={mark}>
              <span className="duty-swatch" data-mark={mark} aria-hidden="true" /> {t(mark)}
              {count !== undefined && count > 0 ? (
                <button
                  type="button"
                  className="count"
                  aria-label={t('open', { kind: t(mark), n: format.number(count) })}
                  onClick={() => open({ list: 'duties', kind: mark, tier: state.tier })}
                >
                  {format.number(count)}
                </button>
              ) : (
                <span className="duty-none">{count === undefined ? '' : 0}</span>
              )}
            </li>
          );
        })}
        <li>
          <span className="duty-swatch" data-mark="held" aria-hidden="true" /> {t('held')}
        </li>
      </ul>
      <p className="legend-note">{t('rule')}</p>
      {since !== null && <p className="legend-note">{t('keptSince', { day: format.date(since) })}</p>}
    </section>
  );
}
