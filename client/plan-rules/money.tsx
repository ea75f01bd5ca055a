import { useTranslation } from 'react-i18next';
import type { PlanResult } from '#contract/plans';
import type { PlanAlleys, PlanModel } from '../plan-page/api.ts';
import { MINOR_PER_10K, type PlanState } from '../plan-page/desk-state.ts';
import { ANY_SOURCE, amountOf, resplit, wholeBudget } from '../plan-page/plan-spec.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { unitWord } from '../works/unit-word.ts';

const PURSES = ['purse', 'bySource'] as const;
const YEARS = ['1', '2', '3'] as const;

interface MoneyProps {
  budget: PlanState['budget'];
  years: number;
  startYear: number;
  model: PlanModel;
  alleys: PlanAlleys;
  result: PlanResult | null;
  go: (change: Partial<PlanState>) => void;
}

/** 万元 by source and year, and the unit costs that spend them, placeholders marked as what they are. */
export function Money({ budget, years, startYear, model, alleys, result, go }: MoneyProps) {
  const { t, i18n } = useTranslation('planRules');
  const format = useFormat();
  const nameOf = (code: string) => {
    const source = model.sources.find((one) => one.code === code);
    if (code === ANY_SOURCE) return t('money.purse');
    return (i18n.language === 'en' ? source?.nameEn : source?.name) ?? code;
  };
  const columns = Array.from({ length: years }, (_, at) => at);
  const set = (code: string, at: number, amount: number) => {
    if (!Number.isFinite(amount)) return;
    const amounts = columns.map((year) => (year === at ? amount : amountOf(budget[code], year)));
    go({ budget: { ...budget, [code]: amounts } });
  };
  return (
    <>
      <div className="plan-line">
        <Segmented
          label={t('money.purseOf')}
          value={ANY_SOURCE in budget ? 'purse' : 'bySource'}
          options={PURSES.map((value) => ({ value, label: t(`money.${value === 'purse' ? 'onePurse' : 'bySource'}`) }))}
          onChange={(split) => go({ budget: resplit(budget, alleys.likelyBySource, split === 'bySource') })}
        />
        <Segmented
          label={t('money.years')}
          value={String(years)}
          options={YEARS.map((count) => ({ value: count as string, label: t('money.yearsOf', { years: count }) }))}
          onChange={(next) => go({ years: Number(next) })}
        />
      </div>
      <table className="plan-matrix">
        <thead>
          <tr>
            <th scope="col">{t('money.source')}</th>
            {columns.map((at) => (
              <th key={at} scope="col">
                {startYear + at}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.keys(budget).map((code) => (
            <tr key={code}>
              <th scope="row">{nameOf(code)}</th>
              {columns.map((at) => (
                <td key={at}>
                  <input
                    className="field"
                    type="number"
                    min={0}
                    step={10}
                    aria-invalid={amountOf(budget[code], at) < 0 || undefined}
                    aria-label={t('money.cell', { source: nameOf(code), year: String(startYear + at) })}
                    value={amountOf(budget[code], at)}
                    onChange={(event) => set(code, at, event.target.valueAsNumber)}
                  />
                  <Used result={result} source={code} year={startYear + at} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('money.sum')}</th>
            {columns.map((at) => (
              <td key={at}>{format.number(Object.values(budget).reduce((sum, amounts) => sum + amountOf(amounts, at), 0))}</td>
            ))}
          </tr>
        </tfoot>
      </table>
      {years > 1 && <p className="plan-hint">{t('money.whole', { years: String(years), amount: format.number(wholeBudget(budget, years)) })}</p>}
      <UnitCosts model={model} />
    </>
  );
}

/** What the plan on the screen spends of a source in a year: where money is left although alleys are waiting, another source has run out. */
function Used({ result, source, year }: { result: PlanResult | null; source: string; year: number }) {
  const { t } = useTranslation('planRules');
  const format = useFormat();
  const own = result?.budgets.find((one) => one.source === source && one.year === year);
  return own === undefined ? null : <small className="plan-used">{t('money.used', { amount: format.number(own.spentMinor / MINOR_PER_10K, 1) })}</small>;
}

/** The unit costs in force, low to high, with source and date; unfolded on demand. */
function UnitCosts({ model }: Pick<MoneyProps, 'model'>) {
  const { t, i18n } = useTranslation('planRules');
  const types = useWorkTypes().data;
  const set = model.unitCosts[0];
  if (set === undefined) return null;
  const open = set.rows.filter(({ isPlaceholder }) => isPlaceholder).length;
  const yuan = (minor: number) => (minor / (MINOR_PER_10K / 10_000)).toFixed(0);
  return (
    <details className="plan-prices">
      <summary>
        {t('prices.title')} {open > 0 && <b>{t('prices.placeholders', { open: String(open), all: String(set.rows.length) })}</b>}
      </summary>
      <table className="plan-matrix">
        <thead>
          <tr>
            <th scope="col">{t('prices.work')}</th>
            <th scope="col">{t('prices.range')}</th>
          </tr>
        </thead>
        <tbody>
          {set.rows.map(({ workType, unit, lowMinor, likelyMinor, highMinor, source, pricedOn, region, isPlaceholder }) => (
            <tr key={workType} title={t('prices.from', { source, date: pricedOn, region })}>
              <th scope="row">
                {types?.get(workType)?.[i18n.language === 'en' ? 'nameEn' : 'name'] ?? workType}
                {isPlaceholder && <small className="plan-mark">{t('prices.placeholder')}</small>}
              </th>
              <td>
                {yuan(lowMinor)} – <b>{yuan(likelyMinor)}</b> – {yuan(highMinor)} <small>{t('prices.per', { unit: unitWord(unit, i18n.language) })}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="plan-hint">{t('prices.hint')}</p>
    </details>
  );
}
