import { readFileSync } from 'node:fs';
import { Router } from 'express';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { requirePerson } from '../visits/access.ts';
import { type Checklist, campaignRoutes, MAY_PLAN } from './contract.ts';
import { dutiesOf, replaceDuties } from './duties.ts';
import { comparisonRows, findRounds, resultRows } from './figures.ts';
import { closeCampaign, openCampaign, planCampaign, readCampaign } from './rounds.ts';

const latestChecklists = sqlFile<Checklist>(import.meta.url, './latest-checklists.sql');
const insertChecklist = sqlFile<Checklist>(import.meta.url, './insert-checklist.sql');
/** What a district starts from; the wording of the questions is its own. */
const TEMPLATES: Checklist[] = JSON.parse(readFileSync(new URL('./checklist-templates.json', import.meta.url), 'utf8'));

export function campaignsRouter(deps: RoomDependencies): Router {
  const router = Router();

  mount(router, campaignRoutes.create, deps, async ({ body, actor, transact, now, response }) => {
    const campaign = await transact((db) => planCampaign(db, actor, body, now));
    response.status(201);
    return campaign;
  });
  mount(router, campaignRoutes.detail, deps, ({ params, transact, now }) => transact((db) => readCampaign(db, params.code, now)));
  mount(router, campaignRoutes.open, deps, ({ params, actor, transact, now }) => transact((db) => openCampaign(db, actor, params.code, now)));
  mount(router, campaignRoutes.close, deps, ({ params, actor, transact, now }) => transact((db) => closeCampaign(db, actor, params.code, now)));

  mount(router, campaignRoutes.duties, deps, ({ params, transact, now }) =>
    transact(async (db) => {
      const [campaign] = await findRounds(db, [params.code], now);
      return dutyList(db, campaign?.id ?? 0);
    }),
  );
  mount(router, campaignRoutes.setDuties, deps, ({ params, body, actor, transact, now }) =>
    transact(async (db) => {
      const [campaign] = await findRounds(db, [params.code], now);
      const id = campaign?.id ?? 0;
      await replaceDuties(db, actor, id, body);
      return dutyList(db, id);
    }),
  );

  mount(router, campaignRoutes.compare, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const [first, second] = await findRounds(db, [params.code, query.with], now);
      if (first === undefined || second === undefined) throw problems.campaignNotFound(params.code);
      return { asOf: now, campaigns: [first, second], rows: await comparisonRows(db, [first, second], query.grid) };
    }),
  );
  mount(router, campaignRoutes.result, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const { closedAt, id } = await readCampaign(db, params.code, now);
      const [campaign] = await findRounds(db, [params.code], now);
      if (campaign === undefined) throw problems.campaignNotFound(params.code);
      if (closedAt === null) throw problems.campaignState(campaign.code, campaign.status, 'closed by /close');
      return { campaign, closedAt, rows: await resultRows(db, id, query.grid) };
    }),
  );

  mount(router, campaignRoutes.checklists, deps, ({ transact }) =>
    transact(async (db) => ({ items: await latestChecklists(db), next: null, templates: TEMPLATES })),
  );
  mount(router, campaignRoutes.newChecklist, deps, async ({ body, actor, transact, response }) => {
    const checklist = await transact(async (db) => {
      const { id } = await requirePerson(db, actor, MAY_PLAN);
      const [row] = await insertChecklist(db, { ...body, questions: JSON.stringify(body.questions), person_id: id });
      if (row === undefined) throw new Error('the new checklist was not read back');
      return row;
    });
    response.status(201);
    return checklist;
  });
  return router;
}

const dutyList = async (db: Database, campaignId: number) => ({ items: await dutiesOf(db, { campaign_id: campaignId }), next: null });
