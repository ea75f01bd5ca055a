import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { TileLayer } from '#contract/tiles';
import type { Theme } from '../tokens.ts';
import type { Slot } from './layer-order.ts';
import { byZoom, type MapPart } from './map-part.ts';
import { roads } from './roads.ts';
import { BUILDING_ZOOM } from './shown-level.ts';

/** Fonts of labels: the browser draws both from the system's Chinese sans, there is no glyph server. */
export const FONT = ['Noto Sans CJK SC Regular'];
export const FONT_BOLD = ['Noto Sans CJK SC Bold'];

const WATER_NAME_ZOOM = 12.5;

const TILE_SOURCES: readonly TileLayer[] = [
  'grids-1',
  'grids-2',
  'grids-3',
  'grids-4',
  'grids-5',
  'buildings',
  'alleys',
  'households',
  'roads',
  'water',
  'green',
];

type Placed = { slot: Slot; layer: LayerSpecification };

export interface BasemapOptions {
  /** Roads take the colour of the ground, as if cut out. */
  overChoropleth: boolean;
  /** XYZ address of pictures to lie under everything, where the district has one. */
  rasterUrl: string | null;
  /** Points with a name, from placeWaterNames. */
  waterNames: FeatureCollection;
}

/** The base map from the district's own roads, water, green, buildings and borders. */
export function basemap(theme: Theme, options: BasemapOptions): MapPart {
  const sources: Record<string, SourceSpecification> = Object.fromEntries(
    TILE_SOURCES.map((layer) => [layer, { type: 'vector' as const, url: `/tiles/${layer}.json` }]),
  );
  sources['water-names'] = { type: 'geojson', data: options.waterNames };
  if (options.rasterUrl !== null) sources.pictures = { type: 'raster', tiles: [options.rasterUrl], tileSize: 256 };
  return {
    sources,
    layers: [
      ...ground(theme, options.rasterUrl !== null),
      ...buildings(theme),
      ...roads(theme, options.overChoropleth),
      ...water(theme),
      alleyLines(theme),
      ...names(theme),
    ],
  };
}

function ground(theme: Theme, hasPictures: boolean): Placed[] {
  const { map } = theme;
  const pictures: Placed[] = hasPictures
    ? [{ slot: 'land', layer: { id: 'pictures', type: 'raster', source: 'pictures', paint: { 'raster-saturation': -0.6 } } }]
    : [];
  return [
    { slot: 'ground', layer: { id: 'ground', type: 'background', paint: { 'background-color': map.landOut } } },
    {
      slot: 'land',
      layer: { id: 'land', type: 'fill', source: 'grids-1', 'source-layer': 'grids-1', paint: { 'fill-color': map.landIn, 'fill-antialias': false } },
    },
    ...pictures,
    { slot: 'green', layer: { id: 'green', type: 'fill', source: 'green', 'source-layer': 'green', minzoom: 13, paint: { 'fill-color': map.green } } },
  ];
}

function buildings(theme: Theme): Placed[] {
  const { map } = theme;
  const source = { source: 'buildings', 'source-layer': 'buildings' } as const;
  return [
    {
      slot: 'buildings',
      layer: {
        id: 'building-texture',
        type: 'fill',
        ...source,
        minzoom: 13,
        maxzoom: BUILDING_ZOOM,
        paint: {
          'fill-color': map.buildingTexture.colour,
          'fill-opacity': byZoom(
            [
              [13, map.buildingTexture.opacity * 0.6],
              [14, map.buildingTexture.opacity],
            ],
            1,
          ),
          'fill-antialias': false,
        },
      },
    },
    {
      slot: 'buildings',
      layer: { id: 'building', type: 'fill', ...source, minzoom: BUILDING_ZOOM, paint: { 'fill-color': map.building, 'fill-antialias': false } },
    },
    {
      slot: 'buildings',
      layer: { id: 'building-edge', type: 'line', ...source, minzoom: BUILDING_ZOOM, paint: { 'line-color': map.buildingEdge, 'line-width': 0.8 } },
    },
  ];
}

function water(theme: Theme): Placed[] {
  const { map } = theme;
  const source = { source: 'water', 'source-layer': 'water' } as const;
  return [
    { slot: 'water', layer: { id: 'water', type: 'fill', ...source, paint: { 'fill-color': map.water } } },
    { slot: 'water', layer: { id: 'shore', type: 'line', ...source, minzoom: 12, paint: { 'line-color': map.shore, 'line-width': 1.2 } } },
  ];
}

function alleyLines(theme: Theme): Placed {
  return {
    slot: 'alleys',
    layer: {
      id: 'alley',
      type: 'line',
      source: 'alleys',
      'source-layer': 'alleys',
      minzoom: BUILDING_ZOOM,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': theme.map.alley,
        'line-width': byZoom([
          [15, 1.6],
          [16, 2.5],
          [19, 9],
        ]),
      },
    },
  };
}

function names(theme: Theme): Placed[] {
  const halo = { 'text-halo-color': translucent(theme.ground, 0.8), 'text-halo-width': 2 };
  return [
    {
      slot: 'labels',
      layer: {
        id: 'water-name',
        type: 'symbol',
        source: 'water-names',
        minzoom: WATER_NAME_ZOOM,
        layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 13, 'text-letter-spacing': 0.6, 'symbol-sort-key': 30 },
        paint: { 'text-color': theme.map.waterLabel, 'text-halo-color': translucent(theme.map.water, 0.8), 'text-halo-width': 1.5 },
      },
    },
    {
      slot: 'labels',
      layer: {
        id: 'road-name',
        type: 'symbol',
        source: 'roads',
        'source-layer': 'roads',
        minzoom: 13.5,
        filter: ['all', ['has', 'name'], ['any', ['in', ['get', 'class'], ['literal', ['a', 'b']]], ['>=', ['zoom'], 15]]],
        layout: {
          'text-field': ['get', 'name'],
          'text-font': FONT,
          'text-size': 12,
          'symbol-placement': 'line',
          'symbol-spacing': 420,
          'text-letter-spacing': 0.1,
          'symbol-sort-key': 40,
        },
        paint: { 'text-color': theme.text3, ...halo },
      },
    },
  ];
}

/** Names of alleys along their lines, from building scale on. Alleys in `except` have their name elsewhere (beside their condition). */
export function alleyNames(theme: Theme, except: readonly number[]): MapPart {
  return {
    layers: [
      {
        slot: 'labels',
        layer: {
          id: 'alley-name',
          type: 'symbol',
          source: 'alleys',
          'source-layer': 'alleys',
          minzoom: BUILDING_ZOOM,
          filter: ['all', ['has', 'name'], ['!', ['in', ['id'], ['literal', [...except]]]]],
          layout: {
            'text-field': ['get', 'name'],
            'text-font': FONT,
            'text-size': byZoom(
              [
                [15, 12],
                [17, 13],
              ],
              1,
            ),
            'symbol-placement': 'line',
            'symbol-spacing': 320,
            'text-max-angle': 60,
            'symbol-sort-key': 50,
          },
          paint: { 'text-color': theme.text2, 'text-halo-color': translucent(theme.ground, 0.8), 'text-halo-width': 2 },
        },
      },
    ],
  };
}

/** `#rrggbb` with an opacity, as CSS writes it. */
export function translucent(colour: string, opacity: number): string {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return `rgba(${channel(1)},${channel(3)},${channel(5)},${opacity})`;
}
