/** 五包 by the names of their texts (gridCard:tiers.…), tier 1 first. */
export const TIERS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;
export type TierName = (typeof TIERS)[number];

/** The name of the text of a tier (1 to 5). */
export const tierName = (tier: number): TierName => TIERS[tier - 1] ?? 'first';
