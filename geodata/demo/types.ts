/**
 * What the demo-district generator hands to the loader: plain records that mirror the tables of migrations/*.sql.
 *
 * Keys: every record has an `id` that counts from 1 within its own list, and refers to others by those ids (`gridId`, `buildingId`, …; `null` or 0 = none). The loader writes them as they are.
 * Geometry: [longitude, latitude], WGS84, 8 decimals, rings closed; outer rings run counter-clockwise, holes clockwise.
 * Time: milliseconds since 1970 (UTC); dates: 'YYYY-MM-DD' in the district's time zone.
 * Households and visits are columns (typed arrays of one length): millions of small objects would cost ten times the memory.
 */
import type { CablesAndParking } from '../cables-parking.ts';
import type { DemoProject } from './projects.ts';
import type { DemoThreads } from './threads.ts';

/** S for tests, M the district of the 开发区 report. The size for benches, L, is a lattice of its own: large.ts. */
export type DemoSize = 'S' | 'M';

export interface DemoOptions {
  /** Any integer. Same seed, size and now: same bytes. */
  seed: number;
  size: DemoSize;
  /** The moment the data leads up to: the last visit, report and work lie before it. */
  now: Date;
}

export type Position = [longitude: number, latitude: number];
export type Ring = Position[];
/** [outer, hole, hole, …] */
export type PolygonRings = Ring[];
export type GridLevel = 1 | 2 | 3 | 4 | 5;
export type Attributes = Record<string, unknown>;

export interface DemoGrid {
  id: number;
  code: string;
  /** Parent's path + '/' + code. A dedicated grid's path names its parent, so that it sorts under it. */
  path: string;
  level: GridLevel;
  parentId: number | null;
  name: string;
  shortName: string;
  kind: 'basic' | 'dedicated';
  polygons: PolygonRings[];
  labelPoint: Position;
  validFrom: string;
  attributes: Attributes;
}

/** A grid's code in another system: 'NBS-12' the statistical area code of levels 1-3, 'CJT213' the code of a governance grid. */
export interface DemoGridCode {
  gridId: number;
  codeSystem: string;
  code: string;
}

export interface DemoGridMember {
  gridId: number;
  kind: 'household' | 'issue' | 'work' | 'alley';
  targetId: number;
}

export interface DemoBuilding {
  id: number;
  code: string;
  name: string;
  kind: 'residential' | 'courtyard' | 'commercial' | 'school' | 'hospital' | 'market' | 'station' | 'industrial' | 'office' | 'construction';
  /** Name of the compound 小区 or village it stands in. */
  compound: string | null;
  microGridId: number;
  floors: number;
  units: number;
  builtYear: number;
  address: string;
  polygon: PolygonRings;
}

/** class: roads a arterial 主干路, b secondary 次干路, c branch 支路, d lane-width street; water river | pond | ditch; green park | strip | garden | field | pitch. */
export interface DemoBaseFeature {
  id: number;
  layer: 'roads' | 'water' | 'green';
  class: string;
  name: string | null;
  /** Carriageway width in metres, roads only. */
  widthM: number | null;
  isBridge: boolean;
  geometry: { type: 'LineString'; coordinates: Position[] } | { type: 'Polygon'; coordinates: PolygonRings };
}

export interface DemoAlley extends CablesAndParking {
  id: number;
  code: string;
  /** null when nobody has named it (nameStatus 'unnamed'). */
  name: string | null;
  nameStatus: 'standard' | 'unnamed' | 'unknown';
  /** The micro-grids it runs through with the share of its length, summing to 1; largest share first. */
  microGrids: { gridId: number; share: number }[];
  widthM: number;
  lengthM: number;
  surface: 'asphalt' | 'concrete' | 'brick' | 'stone' | 'earth' | 'unknown';
  isDeadEnd: boolean;
  line: Position[];
}

/** What one survey says of one standard; the rows of a survey share its clientUuid. */
export interface DemoAlleySurvey {
  id: number;
  clientUuid: string;
  alleyId: number;
  standard: 'road' | 'light' | 'water' | 'line' | 'scene';
  /** null: the survey says too little to tell. */
  meets: boolean | null;
  /** 0 nothing to do … 100 urgent: known to lie between the two. */
  needMin: number;
  needMax: number;
  measuredValue: number | null;
  measuredUnit: string | null;
  surveyedOn: string;
  personId: number;
  /** A checklist of migrations/0015_surveys.sql or 0035_survey_amounts.sql. */
  checklist: { code: 'five' | 'ten'; version: number };
  items: { code: string; value: number; unit: string | null }[];
}

/** 部件: a lamp, a manhole or a drain of an alley. */
export interface DemoComponent {
  id: number;
  code: string;
  kind: 'lamp' | 'manhole' | 'drain';
  status: 'working' | 'faulty' | 'unknown';
  statusOn: string;
  point: Position;
  alleyId: number;
}

/** The component an issue is about. */
export interface DemoComponentIssue {
  componentId: number;
  issueId: number;
}

export interface DemoUnit {
  id: number;
  code: string;
  name: string;
  kind: 'district' | 'department' | 'subdistrict' | 'community' | 'enterprise' | 'other';
  parentId: number | null;
  rankingGroup: string;
  isDoubleReporting: boolean;
  dutyPhone: string;
}

export type DemoRole =
  | 'grid_worker'
  | 'volunteer'
  | 'community_secretary'
  | 'subdistrict_dispatcher'
  | 'district_command'
  | 'responsible_unit'
  | 'inspector'
  | 'verifier'
  | 'leader'
  | 'planner'
  | 'administrator'
  | 'auditor';

/** Staff only. Residents have no record anywhere. */
export interface DemoPerson {
  id: number;
  code: string;
  name: string;
  role: DemoRole;
  unitId: number;
  gridPaths: string[];
  dutyPhone: string;
  /** Name, role and duty phone may stand on the contact card and the public page. */
  isPublic: boolean;
}

export interface DemoResponsibility {
  gridId: number;
  /** 五包: 1 district leader, 2 subdistrict cadre, 3 community secretary, 4 grid worker, 5 line department. */
  tier: 1 | 2 | 3 | 4 | 5;
  personId: number;
  unitId: number;
  scopeType: 'line' | 'road_section' | 'community' | 'grid';
  /** First day it holds no more; null = open. */
  validTo: string | null;
}

/** A service line of the contact card. */
export interface DemoContact {
  id: number;
  code: string;
  /** null = the whole district. */
  gridId: number | null;
  service: string;
  serviceEn: string;
  office: string;
  headName: string | null;
  phone: string;
  sortOrder: number;
}

export interface DemoProgramme {
  id: number;
  code: string;
  /** Of its projects; null where it has none (the rounds of visits). */
  kind: string | null;
  name: string;
  nameEn: string;
  /** code 'items': what the projects' itemCount is counted against. */
  targets: { code: string; name: string; nameEn: string; value: number; unit: string; qualifier: null; asOf: string }[];
  startsOn: string;
  endsOn: string | null;
}

export interface DemoCampaign {
  id: number;
  code: string;
  name: string;
  programmeId: number;
  startsOn: string;
  endsOn: string | null;
  status: 'open' | 'closed';
  frozenAt: number;
}

export const HOUSEHOLD_KINDS = ['household', 'enterprise', 'school', 'construction_site'] as const;
export const COVERAGE_STATES = ['untried', 'tried', 'appointment', 'covered', 'exempt_pending', 'exempt'] as const;
export const VISIT_OUTCOMES = ['visited', 'nobody_home', 'appointment', 'refused', 'vacant', 'unreachable'] as const;
export const VISIT_MODES = [null, 'off_peak', 'appointment'] as const;

/** Visit targets, column by column. Row i has id `firstId + i`. */
export interface DemoHouseholds {
  count: number;
  firstId: number;
  /** Index into HOUSEHOLD_KINDS. */
  kind: Uint8Array;
  /** Building id, 0 = stands in no building (a construction site). */
  buildingId: Int32Array;
  /** Staircase 单元 from 1; 0 = none (courtyard house). */
  unit: Uint8Array;
  floor: Uint8Array;
  /** 501 for the first door on floor 5; 0 = the whole building. */
  room: Uint16Array;
  longitude: Float64Array;
  latitude: Float64Array;
  microGridId: Int32Array;
  /** 1 = belonged to the open round when it was frozen; 0 = moved in later. */
  frozen: Uint8Array;
  /** 1 = was a target of the closed round. */
  inClosedRound: Uint8Array;
  /** Index into COVERAGE_STATES: what the open round's visits add up to (a test compares it with household_coverage). */
  state: Uint8Array;
  /** Names of enterprises, schools and sites by row; households have none. */
  names: Map<number, string>;
}

/** Knocks, column by column, in order of visitedAt within a round. Row i has id `firstId + i`. */
export interface DemoVisits {
  count: number;
  firstId: number;
  campaignId: Int32Array;
  householdId: Int32Array;
  personId: Int32Array;
  /** Index into VISIT_OUTCOMES. */
  outcome: Uint8Array;
  /** Index into VISIT_MODES. */
  mode: Uint8Array;
  visitedAt: Float64Array;
  /** 0 = none. */
  appointmentAt: Float64Array;
  /** 0 = not approved. */
  approvedAt: Float64Array;
  /** 0 = nobody. */
  approvedBy: Int32Array;
}

export type IssueState = 'reported' | 'accepted' | 'assigned' | 'in_progress' | 'resolved' | 'verifying' | 'closed' | 'scheduled' | 'returned' | 'rejected';

export interface DemoIssue {
  id: number;
  code: string;
  title: string;
  description: string;
  /** Code of an entry of the setting 'issue_domains'. */
  domain: string;
  /** 部件 component or 事件 event. */
  class: 'component' | 'event';
  channel: string;
  state: IssueState;
  holderLevel: 2 | 3 | 4 | 1;
  resolutionMode: 'on_spot' | 'coordinated' | 'planned' | null;
  address: string;
  microGridId: number;
  point: Position;
  unitId: number | null;
  personId: number | null;
  alleyId: number | null;
  reportedAt: number;
  dueAt: number | null;
  resolvedAt: number | null;
  closedAt: number | null;
  /** attributes.voices: how many opinions 意见 were merged into this listed issue. */
  attributes: Attributes;
}

export interface DemoIssueEvent {
  id: number;
  issueId: number;
  action: string;
  fromState: IssueState | null;
  toState: IssueState;
  holderLevel: number;
  personId: number | null;
  unitId: number | null;
  note: string | null;
  occurredAt: number;
}

export type DemoWorkGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'Polygon'; coordinates: PolygonRings }
  | { type: 'MultiPolygon'; coordinates: PolygonRings[] };

export interface DemoWork {
  id: number;
  code: string;
  workType: string;
  name: string;
  quantity: number;
  unit: string;
  qualifier: 'about' | 'more_than' | null;
  asOf: string;
  phase: 'planned' | 'under_construction' | 'done' | 'accepted';
  startedOn: string;
  completedOn: string | null;
  /** The micro-grids it lies in with its share there, summing to 1; largest share first. */
  microGrids: { gridId: number; share: number }[];
  geometry: DemoWorkGeometry;
  alleyId: number | null;
  projectId: number | null;
  /** The work whose quantity already contains this one's. */
  partOfId: number | null;
}

/** Rows of the table settings: key → JSON value. */
export type DemoSettings = Record<string, unknown>;

export interface DemoDistrict {
  options: { seed: number; size: DemoSize; now: string };
  settings: DemoSettings;
  grids: DemoGrid[];
  gridCodes: DemoGridCode[];
  gridMembers: DemoGridMember[];
  buildings: DemoBuilding[];
  baseFeatures: DemoBaseFeature[];
  alleys: DemoAlley[];
  alleySurveys: DemoAlleySurvey[];
  components: DemoComponent[];
  componentIssues: DemoComponentIssue[];
  units: DemoUnit[];
  people: DemoPerson[];
  responsibilities: DemoResponsibility[];
  contacts: DemoContact[];
  programmes: DemoProgramme[];
  campaigns: DemoCampaign[];
  households: DemoHouseholds;
  visits: DemoVisits;
  projects: DemoProject[];
  works: DemoWork[];
  issues: DemoIssue[];
  issueEvents: DemoIssueEvent[];
  threads: DemoThreads;
}
