import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { at, square } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

describe('bad input names the field and the remedy', () => {
  const refusals: [string, unknown, string, string][] = [
    [
      'an unclosed ring',
      {
        type: 'Polygon',
        coordinates: [
          [
            [114, 33],
            [115, 33],
            [115, 34],
            [114, 34],
          ],
        ],
      },
      '/within/coordinates/0',
      'not closed',
    ],
    [
      'a ring of three',
      {
        type: 'Polygon',
        coordinates: [
          [
            [114, 33],
            [115, 33],
            [114, 33],
          ],
        ],
      },
      '/within/coordinates/0',
      'at least four',
    ],
    [
      'a bow tie',
      {
        type: 'Polygon',
        coordinates: [
          [
            [114, 33],
            [115, 34],
            [115, 33],
            [114, 34],
            [114, 33],
          ],
        ],
      },
      '/within/coordinates/0',
      'crosses itself',
    ],
    [
      'latitude first',
      {
        type: 'Polygon',
        coordinates: [
          [
            [33, 114],
            [33, 115],
            [34, 115],
            [33, 114],
          ],
        ],
      },
      '/within/coordinates/0/0',
      'longitude first',
    ],
    ['no ring', { type: 'Polygon', coordinates: [] }, '/within/coordinates', 'no ring'],
    ['a hole outside', square(0, 0, 1, 1, [3, 3, 1, 1]), '/within', 'not valid'],
    ['more than 10,000 vertices', { type: 'Polygon', coordinates: [circle(10_001)] }, '/within/coordinates', '10,000'],
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          [114, 33],
          [115, 33],
        ],
      },
      '/within',
      'Polygon or MultiPolygon',
    ],
    ['a distance of nought', { alley: 1, distance_m: 0 }, '/within/distance_m', '2,000 metres'],
  ];
  test.each(refusals)('%s', async (_name, within, pointer, words) => {
    await onPaper(async (api, db) => {
      await drawTown(db);
      const { status, body } = await api.post('/api/uncovered-households/query', { within });
      expect(status).toBe(400);
      expect(body.errors[0].pointer).toBe(pointer);
      expect(`${body.detail}`).toContain(words);
    })();
  });

  test(
    'unknown codes, parameters, body fields, limits and broken JSON',
    onPaper(async (api, db) => {
      await drawTown(db);
      expect((await api.get('/api/grids/nowhere/uncovered-households')).body).toMatchObject({ type: '/problems/grid-not-found', status: 404 });
      expect((await api.get('/api/grids/town/uncovered-households?knd=school')).body.errors[0].pointer).toBe('knd');
      expect((await api.get('/api/grids/town/uncovered-households?limit=20000')).body.errors[0].pointer).toBe('limit');
      expect((await api.get('/api/grids/town/uncovered-households?state=covered')).body.errors[0].pointer).toMatch(/^state/);
      expect((await api.post('/api/uncovered-households/query', { within: { grid: 'town' }, extra: 1 })).body.errors[0].pointer).toBe('/extra');
      const broken = await fetch(`${api.url}/api/uncovered-households/query`, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
      expect([broken.status, (await broken.json()).type]).toEqual([400, '/problems/invalid-body']);
    }),
  );

  test(
    'a cursor of another query, or a damaged one',
    onPaper(async (api, db) => {
      await drawTown(db);
      const { next } = (await api.get('/api/grids/town/uncovered-households?limit=1')).body;
      for (const path of [
        `/api/grids/west/uncovered-households?cursor=${next}`,
        `/api/grids/town/uncovered-households?kind=school&cursor=${next}`,
        '/api/grids/town/uncovered-households?cursor=x',
        `/api/grids/town/uncovered-households?cursor=${next.slice(0, -2)}`,
      ])
        expect((await api.get(path)).body).toMatchObject({ type: '/problems/invalid-cursor', status: 400, errors: [{ pointer: 'cursor' }] });
    }),
  );
});

function circle(sides: number): Position[] {
  const ring = Array.from({ length: sides }, (_, index) =>
    at([5 + 4 * Math.cos((index * 2 * Math.PI) / sides), 5 + 4 * Math.sin((index * 2 * Math.PI) / sides)]),
  );
  return [...ring, ring[0] as Position];
}
