import { useTranslation } from 'react-i18next';
import { type CoverageFigures, UNCOVERED_STATES, type UncoveredState } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import { HOUSEHOLD_KINDS } from '#contract/households';
import type { DenominatorName } from '../map/map-state.ts';
import { Count } from '../ui/panel.tsx';
import { ShareBar } from '../ui/share-bar.tsx';
import { useFormat } from '../ui/use-format.ts';
import { barParts, countIn } from './denominators.ts';
import { StateMark } from './state-mark.tsx';
import './coverage.css';

/** Bar of all targets by state; says its parts in words to those who do not see it. */
export function StateBar({ figures }: { figures: CoverageFigures }) {
  const { t } = useTranslation(['coveragePanel', 'coverage']);
  const format = useFormat();
  const parts = barParts(figures);
  const words = parts.map((part) => `${t(`coverage:states.${part.key}`)} ${format.number(part.value)}`).join(', ');
  return <ShareBar parts={parts} label={t('barLabel', { parts: words })} />;
}

interface StateFiguresProps {
  figures: CoverageFigures;
  onOpen: (state: UncoveredState) => void;
}

/** One line per uncovered state: mark, word, number, share of the uncovered. */
export function StateFigures({ figures, onOpen }: StateFiguresProps) {
  const { t } = useTranslation(['coverage', 'coveragePanel']);
  const format = useFormat();
  return (
    <ul className="figure-list">
      {UNCOVERED_STATES.map((state) => {
        const name = t(`coverage:states.${state}`);
        const count = countIn(figures, state);
        return (
          <li key={state}>
            <StateMark state={state} />
            <span>{name}</span>
            <Count label={t('coveragePanel:openRows', { name, n: format.number(count) })} onOpen={() => onOpen(state)}>
              {format.number(count)}
            </Count>
            <span className="figure-share">{format.share(count, figures.uncovered)}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface KindFiguresProps {
  byKind: Partial<Record<HouseholdKind, CoverageFigures>>;
  denominator: DenominatorName;
  /** The group is what the column counts: the uncovered, or all of the denominator. */
  onOpen: (kind: HouseholdKind, group: 'uncovered' | DenominatorName) => void;
}

/** Uncovered of how many, per kind of target; kinds that do not occur here are left out. */
export function KindFigures({ byKind, denominator, onOpen }: KindFiguresProps) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const kinds = HOUSEHOLD_KINDS.filter((kind) => (byKind[kind]?.denominators.all.count ?? 0) > 0);
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">
            <h3>{t('byKind')}</h3>
          </th>
          <th scope="col">{t('columns.uncovered')}</th>
          <th scope="col">{t(`columns.${denominator === 'all' ? 'total' : denominator}`)}</th>
          <th scope="col">{t('rate')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => {
          const figures = byKind[kind] as CoverageFigures;
          const { count, rate } = figures.denominators[denominator];
          const name = t(`kinds.${kind}`);
          return (
            <tr key={kind}>
              <td>{name}</td>
              <td>
                <Count label={t('openRows', { name, n: format.number(figures.uncovered) })} onOpen={() => onOpen(kind, 'uncovered')}>
                  {format.number(figures.uncovered)}
                </Count>
              </td>
              <td className="muted">
                <Count label={t('openRows', { name: `${name} ${t(denominator)}`, n: format.number(count) })} onOpen={() => onOpen(kind, denominator)}>
                  {format.number(count)}
                </Count>
              </td>
              <td className="muted">{format.rate(rate)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
