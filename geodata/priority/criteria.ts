import type { Measure } from '../standards/standards.ts';

/**
 * The priority model of back alleys: what counts, from which value on, and how much. Breakpoints are fixed and published, so an alley's score follows
 * from its own raw values alone: another alley in the register, or this one split in two, changes nobody's score. Weights are a starting point.
 * 2026-2: breakpoints, weights and scores of 2026-1; the need that works remove is the score in the measure of the defects, no longer the whole score.
 */
export const PRIORITY_VERSION = '2026-2';

export const CRITERIA = ['road', 'water', 'light', 'line', 'scene', 'households', 'vulnerable', 'equity', 'voice', 'timing'] as const;
export type CriterionCode = (typeof CRITERIA)[number];
export type CriterionGroup = 'defects' | 'people' | 'voice' | 'timing';
export type Weights = Record<CriterionCode, number>;

export interface Criterion {
  code: CriterionCode;
  group: CriterionGroup;
  name: string;
  nameEn: string;
  /** Of the raw value; need: 0-100 comes straight from the survey, by the breakpoints of geodata/standards. */
  unit: string;
  /** [raw value, need], raw values ascending; straight in between, on the logarithm of the value where isLog. */
  breakpoints: Measure['breakpoints'];
  isLog: boolean;
  source: string;
}

const AS_SURVEYED: Measure['breakpoints'] = [
  [0, 0],
  [100, 100],
];
const surveyed = (code: CriterionCode, name: string, nameEn: string): Criterion => ({
  code,
  group: 'defects',
  name,
  nameEn,
  unit: 'need',
  breakpoints: AS_SURVEYED,
  isLog: false,
  source: 'survey or street components, by the published breakpoints of the five standards',
});

export const PRIORITY_CRITERIA: readonly Criterion[] = [
  surveyed('road', '路平', 'Paving'),
  surveyed('water', '水畅', 'Drainage'),
  surveyed('light', '灯明', 'Lighting'),
  surveyed('line', '线齐', 'Cables'),
  surveyed('scene', '景美', 'Views'),
  {
    code: 'households',
    group: 'people',
    name: '服务户数',
    nameEn: 'Households served',
    unit: '户',
    breakpoints: [
      [20, 0],
      [50, 25],
      [150, 50],
      [400, 75],
      [1000, 100],
    ],
    isLog: true,
    source: 'homes within reach of the alley, and of lanes reached only through it',
  },
  {
    code: 'vulnerable',
    group: 'people',
    name: '老幼与公共设施',
    nameEn: 'Older people and facilities',
    unit: '分',
    breakpoints: AS_SURVEYED,
    isLog: false,
    source: 'proposal: 40 for a school within 150 m, up to 60 for residents of 60 and over counted by building',
  },
  {
    code: 'equity',
    group: 'people',
    name: '近三年投入',
    nameEn: 'Past investment',
    unit: '倍',
    breakpoints: [
      [0, 100],
      [1, 50],
      [2, 0],
    ],
    isLog: false,
    source: 'money spent on projects for each household of the subdistrict in the last three years, against the district',
  },
  {
    code: 'voice',
    group: 'voice',
    name: '群众诉求',
    nameEn: 'What residents report',
    unit: '件/百户',
    breakpoints: [
      [0, 0],
      [1, 30],
      [3, 60],
      [6, 100],
    ],
    isLog: false,
    source: 'open issues without duplicates, half as heavy after 180 days, for each 100 households, divided by visit coverage',
  },
  {
    code: 'timing',
    group: 'timing',
    name: '同步施工',
    nameEn: 'Works at the same time',
    unit: '分',
    breakpoints: AS_SURVEYED,
    isLog: false,
    source: 'pipes or compounds planned within 12 months: 100 in the alley itself, 50 beside it',
  },
];

/** 55 defects, 25 people, 15 voice, 5 timing. */
export const DEFAULT_WEIGHTS: Weights = { road: 18, water: 14, light: 10, line: 7, scene: 6, households: 10, vulnerable: 10, equity: 5, voice: 15, timing: 5 };

/** Other starting points, by whom they put first. */
export const WEIGHT_PRESETS: readonly { code: string; name: string; nameEn: string; weights: Weights }[] = [
  { code: 'default', name: '标准', nameEn: 'Standard', weights: DEFAULT_WEIGHTS },
  {
    code: 'residents',
    name: '群众优先',
    nameEn: 'Residents first',
    weights: { road: 12, water: 10, light: 8, line: 4, scene: 4, households: 16, vulnerable: 10, equity: 6, voice: 27, timing: 3 },
  },
  {
    code: 'safety',
    name: '安全优先',
    nameEn: 'Safety first',
    weights: { road: 22, water: 18, light: 22, line: 14, scene: 0, households: 7, vulnerable: 10, equity: 0, voice: 5, timing: 2 },
  },
  {
    code: 'equity',
    name: '均衡优先',
    nameEn: 'Equity first',
    weights: { road: 12, water: 10, light: 8, line: 5, scene: 4, households: 8, vulnerable: 18, equity: 25, voice: 8, timing: 2 },
  },
  {
    code: 'maintenance',
    name: '养护优先',
    nameEn: 'Maintenance first',
    weights: { road: 32, water: 24, light: 10, line: 6, scene: 4, households: 4, vulnerable: 4, equity: 2, voice: 6, timing: 8 },
  },
];
