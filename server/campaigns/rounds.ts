import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { requirePerson } from '../visits/access.ts';
import { type CampaignBody, type CampaignDetail, MAY_PLAN } from './contract.ts';

const campaignDetail = sqlFile<Sendable<CampaignDetail>>(import.meta.url, './campaign-detail.sql');
const campaignForUpdate = sqlFile<{ id: number; code: string; status: string }>(import.meta.url, './campaign-for-update.sql');
const freezeResult = sqlFile(import.meta.url, './freeze-result.sql');

/** @throws Problem campaign-not-found */
export async function readCampaign(db: Database, code: string, now: Date): Promise<Sendable<CampaignDetail>> {
  const [campaign] = await campaignDetail(db, { code, now, kinds: HOUSEHOLD_KINDS });
  if (campaign === undefined) throw problems.campaignNotFound(code);
  return campaign;
}

/**
 * Plans a round or a recheck.
 * @throws Problem person-required, role-not-allowed, campaign-exists, campaign-not-found (of the source), checklist-not-found, invalid-body (programme)
 */
export async function planCampaign(db: Database, actor: Actor, body: CampaignBody, now: Date): Promise<Sendable<CampaignDetail>> {
  await requirePerson(db, actor, MAY_PLAN);
  const { code, name, startsOn, endsOn, kinds, recheckOf } = body;
  const checklist = body.checklist && (await findChecklist(db, body.checklist));
  const source = recheckOf && (await findSource(db, recheckOf.campaign));
  const inserted = await db('campaigns')
    .insert({
      code,
      name,
      kind: recheckOf ? 'recheck' : 'round',
      status: 'planned',
      programme_id: body.programme === undefined ? null : await findProgramme(db, body.programme),
      starts_on: startsOn,
      ends_on: endsOn ?? null,
      kinds: kinds ?? null,
      source_campaign_id: source ?? null,
      source_states: recheckOf ? (recheckOf.states ?? ['covered']) : null,
      sample_share: recheckOf?.sampleShare ?? null,
      checklist_code: checklist?.code ?? null,
      checklist_version: checklist?.version ?? null,
    })
    .onConflict('code')
    .ignore()
    .returning('id');
  if (inserted.length === 0) throw problems.campaignExists(code);
  return readCampaign(db, code, now);
}

async function findChecklist(db: Database, wish: { code: string; version?: number | undefined }): Promise<{ code: string; version: number }> {
  const query = db('checklists').where({ code: wish.code }).orderBy('version', 'desc');
  const found = await (wish.version === undefined ? query : query.where({ version: wish.version })).first('code', 'version');
  if (found === undefined) throw problems.checklistNotFound(wish.code, '/api/checklists');
  return found;
}

async function findSource(db: Database, code: string): Promise<number> {
  const source: { id: number; status: string } | undefined = await db('campaigns').where({ code }).first('id', 'status');
  if (source === undefined) throw problems.campaignNotFound(code);
  return source.id;
}

async function findProgramme(db: Database, code: string): Promise<number> {
  const programme: { id: number } | undefined = await db('programmes').where({ code }).first('id');
  if (programme === undefined) throw problems.invalidBody([{ pointer: '/programme', detail: `No programme has the code “${code}”.` }]);
  return programme.id;
}

/**
 * Opens a planned round: whoever belongs to it now makes the frozen denominator of each kind.
 * @throws Problem person-required, role-not-allowed, campaign-not-found, campaign-state
 */
export async function openCampaign(db: Database, actor: Actor, code: string, now: Date): Promise<Sendable<CampaignDetail>> {
  const id = await holdCampaign(db, actor, code, 'planned');
  await db('campaigns').where({ id }).update({ status: 'open', opened_at: now });
  await db.raw('select refresh_household_coverage(?::bigint)', [id]);
  await db('campaigns').where({ id }).update({ frozen_at: now });
  return readCampaign(db, code, now);
}

/**
 * Closes an open round: its result is stored, and no visit changes it any more.
 * @throws Problem person-required, role-not-allowed, campaign-not-found, campaign-state
 */
export async function closeCampaign(db: Database, actor: Actor, code: string, now: Date): Promise<Sendable<CampaignDetail>> {
  const id = await holdCampaign(db, actor, code, 'open');
  await freezeResult(db, { campaign_id: id });
  await db('campaigns').where({ id }).update({ status: 'closed', closed_at: now });
  return readCampaign(db, code, now);
}

async function holdCampaign(db: Database, actor: Actor, code: string, needed: 'planned' | 'open'): Promise<number> {
  await requirePerson(db, actor, MAY_PLAN);
  // Every target of the district is read or written once; the time limit of requests is not for this.
  await db.raw(`select set_config('statement_timeout', '0', true)`);
  const [campaign] = await campaignForUpdate(db, { code });
  if (campaign === undefined) throw problems.campaignNotFound(code);
  if (campaign.status !== needed) throw problems.campaignState(code, campaign.status, needed);
  return campaign.id;
}
