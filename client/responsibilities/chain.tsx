import { useTranslation } from 'react-i18next';
import type { Responsibility } from '#contract/grids';
import type { Chain, ResponsibilityFinding } from '#contract/responsibilities';
import { addRoom } from '../i18n/i18n.ts';
import { useFormat } from '../ui/use-format.ts';
import { dutyMessages } from './duty-messages.ts';
import { tierName } from './tiers.ts';
import './chain.css';

addRoom('duties', dutyMessages);

interface ChainListProps {
  chain: Chain;
  onGrid: (code: string) => void;
}

/** 五包: all five tiers, also the one that nobody holds. Each says from which grid it comes, by which contract, and what is wrong with it here. */
export function ChainList({ chain, onGrid }: ChainListProps) {
  const { t } = useTranslation('gridCard');
  return (
    <ul className="chain">
      {chain.tiers.map(({ tier, holders, findings }) => (
        <li key={tier}>
          <span className="chain-tier">{t(`tiers.${tierName(tier)}`)}</span>
          <span className="chain-people">
            {holders.length === 0 && findings.length === 0 && <span className="chain-nobody">{t('nobody')}</span>}
            {holders.map((holder) => (
              <Holder key={`${holder.person.id} ${holder.grid.id}`} holder={holder} isOwn={holder.grid.id === chain.grid.id} onGrid={onGrid} />
            ))}
            {findings.map((finding) => (
              <Finding key={finding.kind} finding={finding} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Holder({
  holder: { person, unit, dutyPhone, scopeType, share, grid },
  isOwn,
  onGrid,
}: { holder: Responsibility; isOwn: boolean } & Pick<ChainListProps, 'onGrid'>) {
  const { t } = useTranslation(['duties', 'gridCard']);
  const format = useFormat();
  const contract = [scopeType && t(`scope.${scopeType}`), share !== null && t('share', { share: format.rate(share) })].filter(Boolean).join('　');
  return (
    <span className="chain-holder">
      <span>
        {person.name} <small>{unit?.name}</small>
      </span>
      {dutyPhone === null ? (
        <small className="chain-nobody">{t('noPhone')}</small>
      ) : (
        <a href={`tel:${dutyPhone}`} aria-label={t('call', { name: person.name, phone: dutyPhone })}>
          {dutyPhone}
        </a>
      )}
      {(contract !== '' || !isOwn) && (
        <small className="chain-contract">
          {contract}
          {!isOwn && (
            <button type="button" className="row-link" onClick={() => onGrid(grid.code)}>
              {t('gridCard:inherited', { name: grid.name })}
            </button>
          )}
        </small>
      )}
    </span>
  );
}

/** What is wrong, in words beside its pattern. */
export function Finding({ finding }: { finding: ResponsibilityFinding }) {
  const text = useFindingText()(finding);
  return (
    <span className="chain-finding">
      <span className="duty-swatch" data-mark={finding.kind} aria-hidden="true" /> {text}
    </span>
  );
}

/** A finding as one sentence. */
export function useFindingText(): (finding: ResponsibilityFinding) => string {
  const { t } = useTranslation('duties');
  const format = useFormat();
  return ({ kind, people }) => {
    if (kind === 'gap') return t('findings.gap');
    if (kind === 'overlap') return t('findings.overlap', { n: format.number(people.length) });
    const names = people.map(({ name, until }) => (until === null ? t('findings.gone', { name }) : t('findings.until', { name, day: format.date(until) })));
    return t('findings.vacant', { names: names.join('、') });
  };
}
