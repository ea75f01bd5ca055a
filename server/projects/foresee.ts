import type { Knex } from 'knex';
import { requirePerson } from '../visits/access.ts';
import type { ProjectClash } from './contract.ts';
import { readClashes } from './read.ts';
import { type Change, holdProject, MAY_PLAN } from './record.ts';
import { type Content, columnsOf, writeParts } from './register.ts';
import type { ClashDraft } from './writing-contract.ts';

/** Carries the answer out of the transaction that must not stay. */
class Foreseen extends Error {
  readonly clashes: ProjectClash[];
  constructor(clashes: ProjectClash[]) {
    super('foreseen');
    this.clashes = clashes;
  }
}

/**
 * What a project would clash with if it were saved as it is written now. It is saved, asked about and taken back, so that the answer is that of the
 * register itself and not of a second definition beside it.
 * @returns the clashes; a project that is not in the register has the id 0 and no name
 * @throws Problem person-required, role-not-allowed, project-not-found, alley-not-found, invalid-geometry, invalid-body
 */
export async function foreseeClashes({ db, actor, today }: Change & { db: Knex.Transaction }, draft: ClashDraft): Promise<ProjectClash[]> {
  await requirePerson(db, actor, MAY_PLAN);
  const { project, kind, startsOn, endsOn, place } = draft;
  const content: Content = { kind, startsOn, endsOn, ...(place === undefined ? {} : { place }) };
  try {
    await db.transaction(async (inner) => {
      const columns = await columnsOf(inner, content);
      const id = project === null ? await inserted(inner, columns) : await updated(inner, project, columns);
      await writeParts(inner, id, content);
      const clashes = await readClashes(inner, today, id);
      throw new Foreseen(project === null ? clashes.map((clash) => unnamed(clash, id)) : clashes);
    });
  } catch (error) {
    if (error instanceof Foreseen) return error.clashes;
    throw error;
  }
  return [];
}

async function inserted(db: Knex.Transaction, columns: Record<string, unknown>): Promise<number> {
  // A code nobody can write: it has a space before it.
  const [row] = await db('projects')
    .insert({ ...columns, code: ' foreseen', name: '' })
    .returning<{ id: number }[]>('id');
  return (row as { id: number }).id;
}

async function updated(db: Knex.Transaction, id: number, columns: Record<string, unknown>): Promise<number> {
  await holdProject(db, id);
  await db('projects').where({ id }).update(columns);
  return id;
}

/** The number it had for a moment means nothing to anybody. */
function unnamed(clash: ProjectClash, id: number): ProjectClash {
  const party = (of: ProjectClash['first']) => (of.id === id ? { ...of, id: 0, code: '' } : of);
  return { ...clash, first: party(clash.first), second: party(clash.second), goFirstId: clash.goFirstId === id ? 0 : clash.goFirstId };
}
