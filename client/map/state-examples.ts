import type { AlleyState, HouseholdState, IssueStateColumns, WorkState } from '#contract/state';
import type { GridColumns } from '../api/layer-state.ts';

/** One small answer per layer for tests: a district (1) with a community (2) of two grids (3, 4), one of which has no targets, and a dedicated grid (5). */
const asOf = '2026-11-21T15:42:08+08:00';
const campaign = { id: 1, code: 'A', name: 'A' };

export const grids = {
  campaign,
  hasRound: true,
  seq: 0,
  asOf,
  id: [1, 2, 3, 4, 5],
  code: ['K', 'K1', 'K11', 'K12', 'K9'],
  name: ['K', 'Community 1', 'C 01 grid', 'C 02 grid', 'Market'],
  shortName: [null, 'C1', '01', '02', null],
  level: [1, 3, 4, 4, 4],
  kind: ['basic', 'basic', 'basic', 'basic', 'dedicated'],
  parentId: [null, 1, 2, 2, 2],
  lon: [114.65, 114.65, 114.64, 114.66, null],
  lat: [33.62, 33.62, 33.62, 33.62, null],
  total: [100, 100, 100, 0, 10],
  reachable: [90, 90, 90, 0, 10],
  covered: [82, 82, 82, 0, 10],
  uncovered: [8, 8, 8, 0, 0],
  frozen: [100, 100, 100, 0, 10],
  frozenCovered: [82, 82, 82, 0, 10],
  openIssues: [2, 2, 2, 0, 0],
  overdueIssues: [1, 1, 1, 0, 0],
} satisfies GridColumns;

export const households: HouseholdState = {
  layer: 'households',
  seq: 0,
  asOf,
  campaign,
  states: ['untried', 'tried', 'appointment', 'covered', 'exempt_pending', 'exempt'],
  kinds: ['household', 'enterprise', 'school', 'construction_site'],
  id: [11, 12, 13],
  lon: [114.641, 114.642, 114.643],
  lat: [33.621, 33.622, 33.623],
  state: [0, 2, 4],
  kind: [0, 0, 1],
  buildingId: [70, 70, 0],
};

export const issues: IssueStateColumns = {
  layer: 'issues',
  asOf,
  id: [21, 22],
  code: ['I-21', 'I-22'],
  title: ['Broken cover', 'Dark lane'],
  domain: ['road', 'light'],
  state: ['assigned', 'in_progress'],
  lateness: ['overdue_long', 'in_term'],
  lon: [114.641, 114.65],
  lat: [33.621, 33.62],
  reportedAt: [asOf, asOf],
  dueAt: [asOf, null],
  withoutGeometry: 3,
};

export const works: WorkState = {
  layer: 'works',
  asOf,
  id: [31, 32, 33, 34],
  workType: ['pavement_repair', 'pavement_repair', 'lamp_install', 'pavement_repair'],
  kind: ['repair', 'repair', 'new', 'repair'],
  name: [null, null, null, null],
  quantity: [100, 250, 4, 9],
  unit: ['m2', 'm2', 'piece', 'm2'],
  qualifier: [null, 'about', null, null],
  completedOn: [null, '2026-05-31', '2026-06-01', '2026-06-30'],
  alleyId: [0, 0, 0, 0],
  askedHouseholds: [0, 0, 3, 0],
  lon: [114.64, 114.641, 114.642, 115.9],
  lat: [33.62, 33.62, 33.62, 33.62],
  withoutGeometry: 0,
};

export const alleys: AlleyState = {
  layer: 'alleys',
  asOf,
  id: [41, 42, 43],
  name: ['First lane', null, 'Third lane'],
  lon: [114.64, 114.641, 114.642],
  lat: [33.62, 33.62, 33.62],
  road: ['fails', 'unknown', 'meets'],
  light: ['meets', 'unknown', 'meets'],
  water: ['unknown', 'unknown', 'meets'],
  line: ['fails', 'unknown', 'meets'],
  scene: ['meets', 'unknown', 'meets'],
  openIssues: [0, 0, 0],
};
