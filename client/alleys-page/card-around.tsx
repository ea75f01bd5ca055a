import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { AlleyDetail } from '#contract/alleys';
import { ALL_WORKS } from '../map/panel-view.ts';
import { ChainList } from '../responsibilities/chain.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { Quantity } from '../works/quantity.tsx';
import { useWorkTypeName } from '../works/totals.tsx';
import { useAlleyFile } from './alley-file.ts';
import { mapLink } from './map-link.ts';

const SHOWN = 6;

/** Issues, works and projects of the alley, and the five tiers that answer for it. */
export function Around({ alley }: { alley: AlleyDetail }) {
  const { t, i18n } = useTranslation(['register', 'issues', 'issuePanel']);
  const format = useFormat();
  const navigate = useNavigate();
  const types = useWorkTypes().data;
  const typeName = useWorkTypeName();
  const { issues, works, chain } = useAlleyFile(alley);
  return (
    <>
      <Rows title={t('card.issues')} rows={issues} all={mapLink(alley.id, { list: 'issues', which: 'all' })}>
        {({ id, title, lateness, state, distanceM }) => (
          <tr key={id}>
            <td>
              <Link className="row-link" to={mapLink(alley.id, { list: 'issue', id, from: 'all' })}>
                {title}
              </Link>
            </td>
            <td className="muted">{lateness ? t(`issues:lateness.${lateness}`) : t(`issuePanel:states.${state}`)}</td>
            <td className="muted">{distanceM !== undefined && t('card.away', { metres: format.number(distanceM) })}</td>
          </tr>
        )}
      </Rows>
      <Rows title={t('card.works')} rows={works} all={mapLink(alley.id, { list: 'works', type: null })}>
        {(work) => {
          const type = types?.get(work.workType);
          return (
            <tr key={work.id}>
              <td>
                <Link className="row-link" to={mapLink(alley.id, { list: 'work', id: work.id, from: ALL_WORKS })}>
                  {type === undefined ? work.workType : typeName(type)}
                </Link>
              </td>
              <td>
                <Quantity quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} />
              </td>
              <td className="muted">{work.completedOn !== null && format.date(work.completedOn)}</td>
            </tr>
          );
        }}
      </Rows>
      <Rows title={t('card.projects')} rows={alley.projects} empty={t('card.noProjects')}>
        {({ id, name, kind, phase, startsOn }) => (
          <tr key={id}>
            <td>
              <Link className="row-link" to={`/projects?project=${id}`}>
                {name}
              </Link>
            </td>
            <td className="muted">
              {i18n.language === 'en' ? kind.nameEn : kind.name} {t(`phases.${phase}`)}
            </td>
            <td className="muted">{startsOn !== null && format.date(startsOn)}</td>
          </tr>
        )}
      </Rows>
      {chain ? (
        <Section title={t('card.chain')} aside={chain.grid.name}>
          <ChainList chain={chain} onGrid={(code) => navigate(`/map?grid=${encodeURIComponent(code)}`)} />
        </Section>
      ) : null}
    </>
  );
}

interface RowsProps<Row> {
  title: string;
  rows: readonly Row[] | undefined;
  empty?: string;
  /** Address of all of them, where there may be more than fit here; without it all are here. */
  all?: string;
  children: (row: Row) => ReactNode;
}

function Rows<Row>({ title, rows, empty, all, children }: RowsProps<Row>) {
  const { t } = useTranslation('register');
  const format = useFormat();
  return (
    <Section title={title} aside={rows && rows.length > 0 ? format.number(rows.length) : undefined}>
      {rows === undefined ? (
        <p className="muted">…</p>
      ) : rows.length === 0 ? (
        <p className="muted">{empty ?? t('card.none')}</p>
      ) : (
        <>
          <table className="data-table">
            <tbody>{rows.slice(0, all === undefined ? undefined : SHOWN).map(children)}</tbody>
          </table>
          {all !== undefined && rows.length > SHOWN && (
            <p>
              <Link className="register-link" to={all}>
                {t('card.more', { n: format.number(rows.length - SHOWN) })}
              </Link>
            </p>
          )}
        </>
      )}
    </Section>
  );
}
