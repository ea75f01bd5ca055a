import type { Scale } from './layout.ts';
import type { DemoSize } from './types.ts';

/** What fills a level-4 grid. */
export type Use = 'village' | 'courtyards' | 'old_compound' | 'new_compound' | 'industrial' | 'office' | 'construction' | 'park' | 'fields';
export const USES: readonly Use[] = ['village', 'courtyards', 'old_compound', 'new_compound', 'industrial', 'office', 'construction', 'park', 'fields'];

/** One residents' committee: where it lies (shares of the half extents), what it is made of, and how its visits go. */
export interface CommunityPlan {
  name: string;
  at: readonly [x: number, y: number];
  /** Weights in the order of USES. */
  mix: readonly number[];
  /** Log-odds of being covered against the district's mean. */
  diligence: number;
}

export interface SubdistrictPlan {
  name: string;
  communities: readonly CommunityPlan[];
}

export interface DistrictPlan {
  scale: Scale;
  subdistricts: readonly SubdistrictPlan[];
  households: number;
  covered: number;
  enterprises: number;
  schools: number;
  sites: number;
  issues: number;
  resolved: number;
  opinions: number;
}

const OLD_TOWN = [0, 6, 3, 0.5, 0, 0.8, 0.2, 0.4, 0];
const OLD_ESTATE = [0, 2, 6, 1, 0.3, 0.7, 0.2, 0.5, 0];
const NEW_ESTATE = [1, 0, 2, 5, 0.6, 1, 1, 0.7, 0.3];
const VILLAGE = [6.5, 0, 0.6, 1.6, 0.8, 0.3, 0.8, 0.3, 0.8];
const FACTORY = [1, 0.6, 3.5, 1, 3.5, 0.6, 0.5, 0.3, 0.2];

const community = (name: string, x: number, y: number, mix: readonly number[], diligence: number): CommunityPlan => ({ name, at: [x, y], mix, diligence });

const SUBDISTRICTS: readonly SubdistrictPlan[] = [
  {
    name: '许寨',
    communities: [community('许寨', 0.57, 0.68, VILLAGE, -0.75), community('李楼', 0.78, 0.22, VILLAGE, -0.95), community('高桥', 0.71, -0.4, VILLAGE, -1.15)],
  },
  {
    name: '文昌',
    communities: [
      community('文昌', -0.63, 0.82, OLD_ESTATE, 0.55),
      community('书院', -0.53, 0.5, OLD_TOWN, 0.15),
      community('东仓', -0.87, 0.4, OLD_ESTATE, 0.25),
      community('柳堤', -0.76, 0.02, NEW_ESTATE, -0.2),
      community('北园', -0.39, 0.08, OLD_ESTATE, 0.35),
    ],
  },
  {
    name: '建安',
    communities: [
      community('建安', -0.26, 0.7, OLD_TOWN, 0.9),
      community('府前', 0, 0.66, OLD_TOWN, 1.2),
      community('槐荫', 0.23, 0.64, OLD_ESTATE, 1.0),
      community('长兴', -0.06, 0.12, OLD_ESTATE, 0.7),
      community('永宁', 0.34, 0.14, NEW_ESTATE, 1.4),
    ],
  },
  {
    name: '滨河',
    communities: [
      community('南营', -0.6, -0.33, VILLAGE, -0.55),
      community('滨河', -0.2, -0.33, OLD_ESTATE, -0.2),
      community('杏坛', -0.45, -0.75, NEW_ESTATE, -0.4),
      community('渡口', -0.1, -0.8, FACTORY, -0.1),
    ],
  },
  {
    name: '新华',
    communities: [
      community('纺织', 0.1, -0.37, FACTORY, 0.2),
      community('新华', 0.38, -0.32, OLD_ESTATE, 0.15),
      community('双桥', 0.13, -0.83, VILLAGE, -0.5),
      community('站前', 0.42, -0.8, OLD_ESTATE, -0.05),
    ],
  },
];

const SMALL: readonly SubdistrictPlan[] = [
  {
    name: '许寨',
    communities: [community('许寨', -0.4, 0.5, [5, 2, 2, 1, 0.5, 0.3, 1, 0.5, 0.3], -0.6), community('书院', 0.6, 0.5, [1, 4, 3, 1, 1, 0.5, 0.5, 0.5, 0], 0.6)],
  },
  {
    name: '新华',
    communities: [community('新华', -0.4, -0.6, [0, 1, 4, 2, 1, 1, 1, 1, 0], 0.3), community('双桥', 0.5, -0.5, [3, 0, 2, 2, 1, 0, 1, 0, 0.5], -0.3)],
  },
];

/** The figures a district of each size must show; M follows the 开发区 of the newspaper report. */
export const PLANS: Record<DemoSize, DistrictPlan> = {
  S: {
    scale: { halfWidth: 420, halfHeight: 300, cellArea: 20_000, microArea: 5_900 },
    subdistricts: SMALL,
    households: 1_500,
    covered: 1_250,
    enterprises: 6,
    schools: 3,
    sites: 5,
    issues: 42,
    resolved: 24,
    opinions: 96,
  },
  M: {
    scale: { halfWidth: 1_560, halfHeight: 1_050, cellArea: 26_500, microArea: 5_900 },
    subdistricts: SUBDISTRICTS,
    households: 31_000,
    covered: 26_000,
    enterprises: 39,
    schools: 16,
    sites: 35,
    issues: 217,
    resolved: 133,
    opinions: 620,
  },
};
