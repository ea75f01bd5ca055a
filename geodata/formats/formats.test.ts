import { expect, test } from 'vitest';
import { sniffDelimiter } from './csv.ts';
import { FormatError } from './format.ts';
import { FORMATS, formatOf, readFile } from './index.ts';

/** The text of test/fixtures/households-gb18030.csv in hexadecimal: two rows under 编号;地址;经度;纬度. */
const GB18030_TABLE =
  'b1e0bac53bb5d8d6b73bbeadb6c83bceb3b6c80a313bd0edd5afc2b731bac53b3131342e3630313b33332e3630310a323bd0edd5afc2b732bac53b3131342e3630323b33332e3630320a';
const read = (name: string, text: string) => readFile(name, new TextEncoder().encode(text));

test('a name chooses its format by its ending, in any case, and an unknown one names what can be read', () => {
  expect(formatOf('A.GeoJSON').id).toBe('geojson');
  expect(formatOf('甲.Csv').id).toBe('csv');
  expect(() => formatOf('a.shp')).toThrow(/GeoJSON.*CSV/);
  const extensions = FORMATS.flatMap((format) => format.extensions);
  expect(new Set(extensions).size).toBe(extensions.length);
});

test('a collection keeps every feature, those without geometry too, and takes a feature id for a property', async () => {
  const text = JSON.stringify({
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', id: 7, properties: { a: 1 }, geometry: null },
      { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: [1, 2] } },
      { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [] } },
    ],
  });
  const { rows, fields, notes } = await read('a.json', `\uFEFF${text}`);
  expect(rows.map(({ rowNumber, geometry }) => [rowNumber, geometry?.type])).toEqual([
    [1, undefined],
    [2, 'Point'],
    [3, undefined],
  ]);
  expect(fields).toEqual(['id', 'a']);
  expect(notes).toEqual([]);
});

test('one feature a line: a broken line and a broken position are told by their row, none is lost', async () => {
  const { rows, notes } = await read(
    'a.ndjson',
    [
      '{"type":"Feature","properties":{"code":"1"},"geometry":{"type":"Point","coordinates":[114.601,33.601]}}',
      '{"type":"Feature","prop',
      '\u001e{"type":"Feature","properties":{"code":"3"},"geometry":{"type":"Point","coordinates":["a",1]}}',
    ].join('\n'),
  );
  expect(rows).toHaveLength(3);
  expect(notes.map(({ rowNumber, reason }) => [rowNumber, reason])).toEqual([
    [2, 'unreadable'],
    [3, 'unreadable_geometry'],
  ]);
});

test.each([
  [
    'a polygon with three positions',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
    '3 positions',
  ],
  ['a line as flat numbers', { type: 'LineString', coordinates: [0, 0, 1, 1] }, 'nested wrongly'],
  ['an unknown type', { type: 'Circle', coordinates: [0, 0] }, 'Circle'],
  ['a null coordinate', { type: 'Point', coordinates: [null, 1] }, 'not a position'],
])('%s is told and the row kept without geometry', async (_, geometry, why) => {
  const { rows, notes } = await read('a.geojson', JSON.stringify({ type: 'Feature', properties: { code: 'x' }, geometry }));
  expect(rows[0]).toMatchObject({ geometry: null, properties: { code: 'x' } });
  expect(notes[0]?.detail).toContain(why);
});

test('JSON tables: an array of objects, and an object of values', async () => {
  expect((await read('a.json', '[{"code":"1"},{"code":"2"}]')).rows.map(({ properties }) => properties)).toEqual([{ code: '1' }, { code: '2' }]);
  expect((await read('a.json', '{"metric_srid":4547}')).rows[0]?.properties).toEqual({ key: 'metric_srid', value: 4547 });
});

test('TopoJSON and cut-off JSON are refused with the remedy', async () => {
  await expect(read('a.json', '{"type":"Topology","objects":{}}')).rejects.toThrow(/Topology/);
  await expect(read('a.json', '{"type":"FeatureCollection","features":[')).rejects.toThrow(FormatError);
  await expect(read('a.json', '')).rejects.toThrow(/empty/);
});

test('a GB18030 table with semicolons and Chinese column names is read, and its encoding told', async () => {
  const { rows, notes } = await readFile('a.csv', new Uint8Array((GB18030_TABLE.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))));
  expect(rows[1]).toEqual({
    rowNumber: 3,
    properties: { 编号: '2', 地址: '许寨路2号', 经度: '114.602', 纬度: '33.602' },
    geometry: { type: 'Point', coordinates: [114.602, 33.602] },
  });
  expect(notes[0]?.detail).toContain('gb18030');
});

test('bytes that are no text at all are refused', async () => {
  await expect(readFile('a.csv', new Uint8Array([0x61, 0xff, 0xff, 0x0a]))).rejects.toThrow(/UTF-8/);
});

test('a WKT column: quoted commas, an empty cell, and a broken text told by its line', async () => {
  const { rows, notes } = await read(
    'a.csv',
    '\uFEFFname,width,wkt\n"一巷, 北",3.5,"LINESTRING (114.601 33.601, 114.602 33.601)"\n二巷,,\n三巷,2,LINESTRING (114.601\n',
  );
  expect(rows.map(({ geometry, properties }) => [properties.name, geometry?.type])).toEqual([
    ['一巷, 北', 'LineString'],
    ['二巷', undefined],
    ['三巷', undefined],
  ]);
  expect(notes).toMatchObject([{ rowNumber: 4, reason: 'unreadable_geometry' }]);
});

test('the delimiter is sought in the header only, outside quotes', () => {
  expect(sniffDelimiter('"a;b;c;d",e\n1;2;3')).toBe(',');
  expect(sniffDelimiter('a\tb\tc\n1,2\t3')).toBe('\t');
  expect(sniffDelimiter('single\nvalue;x')).toBe(',');
});

test('doubled column names, a missing column and short rows are told', async () => {
  await expect(read('a.csv', 'a,a\n1,2')).rejects.toThrow(/“a”/);
  await expect(readFile('a.csv', new TextEncoder().encode('a,b\n1,2'), { longitude: 'x' })).rejects.toThrow(/“x”.*a, b/);
  expect((await read('a.csv', 'a,b\n1\n')).notes).toMatchObject([{ rowNumber: 2, reason: 'column_count' }]);
});

const OSM = `<?xml version="1.0"?><osm version="0.6"><bounds minlat="33.6" minlon="114.6" maxlat="33.61" maxlon="114.61"/>
  <node id="1" lat="33.601" lon="114.601"/><node id="2" lat="33.602" lon="114.601"/><node id="3" lat="33.602" lon="114.602"/>
  <node id="4" lat="33.603" lon="114.603"><tag k="highway" v="street_lamp"/></node>
  <way id="7"><nd ref="1"/><nd ref="2"/><nd ref="99"/><tag k="highway" v="service"/><tag k="service" v="alley"/><tag k="name" v="南&amp;北巷"/></way>
  <way id="8"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="yes"/></way></osm>`;

test('OpenStreetMap: the rectangle, tagged nodes, lines and areas are rows with their tags; a node that is missing is told', async () => {
  const { rows, notes, declaredCrs } = await read('a.osm', OSM);
  expect(rows.map(({ rowNumber, properties, geometry }) => [rowNumber, properties.osm_type, properties.osm_id, geometry?.type])).toEqual([
    [1, 'bounds', 'bounds', 'Polygon'],
    [2, 'node', '4', 'Point'],
    [3, 'way', '7', 'LineString'],
    [4, 'way', '8', 'Polygon'],
  ]);
  expect(rows[2]?.properties).toMatchObject({ service: 'alley', name: '南&北巷' });
  expect(notes).toMatchObject([{ rowNumber: 3, reason: 'unreadable_geometry' }]);
  expect(declaredCrs).toBe('EPSG:4326');
});

test.each([
  ['cut off', OSM.slice(0, 400), /XML is broken/],
  ['of something else', '<gpx></gpx>', /not of OpenStreetMap/],
  ['of nothing', '<osm></osm>', /no tagged/],
])('OpenStreetMap XML %s is refused with the remedy', async (_, text, why) => {
  await expect(read('a.osm', text)).rejects.toThrow(why);
});

test('bytes that are no PBF are refused', async () => {
  await expect(read('a.osm.pbf', 'no protocol buffers at all')).rejects.toThrow(/no whole PBF/);
});
