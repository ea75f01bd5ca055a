import { type Contradiction, contradictions, countedOf } from '../../geodata/cables-parking.ts';
import { searchTerms } from '../../geodata/search-terms.ts';
import type { Actor } from '../db/actor.ts';
import type { Database } from '../db/sql.ts';
import type { FieldError } from '../http/contract.ts';
import { problems } from '../http/problem.ts';
import { bumpLayer } from '../tiles/revisions.ts';
import { beginEdit, type Edited } from './begin-edit.ts';
import { type Alley, AMENDABLE, type Amendable, type AmendBody } from './contract.ts';

type Facts = Pick<Alley, Amendable>;

const COLUMN = {
  name: 'name',
  nameStatus: 'name_status',
  widthM: 'width_m',
  surface: 'surface',
  isDeadEnd: 'is_dead_end',
  cables: 'cables',
  overheadM: 'overhead_m',
  parking: 'parking',
  parkingSpaces: 'parking_spaces',
} as const satisfies Record<Amendable, string>;
/** Tiles carry these, and nothing else that can be amended. */
const IN_TILES: readonly Amendable[] = ['name', 'widthM'];

/** What contradicts what: of the two the one that was sent is at fault, the first of them where both were. */
const REFUSALS: Record<Contradiction, { fields: readonly [Amendable, Amendable]; detail: string }> = {
  metres_of_none: {
    fields: ['overheadM', 'cables'],
    detail: 'Cables that are buried, or not there, have no metres overhead. Send overheadM 0, or another kind.',
  },
  no_metres_of_overhead: {
    fields: ['overheadM', 'cables'],
    detail: 'Cables overhead are more than 0 m. Send their metres, null where nobody has measured them, or the kind buried or none.',
  },
  spaces_of_none: { fields: ['parkingSpaces', 'parking'], detail: 'Where parking is not provided there are no spaces. Send parkingSpaces 0, or another kind.' },
};

/**
 * Corrects what the register says of an alley. What stood there is kept, with who, when and why; what is the same already is not written.
 * Sent again with the same content, nothing happens and the answer is the same.
 * @throws Problem person-required, role-not-allowed, alley-not-found, uuid-conflict, invalid-body
 */
export async function amendAlley(db: Database, actor: Actor, id: number, body: AmendBody, now: Date): Promise<Edited> {
  const { known, note } = await beginEdit(db, actor, { alleys: [id], edit: { of: 'amend', body }, now });
  if (known !== null) return { ids: known, isNew: false };
  const { code, ...before }: Facts & { code: string } = await db('alleys').where({ id }).first('code', COLUMN);
  const after = amended(before, body);
  const changed = AMENDABLE.filter((field) => after[field] !== before[field]);
  if (changed.length === 0) return { ids: [id], isNew: false };
  await note(id, 'amend', null, JSON.stringify(changed.map((field) => ({ field, before: before[field], after: after[field] }))));
  await db('alleys')
    .where({ id })
    .update({ ...Object.fromEntries(changed.map((field) => [COLUMN[field], after[field]])), search_terms: searchTerms([after.name, code]) });
  if (changed.some((field) => IN_TILES.includes(field))) await bumpLayer(db, 'alleys', [id]);
  await db('events').insert({ type: 'alley', payload: JSON.stringify({ alleyId: id }) });
  return { ids: [id], isNew: true };
}

/** The facts with the corrections in them. @throws Problem invalid-body where they contradict one another, telling how to send them */
function amended(before: Facts, body: AmendBody): Facts {
  const sent = Object.fromEntries(AMENDABLE.filter((field) => body[field] !== undefined).map((field) => [field, body[field]])) as Partial<Facts>;
  const after = { ...before, ...sent };
  after.overheadM ??= countedOf.overheadM(after.cables);
  after.parkingSpaces ??= countedOf.parkingSpaces(after.parking);
  const at = (fields: readonly Amendable[]) => `/${fields.find((field) => field in sent) ?? fields[0]}`;
  const errors: FieldError[] = contradictions(after).map((fault) => ({ pointer: at(REFUSALS[fault].fields), detail: REFUSALS[fault].detail }));
  if (after.nameStatus === 'standard' && after.name === null)
    errors.push({ pointer: at(['nameStatus', 'name']), detail: 'A standard name is a name. Send it, or the status unnamed or unknown.' });
  // What was at odds before is not the fault of whoever corrects something else.
  const own = errors.filter(({ pointer }) => pointer.slice(1) in sent);
  if (own.length > 0) throw problems.invalidBody(own);
  return after;
}
