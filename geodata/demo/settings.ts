import type { DistrictPlan } from './plan.ts';
import type { DemoSettings, Position } from './types.ts';

/** The district's facts that are data: rows of the table settings. */
export function buildSettings(plan: DistrictPlan, name: string, centre: Position, bounds: [number, number, number, number], asOf: string): DemoSettings {
  return {
    district: { name, nameEn: 'Development Zone' },
    metric_srid: 4547,
    time_zone: 'Asia/Shanghai',
    centre,
    bounds,
    map_view: { centre, zoom: plan.scale.halfWidth > 900 ? 13.4 : 15, bearing: 0, pitch: 0 },
    level_labels: [
      { zh: '区', en: 'District' },
      { zh: '街道', en: 'Subdistrict' },
      { zh: '社区', en: 'Community' },
      { zh: '网格', en: 'Grid' },
      { zh: '微网格', en: 'Micro-grid' },
    ],
    code_system: { own: 'KF', statistical: 'NBS-12' },
    coverage_breaks: [0.6, 0.7, 0.8, 0.85, 0.9, 0.95],
    attribution: '底图：本区自有数据（演示）',
    attribution_en: 'Base map: own data of the district (demo)',
    working_calendar: { workingWeekdays: [1, 2, 3, 4, 5], holidays: [], makeUpDays: [], dayStart: '08:30', dayEnd: '17:00' },
    deadlines: { accept_hours: 2, assign_hours: 4, coordinated_working_days: 3, very_late_working_days: 3 },
    alley_buffer_m: 80,
    issue_domains: [
      { code: 'living_environment', name: '居住环境', nameEn: 'Living environment' },
      { code: 'public_security', name: '社会治安', nameEn: 'Public security' },
      { code: 'basic_medical', name: '基本医疗', nameEn: 'Basic medical care' },
      { code: 'culture_sport', name: '文体生活', nameEn: 'Culture and sport' },
      { code: 'basic_education', name: '基础教育', nameEn: 'Basic education' },
      { code: 'social_assistance', name: '社会帮扶', nameEn: 'Social assistance' },
      { code: 'cadre_conduct', name: '干部作风', nameEn: 'Conduct of officials' },
    ],
    // Reported figures that no rows stand behind: opinions are voices, listed issues are rows of the table issues.
    figures: [{ code: 'opinions', name: '意见建议', nameEn: 'Opinions', value: plan.opinions, unit: '条', qualifier: null, as_of: asOf }],
  };
}
