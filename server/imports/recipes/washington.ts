import { type Recipe, type RecipeStep, settingsStep } from './recipe.ts';

const LABELS = [
  { zh: '市', en: 'City' },
  { zh: '选区', en: 'Ward' },
  { zh: '邻里咨询委员会区', en: 'Advisory Neighborhood Commission' },
  { zh: '单一成员区', en: 'Single Member District' },
  { zh: '微网格', en: 'Micro-grid' },
];
const CENSUS_LABELS = [
  { zh: '市', en: 'City' },
  { zh: '普查区', en: 'Census tract' },
  { zh: '街区组', en: 'Block group' },
  { zh: '网格', en: 'Grid' },
  { zh: '微网格', en: 'Micro-grid' },
];
/** Code of the city, Chinese and English name. */
const DOMAINS: [code: string, name: string, nameEn: string][] = [
  ['S0261', '停车执法', 'Parking Enforcement'],
  ['S05SL', '路灯维修', 'Streetlight Repair'],
  ['S0011', '小巷清扫', 'Alley Cleaning'],
  ['S0361', '人行道维修', 'Sidewalk Repair'],
  ['S0301', '路面坑洞', 'Pothole'],
  ['GRAFF', '涂鸦清除', 'Graffiti Removal'],
  ['S0391', '街道清扫', 'Street Cleaning'],
  ['S0181', '非法倾倒', 'Illegal Dumping'],
  ['PRUNING', '树木修剪', 'Tree Pruning'],
  ['S0000', '道路弃置车辆', 'Abandoned Vehicle'],
  ['S05AL', '小巷路灯维修', 'Alleylight Repair'],
  ['S0406', '街道维修', 'Street Repair'],
  ['S0336', '外州车辆停车违规', 'Out of State Parking Violation'],
  ['S0016', '小巷维修', 'Alley Repair'],
  ['S0081', '路缘石维修', 'Curb and Gutter Repair'],
];
const PERMITS: [event: string, code: string, name: string][] = [
  ['Moving Truck', 'permit_moving', '搬家占道许可'],
  ['Moving Storage Container', 'permit_container', '储物箱占道许可'],
  ['Steel plate- Single location', 'permit_steel_plate', '钢板铺设许可'],
  ['Steel plate- Rotating plate Program', 'permit_steel_plate', '钢板铺设许可'],
  ['Mobile Crane Work Zone', 'permit_crane', '吊车作业许可'],
  ['Construction Staging Area', 'permit_staging', '施工堆场许可'],
  ['ENP For DDOT Contractors', 'permit_contractor', '承包商作业许可'],
  ['Roll Off Debris Container', 'permit_debris', '垃圾箱占道许可'],
];

const base = (labels: typeof LABELS): RecipeStep =>
  settingsStep({
    district: { name: '华盛顿特区', nameEn: 'Washington, D.C.' },
    metric_srid: 26918,
    time_zone: 'America/New_York',
    level_labels: labels,
    centre: [-77.0145, 38.8938],
    attribution: 'Open Data DC, Office of the Chief Technology Officer',
    issue_domains: DOMAINS.map(([code, name, nameEn]) => ({ code, name, nameEn })),
  });
const city: RecipeStep = {
  title: 'the city',
  files: ['boundary.geojson'],
  request: { kind: 'grids', level: 1, map: { name: 'CITY_NAME' }, set: { code: 'DC' } },
};

const issues: RecipeStep = {
  title: 'reports to the city, July and August 2016',
  files: ['issues_311_2016.geojson'],
  request: {
    kind: 'issues',
    map: {
      code: 'SERVICEREQUESTID',
      title: 'SERVICECODEDESCRIPTION',
      domain: 'SERVICECODE',
      address: 'STREETADDRESS',
      state: 'SERVICEORDERSTATUS',
      flags: 'SERVICEORDERSTATUS',
      reported_at: 'ADDDATE',
      due_at: 'SERVICEDUEDATE',
      resolved_at: 'RESOLUTIONDATE',
      closed_at: 'RESOLUTIONDATE',
    },
    set: { channel: 'hotline', holder_level: '1' },
    translate: {
      state: {
        OPEN: 'accepted',
        'IN-PROGRESS': 'in_progress',
        CLOSED: 'closed',
        'CLOSED - INCOMPLETE INFORMATION': 'rejected',
        'DUPLICATE (OPENED)': 'rejected',
        'DUPLICATE (CLOSED)': 'rejected',
        VOIDED: 'rejected',
      },
      flags: { 'DUPLICATE (OPENED)': 'duplicate', 'DUPLICATE (CLOSED)': 'duplicate', VOIDED: 'voided', '*': '' },
    },
    keep: ['WARD', 'ORGANIZATIONACRONYM', 'SERVICEORDERSTATUS'],
  },
};

const workTypes: RecipeStep = {
  title: 'catalogue of permits and changes',
  rows: [
    ...[...new Map(PERMITS.map(([, code, name]) => [code, name]))].map(([code, name]) => ({
      code,
      name,
      name_en: code.replace('permit_', 'Permit: ').replaceAll('_', ' '),
    })),
    { code: 'permit_event', name: '活动占道许可', name_en: 'Permit: event or other' },
  ]
    .map((type, index) => ({ ...type, unit: '件', dimension: 'count', family: 'road', sort_order: 10 + index }))
    .concat(
      [
        { code: 'alley_close', name: '小巷关闭', name_en: 'Alley closed' },
        { code: 'alley_dedicate', name: '小巷开辟', name_en: 'Alley dedicated' },
        { code: 'street_close', name: '街道关闭', name_en: 'Street closed' },
        { code: 'street_dedicate', name: '街道开辟', name_en: 'Street dedicated' },
      ].map((type, index) => ({ ...type, unit: 'ft²', dimension: 'area', family: 'road', sort_order: 30 + index })),
    ),
  request: { kind: 'work_types', map: same('code', 'name', 'name_en', 'unit', 'dimension', 'family', 'sort_order') },
};

const permits: RecipeStep = {
  title: 'permits to use public space',
  files: ['works_public_space_permits_2016.geojson'],
  request: {
    kind: 'works',
    map: {
      code: 'TRACKING_NO',
      work_type: 'EVENTDESCRIPTION',
      name: '{EVENTDESCRIPTION} {SITEADDRESS}',
      phase: 'STATUS',
      started_on: 'EFFECTIVEDATETIME',
      completed_on: 'EXPIRATIONDATETIME',
    },
    set: { quantity: '1' },
    translate: {
      work_type: { ...Object.fromEntries(PERMITS.map(([event, code]) => [event, code])), '*': 'permit_event' },
      phase: {
        EXPIRED: 'done',
        ISSUED: 'under_construction',
        APPROVED: 'under_construction',
        ASSIGNED: 'planned',
        PENDING: 'planned',
        NOTPAID: 'planned',
        RESUBMIT: 'planned',
        REJECTED: 'cancelled',
        REVOKED: 'cancelled',
        WITHDRAWN: 'cancelled',
      },
    },
    keep: ['WARD', 'STATUS', 'PERMIT_NO'],
    // One permit may cover many places: each is a row of its own.
    duplicates: 'number',
  },
};

const changes: RecipeStep = {
  title: 'alleys and streets closed and dedicated',
  files: ['works_alley_street_changes.geojson'],
  request: {
    kind: 'works',
    map: { work_type: 'ACTION_', name: 'NAME', quantity: 'COMPUTED_AREA_SF', completed_on: 'RECORDATION_DT' },
    translate: {
      work_type: {
        'ALLEY - CLOSE': 'alley_close',
        'ALLEY - DEDICATE': 'alley_dedicate',
        'STREET - CLOSE': 'street_close',
        'STREET CLOSURE': 'street_close',
        'STREET - DEDICATE': 'street_dedicate',
      },
    },
    keep: ['SQUARE'],
  },
};

const roads: RecipeStep = {
  title: 'major roads',
  files: ['major_roads.geojson'],
  request: {
    kind: 'roads',
    map: { class: 'FUNCTIONALCLASS', name: '{ST_NAME} {QUADRANT}' },
    translate: { class: { 'Principal Arterial': 'a', 'Other Freeway and Expressway': 'a' } },
  },
};

export const washington: Recipe = {
  id: 'us-dc',
  title: 'Washington: city, 8 wards, 40 commissions, 296 single member districts; reports, permits, changes, roads',
  district: 'us_dc',
  steps: [
    base(LABELS),
    city,
    { title: 'wards', files: ['wards.geojson'], request: { kind: 'grids', level: 2, map: { code: 'WARD_ID', name: 'NAME' }, set: { parent: 'DC' } } },
    { title: 'commissions', files: ['ancs.geojson'], request: { kind: 'grids', level: 3, map: { code: 'ANC_ID', name: 'NAME', parent: '{ANC_ID:1}' } } },
    {
      title: 'single member districts',
      files: ['smds.geojson'],
      request: { kind: 'grids', level: 4, map: { code: 'SMD_ID', name: 'NAME', parent: 'ANC_ID' } },
    },
    roads,
    issues,
    workTypes,
    permits,
    changes,
  ],
};

export const washingtonCensus: Recipe = {
  id: 'us-dc-census',
  title: 'Washington by census: city, 179 tracts, 450 block groups; reports and roads',
  district: 'us_dc_census',
  steps: [
    base(CENSUS_LABELS),
    city,
    {
      title: 'tracts',
      files: ['tracts.geojson'],
      request: { kind: 'grids', level: 2, map: { code: 'TRACT', name: 'Tract {TRACT}' }, set: { parent: 'DC' }, keep: ['P0010001'] },
    },
    {
      title: 'block groups',
      files: ['block_groups.geojson'],
      request: { kind: 'grids', level: 3, map: { code: 'GEOID', name: 'Block group {BLKGRP}', parent: 'TRACT' }, keep: ['P0010001'] },
    },
    roads,
    issues,
  ],
};

function same(...columns: string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, column]));
}
