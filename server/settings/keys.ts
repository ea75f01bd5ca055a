import { z } from 'zod';
import { Position } from '../http/contract.ts';

const Day = z.iso.date();
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day as HH:MM.');

/** Every key of the table `settings`, what it means and what it may hold. `--as settings` validates against this list. */
export const SETTING_KEYS = {
  /** The district's own name. */
  district: z.object({ name: z.string().min(1), nameEn: z.string().min(1) }),
  /** EPSG code of the local metric zone; geom_m and point_m are in it. */
  metric_srid: z.number().int().min(1024).max(999_999),
  time_zone: z.string().refine(isTimeZone, 'Write an IANA time zone, such as Asia/Shanghai.'),
  /** What the five levels are called here, from the district down. */
  level_labels: z.array(z.object({ zh: z.string().min(1), en: z.string().min(1) })).length(5),
  /** Where the map opens. */
  centre: Position,
  /** Breaks between the seven classes of the choropleth, as shares (0 to 1) of the reachable that are covered. */
  coverage_breaks: z.array(z.number().min(0).max(1)).length(6),
  /** Line at the lower left of the map. */
  attribution: z.string(),
  /** The same for readers of English; empty where nobody wrote it. */
  attribution_en: z.string(),
  /** ISO weekdays 1 = Monday; holidays are days off on a working weekday, makeUpDays 调休 are worked on a day off. */
  working_calendar: z.object({
    workingWeekdays: z.array(z.number().int().min(1).max(7)).min(1),
    holidays: z.array(Day),
    makeUpDays: z.array(Day),
    dayStart: Clock,
    dayEnd: Clock,
  }),
  /** Box the map is kept to, west, south, east, north; null = that of the grids. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  /** How the map opens, where the middle of the district will not do. */
  map_view: z.object({ centre: Position, zoom: z.number().min(0).max(24), bearing: z.number(), pitch: z.number().min(0).max(85) }).nullable(),
  /** Names of the code systems: its own, and others in grid_codes. */
  code_system: z.record(z.string(), z.string()),
  /** Terms of the issue workflow: hours within the working day, and whole working days. */
  deadlines: z.object({
    accept_hours: z.number().positive(),
    assign_hours: z.number().positive(),
    coordinated_working_days: z.number().int().positive(),
    very_late_working_days: z.number().int().positive(),
  }),
  /** Distance that "along an alley" means unless somebody says another. */
  alley_buffer_m: z.number().positive().max(1000),
  /** Reported figures that no rows stand behind: never a bare number. */
  figures: z.array(
    z.object({
      code: z.string().min(1),
      name: z.string().min(1),
      nameEn: z.string().optional(),
      value: z.number(),
      unit: z.string(),
      qualifier: z.enum(['about', 'more_than']).nullable(),
      as_of: Day,
    }),
  ),
  /** The domains an issue may belong to. */
  issue_domains: z.array(z.looseObject({ code: z.string().min(1), name: z.string().min(1), nameEn: z.string().optional() })),
  /**
   * Visits. exemptShare: up to this share of a grid's targets (0 to 1) refused, vacant and unreachable count at once; above it a supervisor approves.
   * The others say when a visit is doubtful: the same worker reaches two doors within tooFastSeconds, the same result at a door within duplicateMinutes,
   * the phone further than farFromDoorM from the door or outsideGridM from the grid (its own inaccuracy comes on top).
   */
  visit_rules: z.object({
    exemptShare: z.number().min(0).max(1),
    tooFastSeconds: z.number().min(0),
    duplicateMinutes: z.number().min(0),
    farFromDoorM: z.number().min(0),
    outsideGridM: z.number().min(0),
  }),
  /** In every basic grid of `level` each of `tiers` must be held by somebody, of the grid itself or of one above; where not, there is a gap. */
  responsibility_rules: z.object({ level: z.number().int().min(1).max(5), tiers: z.array(z.number().int().min(1).max(5)) }),
  /** Pace of a round: over how many complete days it is measured, and after how many days without a knock a grid counts as stalled. */
  pace_rules: z.object({ windowDays: z.number().int().min(1).max(28), stalledDays: z.number().int().min(1).max(365) }),
  /**
   * What raises an alarm beside a deadline that has passed: a deadline within expiringMinutes, clusterCount open issues reported in one grid (level 4)
   * within clusterMinutes. A stalled grid is one by pace_rules.
   */
  alarm_rules: z.object({
    expiringMinutes: z.number().int().min(5).max(1_440),
    clusterCount: z.number().int().min(2).max(100),
    clusterMinutes: z.number().int().min(5).max(10_080),
  }),
  /** When the day's morning briefing 晨查 is held: "what has changed" counts from yesterday's. */
  briefing_time: Clock,
  /**
   * What is derived for alleys, in metres: how far a lamp lights (lampReachM), within which distance a lamp must be registered for "dark" to be known,
   * how far homes are served, how near a component stands to its alley, how near lines meet; and the illuminance a lane should have.
   * The SQL function alley_rules has the same defaults.
   */
  alley_rules: z.object({
    lampReachM: z.number().positive().max(200),
    lampInventoryM: z.number().positive().max(2_000),
    targetLux: z.number().positive().max(200),
    servedM: z.number().positive().max(500),
    componentsM: z.number().positive().max(100),
    junctionM: z.number().positive().max(20),
  }),
  /** Monthly checks of works: from which score a month passes, and how many months in a row restore the grade. As in the SQL function work_check_rules. */
  work_check_rules: z.object({ passesFrom: z.number().int().min(1).max(100), restoreMonths: z.number().int().min(1).max(24) }),
  /**
   * consentShare (0 to 1) of those asked must agree before a project is tendered; after a new surface nobody digs for moratoriumYears; two places are
   * the same within clashToleranceM, and a clash is at least clashLeastM long or clashLeastM2 large. The SQL function project_rules has the same defaults.
   */
  project_rules: z.object({
    consentShare: z.number().min(0).max(1),
    moratoriumYears: z.number().int().min(0).max(20),
    clashToleranceM: z.number().positive().max(100),
    clashLeastM: z.number().min(0).max(1_000),
    clashLeastM2: z.number().min(0).max(100_000),
  }),
} satisfies Record<string, z.ZodType>;

export type SettingKey = keyof typeof SETTING_KEYS;
export type Settings = { [Key in SettingKey]: z.output<(typeof SETTING_KEYS)[Key]> };

/** What holds where a district has not said otherwise. */
export const SETTING_DEFAULTS: Settings = {
  district: { name: '未命名区县', nameEn: 'Unnamed district' },
  metric_srid: 4547,
  time_zone: 'Asia/Shanghai',
  level_labels: [
    { zh: '区县', en: 'District' },
    { zh: '街道', en: 'Subdistrict' },
    { zh: '社区', en: 'Community' },
    { zh: '网格', en: 'Grid' },
    { zh: '微网格', en: 'Micro-grid' },
  ],
  centre: [114.65, 33.62],
  coverage_breaks: [0.6, 0.7, 0.8, 0.85, 0.9, 0.95],
  attribution: '',
  attribution_en: '',
  working_calendar: { workingWeekdays: [1, 2, 3, 4, 5], holidays: [], makeUpDays: [], dayStart: '08:30', dayEnd: '17:00' },
  bounds: null,
  map_view: null,
  code_system: {},
  deadlines: { accept_hours: 2, assign_hours: 4, coordinated_working_days: 3, very_late_working_days: 3 },
  alley_buffer_m: 80,
  figures: [],
  issue_domains: [],
  visit_rules: { exemptShare: 0.02, tooFastSeconds: 60, duplicateMinutes: 10, farFromDoorM: 100, outsideGridM: 30 },
  pace_rules: { windowDays: 7, stalledDays: 7 },
  responsibility_rules: { level: 4, tiers: [1, 2, 3, 4, 5] },
  alarm_rules: { expiringMinutes: 120, clusterCount: 3, clusterMinutes: 1_440 },
  briefing_time: '08:00',
  alley_rules: { lampReachM: 25, lampInventoryM: 100, targetLux: 5, servedM: 50, componentsM: 10, junctionM: 2 },
  work_check_rules: { passesFrom: 90, restoreMonths: 3 },
  project_rules: { consentShare: 0.667, moratoriumYears: 3, clashToleranceM: 5, clashLeastM: 20, clashLeastM2: 100 },
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
