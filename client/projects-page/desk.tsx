import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsentState, PROJECT_PHASES, type ProjectClash } from '#contract/projects';
import type { PublicSettings } from '#contract/settings';
import { fileName } from '../coverage/file-name.ts';
import { save } from '../coverage/save-file.ts';
import type { Bounds } from '../map/map-context.ts';
import { webglLimit } from '../map/webgl.ts';
import { Empty, Failure, Loaded } from '../ui/load-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useMay } from './actions.tsx';
import { type ProjectCatalogue, projectsFile, useClashes, useProgrammes, useProjectShapes, useProjects } from './api.ts';
import { ProjectCard } from './card.tsx';
import { ClashList } from './clash-list.tsx';
import { isFiltered, type ProjectsHandle, type ProjectsState, useProjectsState } from './desk-state.ts';
import type { MapEditing } from './edit/map-editing.ts';
import { ProgrammeEditor } from './edit/programme-editor.tsx';
import { ProjectEditor } from './edit/project-editor.tsx';
import { Gantt } from './gantt.tsx';
import { CLASH_MARK, placeOf } from './layers.ts';
import { MapPane } from './map-pane.tsx';
import { PhaseMark } from './phase-mark.tsx';
import { Programmes } from './programmes.tsx';
import { ProjectTable } from './table.tsx';
import { todayIn } from './words.ts';

const WAITING = [34, 34, 34, 34, 34, 34];
const CLASH_ZOOM = 16.5;
/** What is still being typed asks nothing. */
const SETTLE_MS = 300;

/** Programmes above; map, list or periods below; the card of the project that is chosen at the right. */
export function ProjectsDesk({ settings, catalogue }: { settings: PublicSettings; catalogue: ProjectCatalogue }) {
  const { t } = useTranslation('projects');
  const handle = useProjectsState();
  const { state, go, clear } = handle;
  const programmes = useProgrammes();
  const projects = useProjects(state);
  const shapes = useProjectShapes();
  const clashes = useClashes().data;
  const [hovered, setHovered] = useState<number | null>(null);
  const [target, setTarget] = useState<{ to: Bounds | [number, number]; zoom?: number } | null>(null);
  const [editing, setEditing] = useState<MapEditing | null>(null);
  const may = useMay();
  const today = todayIn(settings.timeZone);
  const known = clashes ?? [];
  const items = projects.data;
  const only = useMemo(() => (items !== undefined && isFiltered(state) ? items.map(({ id }) => id) : null), [items, state]);
  const select = useCallback(
    (project: number | null) => {
      go({ project });
      const bbox = items?.find(({ id }) => id === project)?.bbox ?? null;
      if (bbox !== null) setTarget({ to: bbox });
    },
    [go, items],
  );
  // A link to a project shows where it lies, once its place is known.
  const linked = useRef(state.project);
  useEffect(() => {
    const bbox = items?.find(({ id }) => id === linked.current)?.bbox ?? null;
    if (items !== undefined) linked.current = null;
    if (bbox !== null) setTarget({ to: bbox });
  }, [items]);
  const show = (clash: ProjectClash) => setTarget({ to: placeOf(clash), zoom: CLASH_ZOOM });
  const shown = only === null ? known : known.filter(({ first, second }) => only.includes(first.id) || only.includes(second.id));
  const limit = webglLimit();
  return (
    <div className="projects-desk" data-card={(state.project !== null && state.edit === null) || undefined} data-edit={state.edit !== null || undefined}>
      <header className="projects-top">
        <Loaded query={programmes} bars={[96]}>
          {(list) =>
            list.length === 0 ? (
              <Empty>{t('noProgrammes')}</Empty>
            ) : (
              <Programmes
                programmes={list}
                chosen={state.programme}
                onChoose={(programme) => go({ programme })}
                onPhase={(programme, phase) => go({ programme, phase, view: 'list' })}
                onCorrect={may.plan ? (code) => go({ edit: { of: 'programme', code } }) : null}
              />
            )
          }
        </Loaded>
        <div className="projects-bar">
          <h1>{t('title')}</h1>
          <Segmented
            label={t('views.label')}
            value={state.view}
            options={[
              { value: 'list', label: t('views.list') },
              { value: 'time', label: t('views.time') },
              { value: 'clashes', label: t('views.clashes', { count: shown.length }) },
            ]}
            onChange={(view) => go({ view })}
          />
          <Filters {...handle} />
          <Total count={items?.length ?? null} />
          <New isAllowed={may.plan} onNew={(of) => go({ edit: of === 'project' ? { of, id: null } : { of, code: null } })} />
          <Files state={state} timeZone={settings.timeZone} />
        </div>
      </header>
      <div className="projects-left">
        {limit === null ? (
          <p className="projects-note">{t('noMap')}</p>
        ) : (
          <MapPane
            settings={settings}
            maxCanvas={limit}
            shapes={shapes.data ?? null}
            clashes={known}
            only={only}
            selected={state.project}
            hovered={hovered}
            target={target}
            editing={state.edit?.of === 'project' ? editing : null}
            onSelect={(project) => go({ project })}
          />
        )}
        <Legend />
      </div>
      {state.edit !== null && (
        <aside className="projects-edit">
          {state.edit.of === 'project' ? (
            <ProjectEditor
              key={state.edit.id}
              id={state.edit.id}
              programme={state.programme}
              catalogue={catalogue}
              programmes={programmes.data ?? []}
              today={today}
              onMap={setEditing}
              onShow={show}
              onSee={(to) => setTarget({ to })}
              onDone={(saved) => go({ edit: null, ...(saved !== null && { project: saved }) })}
            />
          ) : (
            <Loaded query={programmes} bars={WAITING}>
              {(list) => (
                <ProgrammeEditor
                  key={programmeOf(state)}
                  programme={list.find(({ code }) => code === programmeOf(state)) ?? null}
                  taken={list.map(({ code }) => code)}
                  catalogue={catalogue}
                  onDone={(saved) => go({ edit: null, ...(saved !== null && { programme: saved }) })}
                />
              )}
            </Loaded>
          )}
        </aside>
      )}
      <div className="projects-right" hidden={state.edit !== null}>
        <Loaded query={projects} bars={WAITING}>
          {(list) =>
            state.view === 'clashes' ? (
              <div className="projects-scroll projects-padded">
                <ClashList clashes={shown} moratoriumYears={catalogue.rules.moratoriumYears} onSelect={select} onShow={show} />
              </div>
            ) : list.length === 0 ? (
              <Empty action={{ label: t('clear'), go: clear }}>{t('nothing')}</Empty>
            ) : state.view === 'time' ? (
              <Gantt projects={list} clashes={known} today={today} selected={state.project} onSelect={select} onHover={setHovered} />
            ) : (
              <ProjectTable
                projects={list}
                clashes={known}
                threshold={catalogue.rules.consentShare}
                selected={state.project}
                onSelect={select}
                onHover={setHovered}
              />
            )
          }
        </Loaded>
      </div>
      {state.project !== null && state.edit === null && (
        <aside className="projects-card">
          <ProjectCard
            id={state.project}
            catalogue={catalogue}
            clashes={known}
            today={today}
            onSelect={select}
            onShow={show}
            onCorrect={() => go({ edit: { of: 'project', id: state.project } })}
            onClose={() => go({ project: null })}
          />
        </aside>
      )}
    </div>
  );
}

const programmeOf = ({ edit }: ProjectsState): string | null => (edit?.of === 'programme' ? edit.code : null);

function New({ isAllowed, onNew }: { isAllowed: boolean; onNew: (of: 'project' | 'programme') => void }) {
  const { t } = useTranslation('projectEdit');
  return (
    <span className="projects-new" title={isAllowed ? undefined : t('notAllowed')}>
      <button type="button" className="button button-primary" disabled={!isAllowed} onClick={() => onNew('project')}>
        {t('newProject')}
      </button>
      <button type="button" className="button" disabled={!isAllowed} onClick={() => onNew('programme')}>
        {t('newProgramme')}
      </button>
    </span>
  );
}

function Total({ count }: { count: number | null }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  return <span role="status">{count !== null && t('count', { count: format.number(count) as never })}</span>;
}

function Filters({ state, go, clear }: ProjectsHandle) {
  const { t } = useTranslation('projects');
  const [text, setText] = useState(state.q);
  useEffect(() => setText(state.q), [state.q]);
  useEffect(() => {
    if (text === state.q) return;
    const timer = setTimeout(() => go({ q: text }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, state.q, go]);
  return (
    <section className="projects-filters" aria-label={t('filters.label')}>
      <input
        className="field"
        type="search"
        placeholder={t('filters.search')}
        aria-label={t('filters.search')}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        className="field"
        aria-label={t('filters.phase')}
        value={state.phase ?? ''}
        onChange={(event) => go({ phase: PROJECT_PHASES.find((phase) => phase === event.target.value) ?? null })}
      >
        <option value="">
          {t('filters.phase')} {t('filters.any')}
        </option>
        {PROJECT_PHASES.map((phase) => (
          <option key={phase} value={phase}>
            {t(`phases.${phase}`)}
          </option>
        ))}
      </select>
      <select
        className="field"
        aria-label={t('filters.consent')}
        value={state.consent ?? ''}
        onChange={(event) => go({ consent: ConsentState.options.find((consent) => consent === event.target.value) ?? null })}
      >
        <option value="">
          {t('filters.consent')} {t('filters.any')}
        </option>
        {ConsentState.options.map((consent) => (
          <option key={consent} value={consent}>
            {t(`consents.${consent}`)}
          </option>
        ))}
      </select>
      <label className="projects-check">
        <input type="checkbox" checked={state.isLate} onChange={(event) => go({ isLate: event.target.checked })} />
        {t('filters.late')}
      </label>
      {isFiltered(state) && (
        <button type="button" className="projects-link" onClick={clear}>
          {t('clear')}
        </button>
      )}
    </section>
  );
}

const FORMATS = ['csv', 'xlsx', 'geojson'] as const;

function Files({ state, timeZone }: { state: ProjectsState; timeZone: string }) {
  const { t, i18n } = useTranslation('projects');
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fetchFile = async (f: (typeof FORMATS)[number]) => {
    setBusy(f);
    setError(null);
    try {
      save(await projectsFile(state, f, i18n.language === 'en' ? 'en' : 'zh'), fileName(t('file.title'), new Date(), timeZone, f));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };
  return (
    <span className="projects-files">
      {error !== null && <Failure error={error} onRetry={() => setError(null)} />}
      {FORMATS.map((f) => (
        <button key={f} type="button" className="button" disabled={busy !== null} onClick={() => void fetchFile(f)}>
          {busy === f ? t('file.busy') : t(`file.${f}`)}
        </button>
      ))}
    </span>
  );
}

function Legend() {
  const { t } = useTranslation('projects');
  return (
    <section className="projects-legend floating" aria-label={t('legend.title')}>
      <ul>
        {PROJECT_PHASES.map((phase) => (
          <li key={phase}>
            <PhaseMark phase={phase} /> {t(`phases.${phase}`)}
          </li>
        ))}
        <li>
          <b className="projects-clash-mark" aria-hidden="true">
            {CLASH_MARK}
          </b>
          {t('legend.clash')}
        </li>
      </ul>
    </section>
  );
}
