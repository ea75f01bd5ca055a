import type { Standard } from './names.ts';

export { STANDARDS, type Standard } from './names.ts';

/**
 * The five standards of a back alley 路平 灯明 水畅 线齐 景美 and how what is measured becomes a need of 0 (nothing to do) to 100 (urgent).
 * Breakpoints are fixed and published, never taken from the alleys at hand: another alley in the register must not change anybody's need.
 * The tables alley_standards and standard_measures hold the same rows; a test compares the two.
 */
export const STANDARDS_VERSION = '2026-1';

/** The need from which on a standard is not met. */
export const FAILS_FROM: Readonly<Record<Standard, number>> = { road: 50, light: 50, water: 40, line: 40, scene: 20 };

/** What a value is divided by before it is looked up: nothing, hundreds of metres of alley, metres of alley, the illuminance wanted. */
export type Basis = 'value' | 'per_100_m' | 'per_m' | 'per_target_lux';

export interface Measure {
  code: string;
  standard: Standard;
  /** Of the value as it is written down, before it is divided. */
  unit: string;
  basis: Basis;
  /** Greatest value that can be; null = no limit. The least is 0. */
  most: number | null;
  /** [value after division, need], values ascending; straight in between, the end needs beyond. */
  breakpoints: readonly (readonly [value: number, need: number])[];
  source: string;
}

export const MEASURES: readonly Measure[] = [
  {
    code: 'pci',
    standard: 'road',
    unit: 'PCI',
    basis: 'value',
    most: 100,
    breakpoints: [
      [25, 100],
      [40, 75],
      [55, 50],
      [70, 25],
      [85, 0],
    ],
    source: 'ASTM D6433; breakpoints of the priority model',
  },
  {
    code: 'damaged_share',
    standard: 'road',
    unit: '%',
    basis: 'value',
    most: 100,
    breakpoints: [
      [0, 0],
      [5, 25],
      [15, 50],
      [30, 75],
      [50, 100],
    ],
    source: 'proposal',
  },
  {
    code: 'lux',
    standard: 'light',
    unit: 'lx',
    basis: 'per_target_lux',
    most: null,
    breakpoints: [
      [0, 100],
      [0.25, 75],
      [0.5, 50],
      [0.75, 25],
      [1, 0],
    ],
    source: 'CJJ 45, EN 13201 class P4; breakpoints of the priority model',
  },
  {
    code: 'dark_share',
    standard: 'light',
    unit: '%',
    basis: 'value',
    most: 100,
    breakpoints: [
      [0, 0],
      [100, 100],
    ],
    source: 'share of length farther than the reach of a working lamp',
  },
  {
    code: 'ponding_points',
    standard: 'water',
    unit: '处',
    basis: 'per_100_m',
    most: null,
    breakpoints: [
      [0, 0],
      [1, 40],
      [2, 70],
      [3, 100],
    ],
    source: 'breakpoints of the priority model',
  },
  {
    code: 'drain_defects',
    standard: 'water',
    unit: '处',
    basis: 'per_100_m',
    most: null,
    breakpoints: [
      [0, 0],
      [1, 40],
      [2, 70],
      [3, 100],
    ],
    source: 'proposal: as ponding points; a lower bound only',
  },
  {
    code: 'messy_cable',
    standard: 'line',
    unit: 'm',
    basis: 'per_m',
    most: null,
    breakpoints: [
      [0, 0],
      [0.5, 40],
      [1, 70],
      [2, 100],
    ],
    source: 'breakpoints of the priority model',
  },
];
