/** What a work does. Quantities of different kinds are never added, even where the type and the unit are the same. */
export const WORK_KINDS = ['new', 'repair', 'replace', 'renew', 'clear', 'open', 'input', 'other'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** One row of the catalogue: one canonical unit each; a type that is counted in two ways is two types. */
export interface CatalogueType {
  code: string;
  name: string;
  nameEn: string;
  unit: string;
  dimension: 'area' | 'length' | 'count' | 'mass';
  family: 'road' | 'light' | 'water' | 'line' | 'scene' | 'other';
  /** What works of the type do where a work says nothing else. */
  kind: WorkKind;
  sortOrder: number;
}

/** [code, Chinese, English, unit, dimension, family, kind]. migrations/0019_works.sql loads the same rows; a test compares them. */
const ROWS: readonly (readonly [string, string, string, string, CatalogueType['dimension'], CatalogueType['family'], WorkKind])[] = [
  ['pavement_repair', '修补路面', 'Pavement repaired', '㎡', 'area', 'road', 'repair'],
  ['pavement_harden', '硬化路面', 'Road hardened', 'km', 'length', 'road', 'new'],
  ['wall_paint', '粉刷墙面', 'Walls painted', '㎡', 'area', 'scene', 'renew'],
  ['lamp_install', '安装路灯', 'Street lamps installed', '盏', 'count', 'light', 'new'],
  ['lamp_repair', '维修路灯', 'Street lamps repaired', '盏', 'count', 'light', 'repair'],
  ['sewer_refurbish', '整修下水道', 'Sewers refurbished', 'm', 'length', 'water', 'renew'],
  ['manhole_replace', '更换井盖', 'Manhole covers replaced', '个', 'count', 'water', 'replace'],
  ['cable_tidy', '整治线缆', 'Cables tidied', 'm', 'length', 'line', 'clear'],
  ['parking_add', '新增停车位', 'Parking spaces added', '个', 'count', 'road', 'new'],
  ['parking_open', '开放停车位', 'Parking spaces opened by offices', '个', 'count', 'road', 'open'],
  ['bike_parking', '非机动车位', 'Bicycle bays', '个', 'count', 'road', 'new'],
  ['car_park_build', '停车场', 'Car parks built', '个', 'count', 'road', 'new'],
  ['zombie_vehicle_clear', '清理僵尸车', 'Abandoned vehicles removed', '辆', 'count', 'road', 'clear'],
  ['small_ad_clear', '清理小广告', 'Illegal posters cleared', '块', 'count', 'scene', 'clear'],
  ['psa_panel', '公益版面', 'Public-service panels', '块', 'count', 'scene', 'new'],
  ['psa_display', '宣传展示', 'Public-service displays', '处', 'count', 'scene', 'new'],
  ['alley_naming', '规范巷名', 'Alleys named and signed', '个', 'count', 'scene', 'new'],
  ['rubbish_remove', '清理垃圾', 'Rubbish removed', 't', 'mass', 'scene', 'clear'],
  ['straw_remove', '清理秸秆', 'Straw removed', 't', 'mass', 'scene', 'clear'],
  ['rubbish_spot_clear', '清除垃圾死角', 'Rubbish spots cleared', '处', 'count', 'scene', 'clear'],
  ['ditch_clear_len', '清理沟渠', 'Ditches cleared', 'km', 'length', 'water', 'clear'],
  ['ditch_clear_cnt', '清理坑塘沟渠', 'Ponds and ditches cleared', '处', 'count', 'water', 'clear'],
  ['ruin_clear', '清理残垣断壁', 'Ruined walls cleared', '处', 'count', 'scene', 'clear'],
  ['illegal_building_demolish', '拆除违建', 'Illegal structures demolished', '处', 'count', 'other', 'clear'],
  ['illegal_building_demolish_area', '拆除违建面积', 'Illegal structures demolished, land', '亩', 'area', 'other', 'clear'],
  ['tree_prune', '修剪树木', 'Trees pruned', '棵', 'count', 'scene', 'renew'],
  ['plant', '种植苗木', 'Plants planted', '株', 'count', 'scene', 'new'],
  ['gas_pipe', '燃气管线', 'Gas mains', 'm', 'length', 'other', 'new'],
  ['heat_pipe', '热力管网', 'Heating mains', 'm', 'length', 'other', 'new'],
  ['compound_renovate', '老旧小区改造', 'Old compounds renovated', '个', 'count', 'other', 'renew'],
  ['compound_renovate_buildings', '老旧小区改造楼栋', 'Old compounds renovated, buildings', '栋', 'count', 'other', 'renew'],
  ['compound_renovate_households', '老旧小区改造户数', 'Old compounds renovated, households', '户', 'count', 'other', 'renew'],
  ['compound_renovate_area', '老旧小区改造面积', 'Old compounds renovated, floor area', '㎡', 'area', 'other', 'renew'],
  ['courtyard_renovate', '老旧楼院改造', 'Old courtyards renovated', '个', 'count', 'other', 'renew'],
  ['alley_renovate', '整治背街小巷', 'Back alleys renovated', '条', 'count', 'road', 'renew'],
  ['park', '游园', 'Pocket parks', '个', 'count', 'scene', 'new'],
  ['toilet', '公厕', 'Public toilets', '座', 'count', 'other', 'new'],
  ['service_point', '便民服务点', 'Service points', '处', 'count', 'other', 'new'],
  ['water_improve', '农户改水', 'Household water supplies improved', '户', 'count', 'water', 'renew'],
  ['toilet_improve', '农户改厕', 'Household toilets improved', '户', 'count', 'other', 'renew'],
  ['mixed_fix', '综合整治', 'Mixed repairs', '处', 'count', 'other', 'other'],
  ['vehicle_deployed', '出动车辆', 'Vehicles deployed', '台', 'count', 'other', 'input'],
  ['resident_matter', '为民办实事', 'Matters settled for residents', '件', 'count', 'other', 'other'],
  ['street_feature', '特色街', 'Themed streets', '条', 'count', 'scene', 'renew'],
  ['road_build', '市政道路', 'Municipal roads', '条', 'count', 'road', 'new'],
  ['forest', '小森林', 'Small woods', '处', 'count', 'scene', 'new'],
];

export const WORK_TYPES: readonly CatalogueType[] = ROWS.map(([code, name, nameEn, unit, dimension, family, kind], index) => ({
  code,
  name,
  nameEn,
  unit,
  dimension,
  family,
  kind,
  sortOrder: (index + 1) * 10,
}));
