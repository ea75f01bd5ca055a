import { useTranslation } from 'react-i18next';
import type { ProjectFund } from '#contract/projects';
import type { ProjectCatalogue } from './api.ts';
import { useNamed, useWan } from './words.ts';

interface MoneyProps {
  funds: readonly ProjectFund[];
  sources: ProjectCatalogue['sources'];
}

/** Planned money of each source as a bar, what is paid of it filled; a row a source, a column a year. */
export function Money({ funds, sources }: MoneyProps) {
  const { t } = useTranslation('projects');
  const wan = useWan();
  const named = useNamed();
  const years = [...new Set(funds.map(({ year }) => year))].sort();
  const rows = sources.flatMap((source) => {
    const own = funds.filter((fund) => fund.source === source.code);
    if (own.length === 0) return [];
    return [{ source, own, planned: sum(own, 'plannedMinor'), paid: sum(own, 'paidMinor') }];
  });
  const most = Math.max(1, ...rows.map(({ planned }) => planned));
  return (
    <table className="data-table money">
      <thead>
        <tr>
          <th scope="col">{t('card.source')}</th>
          <th scope="col" aria-label={t('card.money')} />
          {years.map((year) => (
            <th key={year} scope="col">
              {year}
            </th>
          ))}
          <th scope="col">{t('card.planned')}</th>
          <th scope="col">{t('card.paid')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ source, own, planned, paid }) => (
          <tr key={source.code}>
            <td>{named(source)}</td>
            <td className="money-bar">
              <span
                role="img"
                aria-label={t('card.fundBar', { source: named(source), planned: wan(planned), paid: wan(paid) })}
                style={{ width: `${(planned / most) * 100}%` }}
              >
                <i style={{ width: `${planned === 0 ? 0 : (paid / planned) * 100}%` }} />
              </span>
            </td>
            {years.map((year) => (
              <td key={year} className="muted">
                {wan(
                  sum(
                    own.filter((fund) => fund.year === year),
                    'plannedMinor',
                  ),
                )}
              </td>
            ))}
            <td>{wan(planned)}</td>
            <td className="muted">{wan(paid)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The whole as one bar: each source its share, told by its place and by the table below. */
export function MoneyBar({ funds, sources }: MoneyProps) {
  const { t } = useTranslation('projects');
  const wan = useWan();
  const named = useNamed();
  return (
    <div className="money-stack">
      {sources.map((source) => {
        const own = funds.filter((fund) => fund.source === source.code);
        const planned = sum(own, 'plannedMinor');
        if (planned === 0) return null;
        const label = t('card.fundBar', { source: named(source), planned: wan(planned), paid: wan(sum(own, 'paidMinor')) });
        return (
          <span key={source.code} role="img" aria-label={label} title={label} style={{ flexGrow: planned }}>
            <i style={{ width: `${(sum(own, 'paidMinor') / planned) * 100}%` }} />
            <b>{named(source)}</b>
          </span>
        );
      })}
    </div>
  );
}

function sum(funds: readonly ProjectFund[], of: 'plannedMinor' | 'paidMinor'): number {
  return funds.reduce((all, fund) => all + fund[of], 0);
}
