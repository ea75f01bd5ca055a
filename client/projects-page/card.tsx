import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProjectClash, ProjectDetail } from '#contract/projects';
import { writePanelView } from '../map/panel-view.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Quantity } from '../works/quantity.tsx';
import { Actions, hasActions, useMay } from './actions.tsx';
import { type ProjectCatalogue, useProject } from './api.ts';
import { Consultation, Milestones } from './card-parts.tsx';
import { ClashList } from './clash-list.tsx';
import { clashesOf } from './gantt-scale.ts';
import { Money, MoneyBar } from './money.tsx';
import { PhaseMark } from './phase-mark.tsx';
import { useNamed, useWan } from './words.ts';

const WAITING = [24, 40, 120, 120, 120];
const CHAIN = ['planned', 'designed', 'tendered', 'under_construction', 'done', 'accepted'] as const;

interface ProjectCardProps {
  id: number;
  catalogue: ProjectCatalogue;
  clashes: readonly ProjectClash[];
  today: string;
  onSelect: (id: number) => void;
  onShow: (clash: ProjectClash) => void;
  onCorrect: () => void;
  onClose: () => void;
}

/** One project: how far it is, whose money, who benefits and who agreed, what is due, what it would dig up twice. */
export function ProjectCard({ id, catalogue, clashes, today, onSelect, onShow, onCorrect, onClose }: ProjectCardProps) {
  const { t } = useTranslation('projects');
  const query = useProject(id);
  const may = useMay();
  const own = clashesOf(clashes, id);
  return (
    <Panel
      title={query.data?.name ?? t('title')}
      onClose={onClose}
      focusKey={`project ${id}`}
      foot={
        query.data && hasActions(query.data, may) ? (
          <Actions key={`${id} ${query.data.phase}`} project={query.data} catalogue={catalogue} today={today} onCorrect={onCorrect} />
        ) : undefined
      }
    >
      <Loaded query={query} bars={WAITING}>
        {(project) => (
          <>
            <Phases project={project} />
            <Fields project={project} catalogue={catalogue} />
            {own.length > 0 && (
              <Section title={t('card.clashes')}>
                <ClashList clashes={own} moratoriumYears={catalogue.rules.moratoriumYears} onSelect={onSelect} onShow={onShow} />
              </Section>
            )}
            <Section title={t('card.money')} aside={t('card.wan')}>
              <MoneyBar funds={project.funds} sources={catalogue.sources} />
              <Money funds={project.funds} sources={catalogue.sources} />
            </Section>
            <Section title={t('card.benefits')}>
              <Benefits project={project} />
            </Section>
            <Section title={t('card.consultation')}>
              <Consultation project={project} steps={catalogue.steps} />
            </Section>
            <Section title={t('card.milestones')}>
              <Milestones project={project} today={today} />
            </Section>
            <Section title={t('card.works')}>
              <Works project={project} />
            </Section>
            <Section title={t('card.history')}>
              <History project={project} />
            </Section>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** The chain of phases with the day each was reached; the one it is in stands out. */
function Phases({ project: { phase, history, isLate, endsOn } }: { project: ProjectDetail }) {
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

function Fields({ project, catalogue }: { project: ProjectDetail; catalogue: ProjectCatalogue }) {
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
      documents.length === 0
        ? null
        : documents.map(({ title, url }) => (
            <a key={url} href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          )),
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
function Benefits({ project: { place, households, buildings, lengthM, areaM2, reported, plannedMinor } }: { project: ProjectDetail }) {
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

function Works({ project: { works } }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  if (works.length === 0) return <p className="projects-note">{t('card.noWorks')}</p>;
  return (
    <ul className="project-works">
      {works.map((work) => (
        <li key={work.id}>
          <Link to={`/map?panel=${writePanelView({ list: 'work', id: work.id, from: null })}`}>{work.name ?? work.typeName}</Link>
          <Quantity quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} />
        </li>
      ))}
    </ul>
  );
}

function History({ project: { history } }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  return (
    <ul className="project-history">
      {history.map(({ action, toPhase, happenedOn, reason, personName }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened has no other name, and the list only grows at its head
        <li key={index}>
          <small>{format.date(happenedOn)}</small>
          <span>
            {t(`actions.${action}`)} {toPhase !== null && t(`phases.${toPhase}`)}{' '}
            {action === 'milestone' || action === 'corrected' || action === 'reopened' ? reason : null}
            {personName !== null && <small> {personName}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
