import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageFigures } from '#contract/coverage';
import type { HouseholdGroup } from '../map/panel-view.ts';
import { Count } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import './coverage.css';

const COUNTS = {
  all: ({ denominators }: CoverageFigures) => denominators.all.count,
  covered: ({ covered }: CoverageFigures) => covered,
  exempt: ({ exempt }: CoverageFigures) => exempt,
  reachable: ({ denominators }: CoverageFigures) => denominators.reachable.count,
} satisfies Partial<Record<HouseholdGroup, (figures: CoverageFigures) => number>>;
type Total = keyof typeof COUNTS;

interface CoverageTotalsProps {
  figures: CoverageFigures;
  shown: readonly Total[];
  onOpen: (group: Total) => void;
  /** A further pair, `<div><dt>…</dt><dd>…</dd></div>`. */
  children?: ReactNode;
}

/** How many targets there are in all and of them covered, exempt, reachable: each opens its rows. */
export function CoverageTotals({ figures, shown, onOpen, children }: CoverageTotalsProps) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  return (
    <dl className="pair-list coverage-pairs">
      {shown.map((total) => {
        const n = t('households', { value: format.number(COUNTS[total](figures)) });
        return (
          <div key={total}>
            <dt>{t(total)}</dt>
            <dd>
              <Count label={t('openRows', { name: t(total), n })} onOpen={() => onOpen(total)}>
                {n}
              </Count>
            </dd>
          </div>
        );
      })}
      {children}
    </dl>
  );
}
