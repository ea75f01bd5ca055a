import { type Recipe, settingsStep } from './recipe.ts';

const LANE = '[巷弄]';

export const taipei: Recipe = {
  id: 'tw-taipei',
  title: '臺北市: 市, 12 區, 456 里; lanes 巷弄 and roads of 大安區, welfare offices as visit targets',
  alleys: 'a line of 大安區 whose name has 巷 or 弄 is an alley, each line one; nameless lines are roads. Names are all the file tells: the rest is unknown.',
  district: 'tw_taipei',
  steps: [
    settingsStep({
      district: { name: '臺北市', nameEn: 'Taipei City' },
      metric_srid: 3826,
      time_zone: 'Asia/Taipei',
      level_labels: [
        { zh: '市', en: 'City' },
        { zh: '區', en: 'District' },
        { zh: '里', en: 'Village' },
        { zh: '網格', en: 'Grid' },
        { zh: '微網格', en: 'Micro-grid' },
      ],
      centre: [121.5389, 25.0309],
      attribution: '內政部國土測繪中心, 政府資料開放授權條款-第1版; (c) OpenStreetMap contributors, ODbL 1.0',
    }),
    { title: 'the city', files: ['atlas_county.geojson'], request: { kind: 'grids', level: 1, map: { code: 'COUNTYCODE', name: 'COUNTYNAME' } } },
    {
      title: '區',
      files: ['atlas_towns.geojson'],
      request: { kind: 'grids', level: 2, map: { code: 'TOWNCODE', name: 'TOWNNAME', parent: 'COUNTYCODE' }, keep: ['TOWNENG'] },
    },
    {
      title: '里',
      files: ['atlas_villages.geojson'],
      request: { kind: 'grids', level: 3, map: { code: 'VILLCODE', name: 'VILLNAME', parent: 'TOWNCODE' }, keep: ['VILLENG'] },
    },
    {
      title: 'lanes of 大安區',
      files: ['daan_roads_osm.geojson'],
      request: { kind: 'alleys', map: { name: 'name' }, set: { name_status: 'standard' }, where: [{ field: 'name', operator: '~', value: LANE }] },
    },
    {
      title: 'roads of 大安區',
      files: ['daan_roads_osm.geojson'],
      request: {
        kind: 'roads',
        map: { name: 'name', class: 'name' },
        // The file has names only: a section 段 or boulevard is a main road, a street a secondary one, the nameless are lanes.
        translate: { class: { '': 'd', '*': 'c' } },
        where: [{ field: 'name', operator: '!~', value: LANE }],
      },
    },
    {
      title: 'welfare offices',
      files: ['socl_welfare_organization_plc.geojson'],
      request: { kind: 'households', map: { name: 'name', address: 'address' }, set: { kind: 'enterprise' }, keep: ['main_type', 'sub_type'] },
    },
    {
      title: 'a round of visits',
      rows: [{ code: '2026-1', name: '2026 年社福機構走訪', starts_on: '2026-11-01' }],
      request: { kind: 'campaigns', map: { code: 'code', name: 'name', starts_on: 'starts_on' } },
    },
  ],
};
