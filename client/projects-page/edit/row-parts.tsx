import { useTranslation } from 'react-i18next';
import { newUuid } from '../../api/uuid.ts';
import { CellInput } from '../../ui/form.tsx';
import { inUnit, MONEY_UNITS, type MoneyUnit, moneyText } from '../../ui/money-text.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useFormat } from '../../ui/use-format.ts';
import type { ProjectCatalogue } from '../api.ts';
import { useNamed } from '../words.ts';
import { type ConsultationDraft, type FundDraft, type MilestoneDraft, paidOf, plannedOf } from './draft.ts';
import type { PartProps } from './parts.tsx';

interface MoneyPartProps extends PartProps {
  sources: ProjectCatalogue['sources'];
  /** A new line is of this year. */
  year: string;
}

/** Money by source and year, to the 分. */
export function MoneyPart({ fields: { funds, moneyUnit }, change, fault, sources, year }: MoneyPartProps) {
  const { t } = useTranslation('projectEdit');
  const named = useNamed();
  const put = (index: number, next: Partial<FundDraft>) => change({ funds: funds.map((fund, at) => (at === index ? { ...fund, ...next } : fund)) });
  const unitTo = (unit: MoneyUnit) =>
    change({
      moneyUnit: unit,
      funds: funds.map((fund) => ({ ...fund, planned: inUnit(fund.planned, moneyUnit, unit), paid: inUnit(fund.paid, moneyUnit, unit) })),
    });
  const total = (of: (fund: FundDraft, unit: MoneyUnit) => number | null) =>
    grouped(
      moneyText(
        funds.reduce((sum, fund) => sum + (of(fund, moneyUnit) ?? 0), 0),
        moneyUnit,
      ),
    );
  return (
    <section className="form-part">
      <h3>
        {t('money.title')}
        <Segmented label={t('money.unit')} value={moneyUnit} options={MONEY_UNITS.map((value) => ({ value, label: t(`money.${value}`) }))} onChange={unitTo} />
      </h3>
      <div className="form-whole">
        {funds.length === 0 ? (
          <p className="form-note">{t('money.none')}</p>
        ) : (
          <table className="form-rows">
            <thead>
              <tr>
                <th scope="col">{t('money.source')}</th>
                <th scope="col" className="narrow">
                  {t('money.year')}
                </th>
                <th scope="col" data-end>
                  {t('money.planned')}
                </th>
                <th scope="col" data-end>
                  {t('money.paid')}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {funds.map((fund, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name while it is written
                <tr key={index}>
                  <td>
                    <select
                      className="field"
                      aria-label={t('money.source')}
                      aria-invalid={fault(`/funds/${index}/source`) !== null}
                      value={fund.source}
                      onChange={(event) => put(index, { source: event.target.value })}
                    >
                      <option value="">–</option>
                      {sources.map((source) => (
                        <option key={source.code} value={source.code}>
                          {named(source)}
                        </option>
                      ))}
                    </select>
                    {fault(`/funds/${index}/source`) !== null && <p className="form-fault">{fault(`/funds/${index}/source`)}</p>}
                  </td>
                  <td className="narrow">
                    <CellInput
                      label={t('money.year')}
                      isNumber
                      fault={fault(`/funds/${index}/year`)}
                      value={fund.year}
                      onChange={(value) => put(index, { year: value })}
                    />
                  </td>
                  <td>
                    <CellInput
                      label={t('money.planned')}
                      isNumber
                      fault={fault(`/funds/${index}/plannedMinor`)}
                      value={fund.planned}
                      onChange={(planned) => put(index, { planned })}
                    />
                  </td>
                  <td>
                    <CellInput
                      label={t('money.paid')}
                      isNumber
                      fault={fault(`/funds/${index}/paidMinor`)}
                      value={fund.paid}
                      onChange={(paid) => put(index, { paid })}
                    />
                  </td>
                  <td>
                    <Remove label={t('money.remove', { n: index + 1 })} go={() => change({ funds: funds.filter((_, at) => at !== index) })} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={2}>
                  {t('money.total')} <small className="form-note">{t(`money.${moneyUnit}`)}</small>
                </td>
                <td data-end>{total(plannedOf)}</td>
                <td data-end>{total(paidOf)}</td>
                <td />
              </tr>
            </tfoot>
          </table>
        )}
        <button
          type="button"
          className="button"
          onClick={() =>
            change({ funds: [...funds, { source: funds.at(-1)?.source ?? sources[0]?.code ?? '', year: nextYear(funds, year), planned: '', paid: '' }] })
          }
        >
          {t('money.add')}
        </button>
      </div>
    </section>
  );
}

/** 12345.67 → 12,345.67, to the last digit. */
function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...(fraction === undefined ? [] : [fraction])].join('.');
}

/** Money mostly comes from one source over years: a new line is of the year after the last. */
const nextYear = (funds: readonly FundDraft[], year: string): string => {
  const last = Number(funds.at(-1)?.year);
  return Number.isInteger(last) && last > 0 ? String(last + 1) : year;
};

interface ConsultPartProps extends Pick<PartProps, 'fault'> {
  consultations: readonly ConsultationDraft[];
  steps: ProjectCatalogue['steps'];
  isNeeded: boolean;
  /** Share of those asked that has to agree. */
  needed: number;
  today: string;
  onChange: (consultations: ConsultationDraft[]) => void;
}

/** 一征三议两公开: each step with its day, who was asked, and the share that agrees. */
export function ConsultPart({ consultations, steps, isNeeded, needed, today, fault, onChange }: ConsultPartProps) {
  const { t } = useTranslation('projectEdit');
  const format = useFormat();
  const named = useNamed();
  if (!isNeeded)
    return (
      <section className="form-part">
        <h3>{t('consult.title')}</h3>
        <p className="form-whole form-note">{t('consult.notNeeded')}</p>
      </section>
    );
  // Other words under the same id would be another record under it.
  const put = (index: number, next: Partial<ConsultationDraft>) =>
    onChange(consultations.map((one, at) => (at === index ? { ...one, ...next, uuid: newUuid() } : one)));
  return (
    <section className="form-part">
      <h3>
        {t('consult.title')}
        <small>{t('consult.needed', { share: format.rate(needed) })}</small>
      </h3>
      <table className="form-rows form-whole">
        <thead>
          <tr>
            <th scope="col">{t('consult.step')}</th>
            <th scope="col">{t('consult.heldOn')}</th>
            {(['asked', 'answered', 'agreed'] as const).map((count) => (
              <th key={count} scope="col" className="narrow" data-end>
                {t(`consult.${count}`)}
              </th>
            ))}
            <th scope="col" data-end>
              {t('consult.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {consultations.map((one, index) => {
            const step = steps.find(({ code }) => code === one.step);
            const word = step === undefined ? one.step : named(step);
            const share = Number(one.asked) > 0 ? Number(one.agreed) / Number(one.asked) : null;
            return (
              <tr key={one.step}>
                <th scope="row">{word}</th>
                <td>
                  <CellInput
                    label={`${word} ${t('consult.heldOn')}`}
                    type="date"
                    max={today}
                    fault={fault(`/consultations/${index}/heldOn`)}
                    value={one.heldOn}
                    onChange={(heldOn) => put(index, { heldOn })}
                  />
                </td>
                {(['asked', 'answered', 'agreed'] as const).map((count) => (
                  <td key={count} className="narrow">
                    <CellInput
                      label={`${word} ${t(`consult.${count}`)}`}
                      isNumber
                      fault={count === 'asked' ? fault(`/consultations/${index}/asked`) : null}
                      value={one[count]}
                      onChange={(value) => put(index, { [count]: value })}
                    />
                  </td>
                ))}
                <td data-end>
                  <span>
                    {share !== null && share < needed && <i className="consult-below">▲ </i>}
                    {format.rate(share)}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface MilestonePartProps extends Pick<PartProps, 'fault'> {
  milestones: readonly MilestoneDraft[];
  /** Names the server has: they keep their name. */
  kept: readonly string[];
  today: string;
  onChange: (milestones: MilestoneDraft[]) => void;
}

/** What is due when, and when it was done. */
export function MilestonePart({ milestones, kept, today, fault, onChange }: MilestonePartProps) {
  const { t } = useTranslation('projectEdit');
  const put = (index: number, next: Partial<MilestoneDraft>) =>
    onChange(milestones.map((one, at) => (at === index ? { ...one, ...next, uuid: newUuid() } : one)));
  return (
    <section className="form-part">
      <h3>{t('milestones.title')}</h3>
      <div className="form-whole">
        {milestones.length === 0 ? (
          <p className="form-note">{t('milestones.none')}</p>
        ) : (
          <table className="form-rows">
            <thead>
              <tr>
                <th scope="col">{t('milestones.name')}</th>
                <th scope="col">{t('milestones.dueOn')}</th>
                <th scope="col">{t('milestones.doneOn')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {milestones.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the name is being written, so it cannot be the key
                <tr key={index}>
                  <td>
                    {kept.includes(one.name) ? (
                      <span>{one.name}</span>
                    ) : (
                      <CellInput
                        label={t('milestones.name')}
                        maxLength={100}
                        fault={fault(`/milestones/${index}/name`)}
                        value={one.name}
                        onChange={(name) => put(index, { name })}
                      />
                    )}
                  </td>
                  <td>
                    <CellInput
                      label={`${one.name} ${t('milestones.dueOn')}`}
                      type="date"
                      fault={fault(`/milestones/${index}/dueOn`)}
                      value={one.dueOn}
                      onChange={(dueOn) => put(index, { dueOn })}
                    />
                  </td>
                  <td>
                    <CellInput
                      label={`${one.name} ${t('milestones.doneOn')}`}
                      type="date"
                      max={today}
                      fault={fault(`/milestones/${index}/doneOn`)}
                      value={one.doneOn}
                      onChange={(doneOn) => put(index, { doneOn })}
                    />
                  </td>
                  <td>
                    {!kept.includes(one.name) && (
                      <Remove label={t('milestones.remove', { name: one.name })} go={() => onChange(milestones.filter((_, at) => at !== index))} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <button type="button" className="button" onClick={() => onChange([...milestones, { uuid: newUuid(), name: '', dueOn: '', doneOn: '' }])}>
          {t('milestones.add')}
        </button>
      </div>
    </section>
  );
}

export function Remove({ label, go }: { label: string; go: () => void }) {
  return (
    <button type="button" className="form-remove" aria-label={label} title={label} onClick={go}>
      <span aria-hidden="true">×</span>
    </button>
  );
}
