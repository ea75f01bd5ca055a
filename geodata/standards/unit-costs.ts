/**
 * Placeholder prices: no citable norm for single measures was found, only an all-in band of 150-400 元/m² from published programmes. They keep the planner
 * working until a district puts its own 造价信息 in force, and are marked as placeholders wherever they are shown. 分 for each unit.
 */
export const PLACEHOLDER_UNIT_COSTS = [
  { workType: 'pavement_repair', unit: 'm²', low: 12_000, likely: 18_000, high: 26_000, shares: { city: 0.4, district: 0.6 } },
  { workType: 'sewer_refurbish', unit: 'm', low: 50_000, likely: 80_000, high: 130_000, shares: { city: 0.4, district: 0.6 } },
  { workType: 'manhole_replace', unit: '个', low: 60_000, likely: 90_000, high: 140_000, shares: { district: 1 } },
  { workType: 'lamp_repair', unit: '盏', low: 30_000, likely: 60_000, high: 100_000, shares: { district: 1 } },
  { workType: 'lamp_install', unit: '盏', low: 200_000, likely: 350_000, high: 550_000, shares: { district: 1 } },
  { workType: 'cable_tidy', unit: 'm', low: 5_000, likely: 9_000, high: 16_000, shares: { district: 0.3, enterprise: 0.7 } },
  { workType: 'wall_paint', unit: 'm²', low: 2_500, likely: 4_000, high: 7_000, shares: { district: 1 } },
] as const;
