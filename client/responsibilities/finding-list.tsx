import { useTranslation } from 'react-i18next';
import type { FindingKind, ResponsibilityFinding } from '#contract/responsibilities';
import { useAskedDay } from '../api/past.ts';
import { addRoom } from '../i18n/i18n.ts';
import { PagesList } from '../ui/pages-list.tsx';
import { Panel } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { findingsFile, useFindingPages } from './api.ts';
import { useFindingText } from './chain.tsx';
import { dutyMessages } from './duty-messages.ts';
import { tierName } from './tiers.ts';

addRoom('duties', dutyMessages);

const ROW_HEIGHT = 48;
const linesOf = (findings: readonly ResponsibilityFinding[]) => [...findings];
const heightOf = () => ROW_HEIGHT;
const keyOf = ({ kind, tier, grid }: ResponsibilityFinding) => `${kind} ${tier} ${grid.id}`;

interface FindingListProps {
  grid: { code: string; name: string };
  kind: FindingKind | null;
  tier: number | null;
  onGrid: (code: string) => void;
  onBack: () => void;
}

/** Gaps, overlaps and vacant posts inside a grid; a row leads to the grid it is about. */
export function FindingList({ grid, kind, tier, onGrid, onBack }: FindingListProps) {
  const { t } = useTranslation(['duties', 'gridCard']);
  const format = useFormat();
  const textOf = useFindingText();
  const filter = { grid: grid.code, kind, tier, day: useAskedDay() };
  const query = useFindingPages(filter);
  const title = t('listTitle', { name: grid.name, list: t(`list.${kind ?? 'all'}`) });
  const file = (
    <a className="button push-end duty-file" href={findingsFile(filter)} download={`${title}.csv`}>
      {t('csv')}
    </a>
  );
  return (
    <Panel title={title} back={{ label: t('back', { name: grid.name }), go: onBack }} foot={file} focusKey={`duties ${grid.code} ${kind} ${tier}`} fill>
      <PagesList
        query={query}
        linesOf={linesOf}
        heightOf={heightOf}
        keyOf={keyOf}
        label={title}
        empty={t('empty')}
        note={(loaded, ended) => t(ended ? 'ended' : 'more', { n: format.number(loaded) })}
      >
        {(finding) => (
          <button type="button" className="list-row duty-line" title={t('zoom', { name: finding.grid.name })} onClick={() => onGrid(finding.grid.code)}>
            <span className="duty-swatch" data-mark={finding.kind} aria-hidden="true" />
            <span>{finding.grid.name}</span>
            <span>{t(`gridCard:tiers.${tierName(finding.tier)}`)}</span>
            <small>{textOf(finding)}</small>
          </button>
        )}
      </PagesList>
    </Panel>
  );
}
