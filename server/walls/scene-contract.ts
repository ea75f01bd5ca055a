import { z } from 'zod';
import { CoverageState } from '../coverage/contract.ts';
import { GridRef } from '../grids/contract.ts';
import { Position } from '../http/contract.ts';
import { Lateness } from '../issues/kinds.ts';
import { Qualifier } from '../works/kinds.ts';
import { SceneKind } from './kinds.ts';

const int = z.number().int();

/** Either the box that has to be in view, or a place with a zoom. pitch and bearing in degrees. */
export const SceneCamera = z.strictObject({
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  center: Position.optional(),
  zoom: z.number().min(0).max(22).optional(),
  pitch: z.number().min(0).max(70).default(0),
  bearing: z.number().min(-180).max(180).default(0),
});
export type SceneCamera = z.infer<typeof SceneCamera>;

export const ScenePhoto = z.object({
  workId: int,
  /** Photos of /api/wall/photos/{id}. */
  before: int.nullable(),
  after: int.nullable(),
});

/** One work of the works scene, one issue of the overdue scene, one alley of the alleys scene: what the panel says beside the map. */
const SceneWork = z.object({
  id: int,
  workType: z.string(),
  typeName: z.string(),
  typeNameEn: z.string(),
  alleyName: z.string().nullable(),
  gridName: z.string().nullable(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  qualifier: Qualifier.nullable(),
  completedOn: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
const SceneIssue = z.object({
  id: int,
  title: z.string(),
  lateness: Lateness,
  dueAt: z.string().nullable(),
  gridName: z.string().nullable(),
  unitName: z.string().nullable(),
});
const SceneAlley = z.object({
  id: int,
  rank: int,
  name: z.string().nullable(),
  gridName: z.string().nullable(),
  households: int,
  costMinor: int.nullable(),
  lon: z.number(),
  lat: z.number(),
});

/** What a scene is of. grid: its figures are in the picture's round. */
export const WallScene = z.object({
  /** Stable for as long as the scene is of the same thing: `lowest:<grid code>`. */
  key: z.string(),
  kind: SceneKind,
  /** Fills the title of the kind: name (of a grid, a plan, a building), count, day. */
  title: z.object({ name: z.string().nullable(), count: int.nullable(), day: z.string().nullable(), text: z.string().nullable() }),
  camera: SceneCamera,
  grid: GridRef.nullable(),
  /** lowest: of the reachable. */
  coverage: z.object({ covered: int, reachable: int, total: int, uncovered: int, rate: z.number().nullable() }).nullable(),
  building: z.object({ id: int, name: z.string(), uncovered: int, total: int, lon: z.number(), lat: z.number() }).nullable(),
  issueIds: z.array(int),
  /** overdue: the issues themselves, the longest overdue first. */
  issues: z.array(SceneIssue),
  works: z.array(SceneWork),
  photos: z.array(ScenePhoto),
  alleys: z.array(SceneAlley),
  plan: z.object({ id: int, name: z.string(), budgetMinor: int.nullable(), costMinor: int.nullable(), chosen: int }).nullable(),
});
export type WallScene = z.infer<typeof WallScene>;

export const WallScenes = z.object({
  asOf: z.string(),
  seq: int,
  dwellS: int,
  items: z.array(WallScene),
});
export type WallScenes = z.infer<typeof WallScenes>;

/**
 * How today's coverage came about: covered[i] of the targets of grid gridId[i] that are covered now became so on day[i], counted from `from`. Sums up the
 * tree and over time are the reader's; all of them together are what is covered now.
 */
export const WallReplay = z.object({
  seq: int,
  from: z.string(),
  /** Today. */
  to: z.string(),
  gridId: z.array(int),
  day: z.array(int),
  covered: z.array(int),
});
export type WallReplay = z.infer<typeof WallReplay>;

/** Floors from the top, units (单元) from the first; a cell lists the states of its doors in order of room, and nothing else of them. */
export const WallSection = z.object({
  asOf: z.string(),
  seq: int,
  building: z.object({ id: int, name: z.string(), grid: GridRef.nullable(), lon: z.number(), lat: z.number() }),
  total: int,
  byState: z.record(CoverageState, int),
  /** Names of the columns; '' where a building has no units. */
  units: z.array(z.string()),
  floors: z.array(
    z.object({
      /** Null: doors whose floor is not known, last. */
      floor: int.nullable(),
      /** One per unit. appointmentAt: of the earliest appointment in the cell. */
      cells: z.array(z.object({ states: z.array(CoverageState), appointmentAt: z.string().nullable() })),
    }),
  ),
});
export type WallSection = z.infer<typeof WallSection>;
