import { type Recipe, settingsStep } from './recipe.ts';

const notAlley = { field: 'service', operator: '!=', value: 'alley' } as const;

export const shanghai: Recipe = {
  id: 'cn-shanghai-osm',
  title: '上海: 市, 16 区 (GCJ-02, converted); alleys, roads, buildings, house numbers, water and green around 外滩',
  alleys: 'a way tagged service=alley is an alley, named or not; other service ways, pedestrian streets, footways and steps are roads.',
  district: 'cn_shanghai_osm',
  steps: [
    settingsStep({
      district: { name: '上海市', nameEn: 'Shanghai' },
      metric_srid: 4549,
      time_zone: 'Asia/Shanghai',
      level_labels: [
        { zh: '市', en: 'City' },
        { zh: '区', en: 'District' },
        { zh: '街道', en: 'Subdistrict' },
        { zh: '社区', en: 'Community' },
        { zh: '网格', en: 'Grid' },
      ],
      centre: [121.4935, 31.2385],
      attribution: '(c) OpenStreetMap contributors, ODbL 1.0; Vonng/adcode, CC BY 4.0',
    }),
    {
      title: 'the city',
      files: ['counties_shanghai_310100_gcj02.geojson'],
      request: {
        kind: 'grids',
        level: 1,
        map: { code: 'adcode' },
        set: { name: '上海市' },
        where: [{ field: 'level', operator: '=', value: 'city' }],
        crs: 'gcj02',
      },
    },
    {
      title: '区',
      files: ['counties_shanghai_310100_gcj02.geojson'],
      request: {
        kind: 'grids',
        level: 2,
        map: { code: 'adcode', name: 'name', parent: 'parent' },
        where: [{ field: 'level', operator: '=', value: 'county' }],
        crs: 'gcj02',
      },
    },
    {
      title: 'footprints',
      files: ['buildings.geojson'],
      request: {
        kind: 'buildings',
        map: { code: 'osm_id', name: 'name', kind: 'kind_detail', address: '{addr_street}{addr_housenumber}' },
        translate: { kind: { apartments: 'residential', residential: 'residential', house: 'residential', '': 'residential', '*': 'commercial' } },
        where: [
          { field: 'kind', operator: '=', value: 'building' },
          { field: '$geometry', operator: '=', value: 'Polygon' },
        ],
        keep: ['height', 'name:en'],
        crs: 'wgs84',
        // The parts of one multipolygon share its number.
        duplicates: 'number',
      },
    },
    {
      title: 'alleys',
      files: ['roads.geojson'],
      request: {
        kind: 'alleys',
        // No way of this file says anything of parking or cables; a newer extract may say something of parking.
        map: { code: 'osm_id', name: 'name', surface: 'surface', parking: '$parking' },
        where: [{ field: 'service', operator: '=', value: 'alley' }],
        crs: 'wgs84',
      },
    },
    {
      title: 'roads',
      files: ['roads.geojson'],
      request: {
        kind: 'roads',
        map: { class: 'kind_detail', name: 'name', is_bridge: 'is_bridge' },
        translate: {
          class: {
            trunk: 'a',
            trunk_link: 'a',
            primary: 'a',
            primary_link: 'a',
            secondary: 'b',
            secondary_link: 'b',
            tertiary: 'c',
            tertiary_link: 'c',
            residential: 'c',
            unclassified: 'c',
            '*': 'd',
          },
        },
        where: [notAlley, { field: 'kind', operator: '!~', value: '^(rail|ferry)$' }, { field: 'is_tunnel', operator: '!=', value: 'true' }],
        crs: 'wgs84',
      },
    },
    {
      title: 'water',
      files: ['water.geojson'],
      request: {
        kind: 'water',
        map: { class: 'kind', name: 'name' },
        translate: { class: { river: 'river', riverbank: 'river', canal: 'ditch', water: 'pond', swimming_pool: 'pond' } },
        // Shore lines double the areas.
        where: [{ field: 'boundary', operator: '!=', value: 'true' }],
        crs: 'wgs84',
      },
    },
    {
      title: 'green',
      files: ['landuse.geojson'],
      request: {
        kind: 'green',
        map: { class: 'kind', name: 'name' },
        translate: { class: { garden: 'garden', pitch: 'pitch', recreation_ground: 'pitch', grass: 'strip', '*': 'park' } },
        where: [
          { field: 'kind', operator: '~', value: '^(park|grass|garden|forest|natural_wood|recreation_ground|pitch|protected_area)$' },
          { field: '$geometry', operator: '~', value: 'Polygon$' },
        ],
        crs: 'wgs84',
      },
    },
    {
      title: 'house numbers on points',
      files: ['buildings.geojson'],
      request: {
        kind: 'households',
        map: { code: 'address-{osm_id}', address: '{addr_street}{addr_housenumber}号' },
        where: [{ field: 'kind', operator: '=', value: 'address' }],
        crs: 'wgs84',
        duplicates: 'number',
      },
    },
    {
      title: 'house numbers on footprints',
      files: ['buildings.geojson'],
      request: {
        kind: 'households',
        map: { code: 'building-{osm_id}', building: 'osm_id', address: '{addr_street}{addr_housenumber}号' },
        where: [
          { field: 'kind', operator: '=', value: 'building' },
          { field: '$geometry', operator: '=', value: 'Polygon' },
          { field: 'addr_housenumber', operator: '!=', value: '' },
        ],
        crs: 'wgs84',
        duplicates: 'number',
      },
    },
    {
      title: 'a round of visits',
      rows: [{ code: '2026-1', name: '2026 年入户走访', starts_on: '2026-11-01' }],
      request: { kind: 'campaigns', map: { code: 'code', name: 'name', starts_on: 'starts_on' } },
    },
  ],
};
