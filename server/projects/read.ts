import type { z } from 'zod';
import type { Actor } from '../db/actor.ts';
import { likeLiteral } from '../db/like.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { bboxBindings } from '../http/bbox.ts';
import { problems } from '../http/problem.ts';
import {
  PROJECT_PHASES,
  type Programme,
  type Project,
  type ProjectClash,
  type ProjectDetail,
  type ProjectListQuery,
  type ProjectSteps,
  type projectRoutes,
} from './contract.ts';
import { nextPhases } from './phases.ts';

export type ProjectRow = Project & { geometry: ProjectDetail['geometry'] };
type Extras = Omit<ProjectDetail, keyof Project | 'geometry' | 'nextPhases'>;

const projects = sqlFile<ProjectRow>(import.meta.url, './projects.sql');
const projectExtras = sqlFile<Extras>(import.meta.url, './project-extras.sql');
const programmes = sqlFile<Programme>(import.meta.url, './programmes.sql');
const clashes = sqlFile<ProjectClash>(import.meta.url, './clashes.sql');
const projectSteps = sqlFile<{ steps: ProjectSteps }>(import.meta.url, './project-steps.sql');
const todayIn = sqlFile<{ today: string }>(import.meta.url, './today.sql');
const catalogue = sqlFile<z.infer<typeof projectRoutes.catalogue.response>>(import.meta.url, './catalogue.sql');

/** 'YYYY-MM-DD' on the district's clock. */
export async function todayOf(db: Database, now: Date): Promise<string> {
  return ((await todayIn(db, { now }))[0] as { today: string }).today;
}

export async function readCatalogue(db: Database) {
  return (await catalogue(db))[0];
}

export type Filters = Omit<ProjectListQuery, 'f' | 'lang' | 'limit' | 'cursor'>;
/** Rows in order of id. @throws Problem grid-not-found */
export async function readProjects(
  db: Database,
  filters: Filters,
  page: { today: string; afterId: number; limit: number; withGeometry: boolean },
): Promise<ProjectRow[]> {
  return projects(db, {
    ...(await findScope(db, filters.grid)),
    ...bboxBindings(filters.bbox),
    id: null,
    today: page.today,
    after_id: page.afterId,
    programme: filters.programme,
    alley_id: filters.alley ?? null,
    kind: filters.kind,
    phase: filters.phase,
    year: filters.year,
    source: filters.source,
    consent: filters.consent,
    is_late: filters.late === undefined ? null : filters.late === 'true',
    q: filters.q === undefined ? null : likeLiteral(filters.q),
    with_geometry: page.withGeometry,
    limit: page.limit,
  });
}

/** @throws Problem project-not-found */
export async function readProject(db: Database, id: number, actor: Actor, today: string): Promise<ProjectDetail> {
  const nothing = {
    programme: null,
    alley_id: null,
    kind: null,
    phase: null,
    year: null,
    source: null,
    consent: null,
    is_late: null,
    q: null,
    path: null,
    member_of: null,
  };
  const [project] = await projects(db, { ...nothing, ...bboxBindings(undefined), id, today, after_id: 0, with_geometry: true, limit: 1 });
  const [extras] = await projectExtras(db, { id, today, known_person: actor.personId !== null });
  if (project === undefined || extras === undefined) throw problems.projectNotFound(id);
  return { ...project, ...extras, nextPhases: [...nextPhases(project.phase)] };
}

/** All programmes of projects, or the one of a code. */
export function readProgrammes(db: Database, today: string, code: string | null = null): Promise<Programme[]> {
  return programmes(db, { today, code, phases: PROJECT_PHASES });
}

/** All clashes, or those of one project; of a day that is over as it was known then. */
export function readClashes(db: Database, today: string, project: number | undefined, day = today): Promise<ProjectClash[]> {
  return clashes(db, { today: day, project, is_past: day < today });
}

/** Which phases projects went through, by day. */
export async function readSteps(db: Database, today: string): Promise<ProjectSteps> {
  return ((await projectSteps(db, { today }))[0] as { steps: ProjectSteps }).steps;
}
