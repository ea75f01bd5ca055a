import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef, Responsibility } from '../grids/contract.ts';
import { readSettings } from '../settings/queries.ts';
import type { Chain, FindingKind, ResponsibilityFinding } from './contract.ts';

/** Who answers at :path on the day of :now, tier by tier. */
export const responsibilitiesOf = sqlFile<Responsibility>(import.meta.url, './chain.sql');
/** A page of findings; key is the position of a row. */
export const findingRows = sqlFile<ResponsibilityFinding & { key: string }>(import.meta.url, './findings.sql');
export const findingTotals = sqlFile<{ kind: FindingKind; tier: number; count: number }>(import.meta.url, './totals.sql');

const TIERS = [1, 2, 3, 4, 5];

/** The rule of gaps as SQL takes it: the level, and the tiers that must be held there. */
export async function ruleOf(db: Database): Promise<{ rule_level: number; rule_tiers: number[] }> {
  const { responsibility_rules: rules } = await readSettings(db);
  return { rule_level: rules.level, rule_tiers: rules.tiers };
}

/** findingRows without a filter. */
export const ANY_FINDING = { path: null, member_of: null, tier: null, kind: null, after_key: '', limit: null };

/** The five tiers of a grid, and what is wrong with each in this very grid. */
export async function chainOf(db: Database, grid: GridRef, now: Date): Promise<Chain> {
  const holders = await responsibilitiesOf(db, { path: grid.path, now });
  const findings = await findingRows(db, { ...ANY_FINDING, ...(await ruleOf(db)), member_of: grid.id, now });
  const tiers = TIERS.map((tier) => ({
    tier,
    holders: holders.filter((holder) => holder.tier === tier),
    findings: findings.filter((finding) => finding.tier === tier).map(withoutKey),
  }));
  return { grid, tiers };
}

/** A finding as it is sent. */
export const withoutKey = ({ key: _key, ...finding }: ResponsibilityFinding & { key: string }): ResponsibilityFinding => finding;
