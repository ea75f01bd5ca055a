import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProjectDetail } from '#contract/projects';
import { useFormat } from '../ui/use-format.ts';
import type { ProjectCatalogue } from './api.ts';
import { PhaseMark } from './phase-mark.tsx';
import { useNamed, useWan } from './words.ts';

const CHAIN = ['planned', 'designed', 'tendered', 'under_construction', 'done', 'accepted'] as const;

/** The chain of phases with the day each was reached; the one it is in stands out. */
export function Phases({ project: { phase, history, isLate, endsOn } }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const reached = CHAIN.indexOf(phase === 'unstated' ? 'under_construction' : phase);
  return (
    <>
      <ol className="phase-chain">
        {CHAIN.map((step, index) => {
          const on = history.find(({ toPhase }) => toPhase === step || (step === 'under_construction' && toPhase === 'unstated'))?.happenedOn;
          const shown = step === 'under_construction' && phase === 'unstated' ? phase : step;
          return (
            <li key={step} aria-current={index === reached ? 'step' : undefined} data-past={index < reached || undefined}>
              <PhaseMark phase={shown} />
              <span>{t(`phases.${shown}`)}</span>
              <small>{index <= reached && on !== undefined ? format.date(on).replace(/^20/, '') : ''}</small>
            </li>
          );
        })}
      </ol>
      {isLate && endsOn !== null && (
        <p className="projects-late">
          <i aria-hidden="true">▲</i> {t('late')} {format.date(endsOn)}
        </p>
      )}
    </>
  );
}

export function Fields({ project, catalogue }: { project: ProjectDetail; catalogue: ProjectCatalogue }) {
  const { t } = useTranslation('projects');
  const named = useNamed();
  const { programme, kind, unit, grid, code, itemCount, startsOn, endsOn, startedOn, finishedOn, note, alleys, documents } = project;
  const of = catalogue.kinds.find((one) => one.code === kind);
  const rows: [string, ReactNode][] = [
    [t('card.programme'), programme?.name ?? (of ? named(of) : kind)],
    [t('card.owner'), unit?.name],
    [t('card.planPeriod'), startsOn === null ? null : `${startsOn} – ${endsOn ?? ''}`],
    [t('card.realPeriod'), startedOn === null ? null : `${startedOn} – ${finishedOn ?? ''}`],
    [t('card.items'), itemCount],
    [t('card.grid'), grid?.name],
    [
      t('card.alleys'),
      alleys.length === 0 ? null : (
        <span key="alleys" className="project-alleys">
          {alleys.map((alley) => (
            <Link key={alley.id} to={`/alleys?alley=${alley.id}`}>
              {alley.name ?? alley.code}
            </Link>
          ))}
        </span>
      ),
    ],
    [t('card.code'), code],
    [t('card.note'), note],
    [
      t('card.documents'),
      documents.length === 0 ? null : (
        <span key="documents" className="project-alleys">
          {documents.map(({ title, url }) => (
            <a key={`${title} ${url}`} href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          ))}
        </span>
      ),
    ],
  ];
  return (
    <dl className="field-list">
      {rows
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** From the map, and beside it what was reported: two figures, neither of which replaces the other. */
export function Benefits({ project: { place, households, buildings, lengthM, areaM2, reported, plannedMinor } }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const wan = useWan();
  const line = (count: number | null, word: string, said: number | null) => (
    <p className="benefit">
      <strong>{count === null ? '–' : format.number(count)}</strong> {word}
      {said !== null && (
        <small>
          {t('card.reported', { count: format.number(said) as never })}
          {reported.asOf !== null && ` ${t('card.reportedAsOf', { day: reported.asOf })}`}
        </small>
      )}
    </p>
  );
  return (
    <>
      {line(households, t('card.households'), reported.households)}
      {line(buildings, t('card.buildings'), reported.buildings)}
      {place === 'none' ? (
        <p className="projects-note">{t('card.noPlace')}</p>
      ) : (
        <p className="projects-note">
          {lengthM !== null && t('card.length', { length: format.number(lengthM) })}
          {areaM2 !== null && t('card.area', { area: format.number(areaM2) })}
          {households !== null && households > 0 && t('card.perHome', { money: wan(Math.round(plannedMinor / households)) })}
        </p>
      )}
    </>
  );
}
