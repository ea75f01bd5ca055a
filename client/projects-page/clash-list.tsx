import { useTranslation } from 'react-i18next';
import type { ProjectClash } from '#contract/projects';
import { useFormat } from '../ui/use-format.ts';
import { PhaseMark } from './phase-mark.tsx';

interface ClashListProps {
  clashes: readonly ProjectClash[];
  moratoriumYears: number;
  /** A project that is being written: it has nothing to open yet. */
  own?: { id: number; name: string };
  onSelect?: (id: number) => void;
  onShow: (clash: ProjectClash) => void;
}

/** Pairs that would dig the same ground twice: where, how long, who with whom, and what goes first. */
export function ClashList({ clashes, ...props }: ClashListProps) {
  const { t } = useTranslation('projects');
  if (clashes.length === 0) return <p className="projects-note">{t('clash.none')}</p>;
  return (
    <ul className="clashes">
      {clashes.map((clash) => (
        <Clash key={`${clash.first.id} ${clash.second.id}`} clash={clash} {...props} />
      ))}
    </ul>
  );
}

function Clash({ clash, moratoriumYears, own, onSelect, onShow }: Omit<ClashListProps, 'clashes'> & { clash: ProjectClash }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const { first, second, kind, from, to, days, lengthM, areaM2, goFirstId, advice, waitUntil } = clash;
  const goesFirst = goFirstId === second.id ? second : first;
  const nameOf = ({ id, name }: { id: number; name: string }) => (id === own?.id ? own.name : name);
  const size = areaM2 === null ? `${format.number(lengthM ?? 0)} m` : `${format.number(areaM2)} ㎡`;
  return (
    <li className="clash">
      <p className="clash-kind">
        <i aria-hidden="true">▲</i> <b>{kind === 'overlap' ? t('clash.overlap') : t('clash.moratorium', { years: moratoriumYears })}</b>
        <span>{t('clash.size', { size })}</span>
        <span>{t('clash.days', { from, to, days: format.number(days) })}</span>
      </p>
      <ul>
        {[first, second].map((party) => (
          <li key={party.id}>
            <PhaseMark phase={party.phase} />
            {onSelect === undefined || party.id === own?.id ? (
              <b>{nameOf(party)}</b>
            ) : (
              <button type="button" className="row-link" onClick={() => onSelect(party.id)}>
                {party.name}
              </button>
            )}
            <small>
              {party.unitName ?? t('clash.noUnit')} {party.from} – {party.to}
            </small>
          </li>
        ))}
      </ul>
      <p className="clash-advice">
        {advice === 'wait'
          ? t('clash.wait', { until: waitUntil ?? '' })
          : advice === 'together'
            ? t('clash.together')
            : t('clash.deeper_first', { name: nameOf(goesFirst) })}
        <button type="button" className="projects-link" onClick={() => onShow(clash)}>
          {t('clash.show')}
        </button>
      </p>
    </li>
  );
}
