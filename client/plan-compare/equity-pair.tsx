import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import type { Side } from './sides.ts';

const MINOR_PER_YUAN = 100;

/** Money for each home, both plans: by subdistrict, and by the share of residents of 60 and over. */
export function EquityPair({ own, other }: { own: Side; other: Side }) {
  const { t } = useTranslation('planCompare');
  const format = useFormat();
  const perHome = (spent: number, homes: number) => (homes === 0 ? 0 : spent / homes / MINOR_PER_YUAN);
  const places = own.subdistricts.map(({ code, name, households, spentMinor }) => {
    const before = other.subdistricts.find((one) => one.code === code);
    return { key: code, name, after: perHome(spentMinor, households), before: before === undefined ? null : perHome(before.spentMinor, before.households) };
  });
  const rate = (share: number) => String(Math.round(share * 100));
  const ages = own.elderly.map(({ fromShare, toShare, minorPerHousehold }, at) => {
    const before = other.elderly[at];
    return {
      key: `${fromShare}-${toShare}`,
      name: fromShare === null || toShare === null ? t('uncounted') : t('elderlyOf', { from: rate(fromShare), to: rate(Math.min(1, toShare)) }),
      after: (minorPerHousehold ?? 0) / MINOR_PER_YUAN,
      before: before === undefined || before.minorPerHousehold === null ? null : before.minorPerHousehold / MINOR_PER_YUAN,
    };
  });
  return (
    <section className="compare-equity" aria-label={t('equity')}>
      <PairedBars title={t('equity')} rows={places} format={(value) => t('yuan', { amount: format.number(value) })} />
      {own.elderly.some(({ fromShare }) => fromShare !== null) && (
        <PairedBars title={t('byElderly')} rows={ages} format={(value) => t('yuan', { amount: format.number(value) })} />
      )}
    </section>
  );
}

interface Row {
  key: string;
  name: string;
  before: number | null;
  after: number;
}

function PairedBars({ title, rows, format }: { title: string; rows: Row[]; format: (value: number) => string }) {
  const { t } = useTranslation('planCompare');
  const most = Math.max(1, ...rows.flatMap(({ before, after }) => [before ?? 0, after]));
  const width = (value: number) => ({ width: `${(value / most) * 100}%` });
  return (
    <div>
      <h3>
        {title}{' '}
        <small>
          <i data-side="other" aria-hidden="true" /> {t('other')} <i data-side="own" aria-hidden="true" /> {t('own')}
        </small>
      </h3>
      <ul>
        {rows.map(({ key, name, before, after }) => (
          <li key={key}>
            <span>{name}</span>
            <span className="compare-bars" aria-hidden="true">
              <i data-side="other" style={width(before ?? 0)} />
              <i data-side="own" style={width(after)} />
            </span>
            <small>{before === null ? '–' : format(before)}</small>
            <b>{format(after)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
