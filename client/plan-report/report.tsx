import { useTranslation } from 'react-i18next';
import type { PlanReport } from '#contract/plans';
import type { PlanModel } from '../plan-page/api.ts';
import { MINOR_PER_10K } from '../plan-page/desk-state.ts';
import { shareOf } from '../plan-page/small-share.ts';
import { useReasonWords } from '../plan-page/use-reason.ts';
import { type Format, useFormat } from '../ui/use-format.ts';
import { unitWord } from '../works/unit-word.ts';
import { PaperMap } from './paper-map.tsx';
import { PaperTable } from './paper-table.tsx';

const MINOR_PER_YUAN = 100;
const M_PER_KM = 1000;
const in10k = (minor: number | null, format: Format) => (minor === null ? '–' : format.number(minor / MINOR_PER_10K, 1));

interface ReportProps {
  report: PlanReport;
  model: PlanModel;
}

/** What is proposed, where, for how much, by what rule, and why each of them. */
export function Report({ report, model }: ReportProps) {
  const { t, i18n } = useTranslation('planReport');
  const format = useFormat();
  const reasonOf = useReasonWords(model.sources);
  const isEnglish = i18n.language === 'en';
  const { plan, totals, budgets, subdistricts } = report;
  const money = (minor: number | null) => in10k(minor, format);
  const sourceOf = (code: string) => {
    const source = model.sources.find((one) => one.code === code);
    return (isEnglish ? source?.nameEn : source?.name) ?? t('funds.purse');
  };
  const sum = Object.values(report.weights).reduce((total, weight) => total + weight, 0);
  return (
    <>
      <header>
        <p>{t('title')}</p>
        <h1>
          {plan.name} <small>{t('version', { version: String(plan.version) })}</small>
        </h1>
        <p className="paper-facts">
          <span>
            {report.approval === null
              ? t('notApproved')
              : t('approved', { on: format.moment(report.approval.on), person: report.approval.person ?? t('nobody') })}
          </span>
          <span>{t('asOf', { date: report.asOf })}</span>
          <span>{t('printedOn', { date: report.printedOn })}</span>
        </p>
      </header>
      <section>
        <h2>{t('summary.title')}</h2>
        <p className="paper-lead">
          {t('summary.text', {
            years: plan.years === 1 ? String(plan.startYear) : `${plan.startYear}–${plan.startYear + plan.years - 1}`,
            spent: money(totals.spentMinor),
            low: money(totals.lowMinor),
            high: money(totals.highMinor),
            alleys: format.number(totals.alleys),
            length: format.number(totals.lengthM / M_PER_KM, 2),
            households: format.number(totals.households),
          })}{' '}
          {t('summary.better', { greedy: shareOf(more(totals.value, totals.greedyValue)), worst: shareOf(more(totals.value, totals.worstFirstValue)) })}{' '}
          {totals.gap !== null && t(totals.gap < 0.001 ? 'summary.proven' : 'summary.best', { gap: shareOf(totals.gap) })} {t('summary.placeholders')}
        </p>
      </section>
      <section>
        <h2>{t('map.title')}</h2>
        <PaperMap map={report.map} withOthers />
      </section>
      <div className="paper-pair">
        <section>
          <h2>{t('weights.title')}</h2>
          <PaperTable
            heads={[t('weights.criterion'), t('weights.weight')]}
            rows={model.criteria.map(({ code, name, nameEn }) => ({
              key: code,
              cells: [isEnglish ? nameEn : name, format.share(report.weights[code] ?? 0, sum)],
            }))}
          />
        </section>
        <section>
          <h2>{t('works.title')}</h2>
          <PaperTable
            heads={[t('works.work'), t('works.quantity')]}
            rows={totals.quantities.map((one) => ({ key: one.workType, cells: [isEnglish ? one.nameEn : one.name, quantityOf(one, format, i18n.language)] }))}
          />
        </section>
      </div>
      <section>
        <h2>{t('funds.title')}</h2>
        <PaperTable
          heads={[t('funds.year'), t('funds.source'), t('funds.budget'), t('funds.spent'), t('funds.high')]}
          rows={budgets.map(({ year, source, budgetMinor, spentMinor, highMinor, highBreaks }) => ({
            key: `${year} ${source}`,
            cells: [String(year), sourceOf(source), money(budgetMinor), money(spentMinor), `${money(highMinor)}${highBreaks ? ` ▲ ${t('funds.breaks')}` : ''}`],
          }))}
          texts={2}
        />
      </section>
      <section>
        <h2>{t('places.title')}</h2>
        <PaperTable
          heads={[t('places.place'), t('places.households'), t('places.elderly'), t('places.alleys'), t('places.spent'), t('places.perHome'), t('places.next')]}
          rows={subdistricts.map((one) => ({
            key: one.code,
            cells: [
              one.name,
              format.number(one.households),
              format.rate(one.elderlyShare),
              format.number(one.alleys),
              money(one.spentMinor),
              one.minorPerHousehold === null ? '–' : format.number(one.minorPerHousehold / MINOR_PER_YUAN),
              one.nextValuePer10k === null ? '–' : format.number(one.nextValuePer10k, 1),
            ],
          }))}
        />
      </section>
      <section className="paper-new">
        <h2>{t('rows.title')}</h2>
        <PaperTable
          heads={(['no', 'name', 'place', 'year', 'length', 'homes', 'score', 'cost', 'stability', 'reason'] as const).map((column) => t(`rows.${column}`))}
          rows={report.rows.map((one) => ({
            key: String(one.alleyId),
            cells: [
              String(one.no),
              one.name === null ? one.code : `${one.name} ${one.code}`,
              one.subdistrict ?? '–',
              String(one.year),
              format.number(one.lengthM),
              one.households === null ? '–' : format.number(one.households),
              format.number(one.score, 1),
              `${money(one.costMinor)} (${money(one.lowMinor)}–${money(one.highMinor)})`,
              one.stability === null ? '–' : `${Math.round(one.stability * 100)}%`,
              reasonOf(one.reason),
            ],
          }))}
          texts={3}
          isLastText
        />
      </section>
      <section>
        <h2>{t('next.title')}</h2>
        <PaperTable
          heads={[t('rows.name'), t('rows.place'), t('rows.score'), t('funds.spent'), t('next.reason')]}
          rows={report.next.map((one) => ({
            key: String(one.alleyId),
            cells: [
              one.name === null ? one.code : `${one.name} ${one.code}`,
              one.subdistrict ?? '–',
              format.number(one.score, 1),
              money(one.costMinor),
              reasonOf(one.reason),
            ],
          }))}
          texts={2}
          isLastText
        />
      </section>
      <section>
        <h2>{t('out.title')}</h2>
        <PaperTable
          heads={[t('out.reason'), t('out.alleys')]}
          rows={report.outByReason.map(({ code, alleys }) => ({ key: code, cells: [reasonOf({ code }), format.number(alleys)] }))}
        />
      </section>
    </>
  );
}

const more = (value: number, than: number): number => (than === 0 ? 0 : value / than - 1);

/** A range where it is one, with its unit. */
function quantityOf(
  { quantityMin, quantityMax, unit }: Pick<PlanReport['totals']['quantities'][number], 'quantityMin' | 'quantityMax' | 'unit'>,
  format: Format,
  language: string,
): string {
  const [low, high] = [format.number(quantityMin), format.number(quantityMax)];
  return `${low === high ? low : `${low}–${high}`} ${unitWord(unit, language)}`;
}
