import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ConsentState, PROJECT_PHASES, type ProjectPhase } from '#contract/projects';

const VIEWS = ['list', 'time', 'clashes'] as const;
export type ProjectsView = (typeof VIEWS)[number];

/** What is being written down: a project or a programme, a new one (null) or one that is corrected. */
export type Editing = { of: 'project'; id: number | null } | { of: 'programme'; code: string | null };

/** What the page shows. All of it is in the URL; the camera is the map's own (useMapState). */
export interface ProjectsState {
  view: ProjectsView;
  programme: string | null;
  phase: ProjectPhase | null;
  consent: ConsentState | null;
  isLate: boolean;
  q: string;
  /** The project whose card is open. */
  project: number | null;
  edit: Editing | null;
}

const EMPTY: ProjectsState = { view: 'list', programme: null, phase: null, consent: null, isLate: false, q: '', project: null, edit: null };

/** The text after `?` to a state; what cannot be read is as if it were not there. */
export function readProjectsState(search: string): ProjectsState {
  const parameters = new URLSearchParams(search);
  const project = Number(parameters.get('project'));
  return {
    view: VIEWS.find((view) => view === parameters.get('view')) ?? EMPTY.view,
    programme: parameters.get('programme') || null,
    phase: PROJECT_PHASES.find((phase) => phase === parameters.get('phase')) ?? null,
    consent: ConsentState.options.find((consent) => consent === parameters.get('consent')) ?? null,
    isLate: parameters.get('late') === '1',
    q: parameters.get('q') ?? '',
    project: Number.isSafeInteger(project) && project > 0 ? project : null,
    edit: readEditing(parameters.get('edit')),
  };
}

/** `project`, `project.12`, `programme`, `programme.compounds`; null for anything else. */
function readEditing(word: string | null): Editing | null {
  const [of, ...rest] = (word ?? '').split('.');
  const name = rest.join('.');
  if (of === 'programme') return { of, code: name || null };
  const id = Number(name);
  if (of !== 'project' || !Number.isSafeInteger(id) || id < 0) return null;
  return { of, id: id || null };
}

function writeEditing(edit: Editing | null): string | null {
  if (edit === null) return null;
  const name = edit.of === 'project' ? edit.id : edit.code;
  return name === null ? edit.of : `${edit.of}.${name}`;
}

/** A state to its parameters; null takes one away. */
export function writeProjectsState({ view, programme, phase, consent, isLate, q, project, edit }: ProjectsState): Record<string, string | null> {
  return {
    view: view === EMPTY.view ? null : view,
    programme,
    phase,
    consent,
    late: isLate ? '1' : null,
    q: q || null,
    project: project === null ? null : String(project),
    edit: writeEditing(edit),
  };
}

/** Whether anything keeps projects out of the list. */
export const isFiltered = ({ programme, phase, consent, isLate, q }: ProjectsState): boolean =>
  programme !== null || phase !== null || consent !== null || isLate || q !== '';

export interface ProjectsHandle {
  state: ProjectsState;
  /** Another project or view is a step of the history; filters change in place. */
  go(change: Partial<ProjectsState>): void;
  clear(): void;
}

export function useProjectsState(): ProjectsHandle {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  return useMemo(() => {
    const go = (change: Partial<ProjectsState>) => {
      // From the address bar, not from the closure: two changes within one render must not undo each other.
      const parameters = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(writeProjectsState({ ...readProjectsState(window.location.search), ...change }))) {
        if (value === null) parameters.delete(name);
        else parameters.set(name, value);
      }
      const text = parameters.toString().replace(/%2C/g, ',').replace(/%3A/g, ':');
      const isStep = 'project' in change || 'view' in change || 'edit' in change;
      void navigate({ pathname, search: text === '' ? '' : `?${text}` }, { replace: !isStep });
    };
    return {
      state: readProjectsState(search),
      go,
      clear: () => go({ programme: null, phase: null, consent: null, isLate: false, q: '' }),
    };
  }, [search, pathname, navigate]);
}
