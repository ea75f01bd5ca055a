import { type Recipe, settingsStep } from './recipe.ts';

/** Either encoding of the extract holds the same rows: the smaller one is read. */
const FILE = 'lafayette.osm.pbf';
const isWay = { field: 'osm_type', operator: '=', value: 'way' } as const;
const isArea = { field: '$geometry', operator: '~', value: 'Polygon$' } as const;
const isLine = { field: '$geometry', operator: '~', value: 'LineString$' } as const;

export const lafayette: Recipe = {
  id: 'us-lafayette-osm',
  title: 'Lafayette, Colorado: a raw extract of OpenStreetMap (PBF); its rectangle, alleys, roads, buildings, house numbers',
  alleys: 'a way tagged highway=service and service=alley is an alley; driveways, parking aisles, footways and all other highways are roads.',
  district: 'us_lafayette_osm',
  steps: [
    settingsStep({
      district: { name: '拉斐特', nameEn: 'Lafayette' },
      metric_srid: 26913,
      time_zone: 'America/Denver',
      level_labels: [
        { zh: '市', en: 'City' },
        { zh: '选区', en: 'Ward' },
        { zh: '社区', en: 'Community' },
        { zh: '网格', en: 'Grid' },
        { zh: '微网格', en: 'Micro-grid' },
      ],
      centre: [-105.1232, 40.0057],
      attribution: '(c) OpenStreetMap contributors, ODbL 1.0',
    }),
    {
      title: 'the rectangle of the extract',
      files: [FILE],
      request: {
        kind: 'grids',
        level: 1,
        set: { code: 'LAFAYETTE', name: 'Lafayette' },
        where: [{ field: 'osm_type', operator: '=', value: 'bounds' }],
      },
    },
    {
      title: 'footprints',
      files: [FILE],
      request: {
        kind: 'buildings',
        map: { code: 'osm_id', name: 'name', kind: 'building', address: '{addr:housenumber} {addr:street}' },
        translate: {
          kind: { apartments: 'residential', residential: 'residential', house: 'residential', detached: 'residential', yes: 'residential', '*': 'commercial' },
        },
        where: [isWay, isArea, { field: 'building', operator: '!=', value: '' }],
      },
    },
    {
      title: 'alleys',
      files: [FILE],
      request: {
        kind: 'alleys',
        // No way of this file says anything of parking or cables; a newer extract may say something of parking.
        map: { code: 'osm_id', name: 'name', surface: 'surface', parking: '$parking' },
        where: [isWay, isLine, { field: 'highway', operator: '=', value: 'service' }, { field: 'service', operator: '=', value: 'alley' }],
      },
    },
    {
      title: 'roads',
      files: [FILE],
      request: {
        kind: 'roads',
        map: { class: 'highway', name: 'name' },
        translate: { class: { primary: 'a', secondary: 'b', tertiary: 'c', residential: 'c', unclassified: 'c', '*': 'd' } },
        where: [
          isWay,
          isLine,
          { field: 'highway', operator: '!=', value: '' },
          { field: 'service', operator: '!=', value: 'alley' },
          { field: 'tunnel', operator: '!=', value: 'yes' },
        ],
      },
    },
    {
      title: 'house numbers on footprints',
      files: [FILE],
      request: {
        kind: 'households',
        map: { code: 'building-{osm_id}', building: 'osm_id', address: '{addr:housenumber} {addr:street}' },
        where: [isWay, isArea, { field: 'addr:housenumber', operator: '!=', value: '' }, { field: 'building', operator: '!=', value: '' }],
      },
    },
    {
      title: 'a round of visits',
      rows: [{ code: '2026-1', name: '2026 round', starts_on: '2026-11-01' }],
      request: { kind: 'campaigns', map: { code: 'code', name: 'name', starts_on: 'starts_on' } },
    },
  ],
};
