import type { z } from 'zod';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import type { Campaign, CampaignRef } from './contract.ts';

/** Every round; :now. */
export const campaigns = sqlFile<Campaign>(import.meta.url, './campaigns.sql');

/**
 * The round a request means: the one named, else the one open round.
 * @throws Problem campaign-not-found, or campaign-required when none or several are open.
 */
export async function findCampaign(db: Database, code: string | undefined): Promise<z.infer<typeof CampaignRef>> {
  const query = db('campaigns').select('id', 'code', 'name').orderBy('id');
  const found: z.infer<typeof CampaignRef>[] = code === undefined ? await query.where({ status: 'open', kind: 'round' }) : await query.where({ code });
  const [campaign] = found;
  if (code !== undefined && campaign === undefined) throw problems.campaignNotFound(code);
  if (campaign === undefined || found.length > 1) throw problems.campaignRequired(found.map((open) => open.code));
  return campaign;
}
