/** What the targets of a round should be, worked out from the knocks alone: the second opinion on visit_states. */
import type { Knex } from 'knex';
import type { CoverageState } from '../../server/coverage/contract.ts';

interface Knock {
  id: number;
  household_id: number;
  outcome: string;
  visited_at: Date;
  approved_at: Date | null;
  rejected_at: Date | null;
  superseded_at: Date | null;
}

function stateFrom(knocks: Knock[]): CoverageState {
  const counted = knocks.filter(({ superseded_at }) => superseded_at === null);
  if (counted.length === 0) return 'untried';
  if (counted.some(({ outcome }) => outcome === 'visited')) return 'covered';
  const deciding = counted
    .filter(({ outcome, rejected_at }) => outcome !== 'nobody_home' && rejected_at === null)
    .sort((a, b) => b.visited_at.getTime() - a.visited_at.getTime() || b.id - a.id)[0];
  if (deciding === undefined) return 'tried';
  if (deciding.outcome === 'appointment') return 'appointment';
  return deciding.approved_at === null ? 'exempt_pending' : 'exempt';
}

/** State of every target of a round, by its id. */
export async function statesFromVisits(db: Knex.Transaction, campaignId: number): Promise<Map<number, CoverageState>> {
  const knocks: Knock[] = await db('visits')
    .where({ campaign_id: campaignId })
    .select('id', 'household_id', 'outcome', 'visited_at', 'approved_at', 'rejected_at', 'superseded_at');
  const members: { household_id: number }[] = await db('household_coverage').where({ campaign_id: campaignId }).select('household_id');
  const byHousehold = new Map<number, Knock[]>(members.map(({ household_id }) => [household_id, []]));
  for (const knock of knocks) byHousehold.get(knock.household_id)?.push(knock);
  return new Map([...byHousehold].map(([id, own]) => [id, stateFrom(own)]));
}
