import fc from 'fast-check';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { Chain, ResponsibilityFinding } from '../../server/responsibilities/contract.ts';
import type { Api } from '../support/api.ts';
import { allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aGrid, aHousehold, aPerson, at, type GridRow, square } from '../support/factories.ts';
import { paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
/** The day of PAPER_NOW in Shanghai. */
const TODAY = '2026-06-10';

/** Five levels on 8 by 2 squares: town, two halves, four communities, eight grids of one by two, and one micro-grid; two markets that overlap. */
async function drawCity(db: Knex.Transaction): Promise<GridRow[]> {
  const town = await aGrid(db, { code: 't', shape: square(0, 0, 8, 2) });
  const grids = [town];
  for (const half of [0, 1]) {
    const street = await aGrid(db, { code: `t${half}`, parent: town, shape: square(half * 4, 0, 4, 2) });
    grids.push(street);
    for (const side of [0, 1]) {
      const community = await aGrid(db, { code: `t${half}${side}`, parent: street, shape: square(half * 4 + side * 2, 0, 2, 2) });
      grids.push(community);
      for (const part of [0, 1]) {
        const x = half * 4 + side * 2 + part;
        grids.push(await aGrid(db, { code: `t${half}${side}${part}`, parent: community, shape: square(x, 0, 1, 2) }));
      }
    }
  }
  const first = grids.find(({ code }) => code === 't000') as GridRow;
  grids.push(await aGrid(db, { code: 't000m', parent: first, shape: square(0, 0, 1, 1) }));
  grids.push(await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(0.5, 0.5, 2, 1) }));
  grids.push(await aGrid(db, { code: 'fair', parent: town, kind: 'dedicated', shape: square(1.5, 0.5, 2, 1) }));
  return grids;
}

interface Row {
  grid: number;
  tier: number;
  person: number;
  scope: null | 'line' | 'road_section' | 'community' | 'grid';
  share: number | null;
  from: string | null;
  to: string | null;
}
const PEOPLE = 6;
/** Persons 4 and 5 have left. */
const isActive = (person: number) => person < 4;
const ROW: fc.Arbitrary<Row> = fc
  .record({
    grid: fc.nat(17),
    tier: fc.integer({ min: 1, max: 5 }),
    person: fc.nat(PEOPLE - 1),
    scope: fc.constantFrom(null, 'line', 'road_section', 'community', 'grid'),
    share: fc.constantFrom(null, null, 0.5),
    from: fc.constantFrom(null, null, '2026-01-01', TODAY, '2026-06-11'),
    to: fc.constantFrom(null, null, null, '2027-01-01', '2026-06-11'),
  })
  .filter(({ from, to }) => from === null || to === null || from < to);
const OVER: fc.Arbitrary<Row> = ROW.map((row) => ({ ...row, from: null, to: TODAY }));
const MATRIX = fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: ROW }, { weight: 1, arbitrary: OVER }), {
  selector: ({ grid, tier, person }) => `${grid} ${tier} ${person}`,
  maxLength: 60,
  size: 'max',
});

const holds = ({ person, from, to }: Row) => isActive(person) && (from === null || from <= TODAY) && (to === null || to > TODAY);
const isWhole = ({ scope }: Row) => scope !== 'line' && scope !== 'road_section';
const above = (grids: GridRow[], of: GridRow) => grids.filter(({ path }) => of.path === path || of.path.startsWith(`${path}/`));

/** The chain of a tier by plain lists: whole holders of the nearest grid that has any, and parts of the grid itself. */
function naiveHolders(rows: Row[], grids: GridRow[], of: GridRow, tier: number): Row[] {
  const held = rows.filter((row) => row.tier === tier && holds(row));
  const ways = above(grids, of).sort((a, b) => b.path.length - a.path.length);
  const nearest = ways.map((grid) => held.filter((row) => grids[row.grid] === grid && isWhole(row))).find((list) => list.length > 0) ?? [];
  return [...nearest, ...held.filter((row) => grids[row.grid] === of && !isWhole(row))];
}

function naiveFindings(rows: Row[], grids: GridRow[]): string[] {
  const found: string[] = [];
  for (const [index, grid] of grids.entries())
    for (let tier = 1; tier <= 5; tier += 1) {
      const own = rows.filter((row) => row.grid === index && row.tier === tier);
      const whole = own.filter((row) => holds(row) && isWhole(row));
      const isBasic = grid.code.startsWith('t');
      if (isBasic && grid.level === 4 && !naiveHolders(rows, grids, grid, tier).some(isWhole)) found.push(`gap ${tier} ${grid.code}`);
      if (whole.length > 1 && whole.some(({ share }) => share === null)) found.push(`overlap ${tier} ${grid.code}`);
      const over = own.some(({ person, to }) => !isActive(person) || (to !== null && to <= TODAY));
      if (over && whole.length === 0) found.push(`vacant ${tier} ${grid.code}`);
    }
  return found.sort();
}

async function fill(db: Knex.Transaction, rows: Row[], grids: GridRow[], people: number[]): Promise<void> {
  await db('responsibilities').del();
  // By the paper's clock these rows are deleted in the future: that day they stood.
  await db('responsibility_past').del();
  if (rows.length === 0) return;
  await db('responsibilities').insert(
    rows.map(({ grid, tier, person, scope, share, from, to }) => ({
      grid_id: (grids[grid] as GridRow).id,
      tier,
      person_id: people[person],
      scope_type: scope,
      share,
      valid_from: from,
      valid_to: to,
    })),
  );
}

const asText = (findings: ResponsibilityFinding[]) => findings.map(({ kind, tier, grid }) => `${kind} ${tier} ${grid.code}`).sort();
const holdersOf = (chain: Chain) => chain.tiers.map(({ holders }) => holders.map(({ person, grid }) => `${person.id} ${grid.code}`).sort());
const chainAt = async (api: Api, x: number, y: number) => {
  const [lon, lat] = at([x, y]);
  return (await api.get(`/api/responsibilities/at?lon=${lon}&lat=${lat}`)).body;
};

describe('the matrix', () => {
  test(
    'chains, gaps, overlaps, vacant posts and what the map is painted with are a plain recount, whatever the matrix',
    onPaper(async (api, db) => {
      const grids = await drawCity(db);
      const people: number[] = [];
      for (let person = 0; person < PEOPLE; person += 1) people.push(await aPerson(db, { isActive: isActive(person) }));
      const seen = new Set<string>();
      await fc.assert(
        fc.asyncProperty(MATRIX, fc.nat(grids.length - 1), fc.integer({ min: 1, max: 5 }), async (rows, which, tier) => {
          await fill(db, rows, grids, people);
          const expected = naiveFindings(rows, grids);
          for (const text of expected) seen.add(text.split(' ')[0] as string);
          const { items } = (await api.get('/api/responsibilities/findings?limit=1000')).body;
          expect(asText(items)).toEqual(expected);
          const totals: { kind: string; tier: number; count: number }[] = (await api.get('/api/responsibilities/totals')).body.items;
          expect(totals.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);

          const grid = grids[which] as GridRow;
          const chain = (await api.get(`/api/grids/${grid.code}/responsibilities`)).body;
          const naive = [1, 2, 3, 4, 5].map((of) =>
            naiveHolders(rows, grids, grid, of)
              .map((row) => `${people[row.person]} ${grids[row.grid]?.code}`)
              .sort(),
          );
          expect(holdersOf(chain)).toEqual(naive);
          expect(asText(chain.tiers.flatMap(({ findings }: { findings: ResponsibilityFinding[] }) => findings))).toEqual(
            expected.filter((text) => text.endsWith(` ${grid.code}`)),
          );

          const { findings } = (await api.get(`/api/state/responsibilities?tier=${tier}`)).body;
          for (const basic of grids.filter(({ code, level }) => code.startsWith('t') && level <= 4)) {
            const column = findings.gridId.indexOf(basic.id);
            const below = (kind: string) =>
              expected.filter(
                (text) => text.startsWith(`${kind} ${tier} `) && grids.some(({ code, path }) => text.endsWith(` ${code}`) && inside(path, basic)),
              );
            expect([column < 0 ? 0 : findings.gaps[column], column < 0 ? 0 : findings.vacant[column]]).toEqual([below('gap').length, below('vacant').length]);
            if (basic.level === 4) {
              const answering = naiveHolders(rows, grids, basic, tier).filter(isWhole);
              const isDouble = answering.length > 1 && answering.some(({ share }) => share === null);
              expect(column < 0 ? 0 : findings.overlaps[column]).toBe(isDouble ? 1 : 0);
            }
          }
        }),
        { numRuns: 25 },
      );
      expect([...seen].sort()).toEqual(['gap', 'overlap', 'vacant']);
    }),
  );

  const inside = (path: string, { path: root }: GridRow) => path === root || path.startsWith(`${root}/`);

  test(
    'the chain of any point is the chain of its grid; on a border of one of them, outside of none, in dedicated grids of those too',
    onPaper(async (api, db) => {
      const grids = await drawCity(db);
      const people: number[] = [];
      for (let person = 0; person < PEOPLE; person += 1) people.push(await aPerson(db, { isActive: isActive(person) }));
      const place = fc.tuple(fc.integer({ min: -4, max: 36 }), fc.integer({ min: -2, max: 10 })).map(([x, y]) => [x / 4, y / 4] as const);
      await fc.assert(
        fc.asyncProperty(MATRIX, fc.array(place, { minLength: 1, maxLength: 6 }), async (rows, places) => {
          await fill(db, rows, grids, people);
          for (const [x, y] of places) {
            const answer = await chainAt(api, x, y);
            if (x < 0 || y < 0 || x > 8 || y > 2) {
              expect(answer).toMatchObject({ type: '/problems/outside-district', status: 404, retryable: false });
              continue;
            }
            const [lon, lat] = at([x, y]);
            const place = (await api.get(`/api/places?lon=${lon}&lat=${lat}`)).body;
            expect(answer.chain.grid).toEqual(place.grids.at(-1));
            const { asOf: _asOf, ...ofGrid } = (await api.get(`/api/grids/${answer.chain.grid.code}/responsibilities`)).body;
            expect(answer.chain).toEqual(ofGrid);
            expect(answer.dedicated.map(({ grid }: Chain) => grid.code)).toEqual(place.dedicated.map(({ code }: { code: string }) => code));
            expect(place.responsibilities).toEqual(answer.chain.tiers.flatMap(({ holders }: Chain['tiers'][number]) => holders));
          }
        }),
        { numRuns: 15 },
      );
    }),
  );

  test(
    'a tier comes from the nearest grid, says by which contract, and dedicated grids have chains of their own',
    onPaper(async (api, db) => {
      const grids = await drawCity(db);
      const id = (code: string) => grids.find((grid) => grid.code === code)?.id;
      const secretary = await aPerson(db, { name: '书记' });
      const guard = await aPerson(db, { name: '路段' });
      const keeper = await aPerson(db, { name: '市场' });
      const [office] = await db('units').insert({ code: 'u', name: '居委会', duty_phone: '0394-8000001' }).returning('id');
      await db('responsibilities').insert([
        { grid_id: id('t00'), tier: 3, person_id: secretary, unit_id: office.id, scope_type: 'community' },
        { grid_id: id('t000'), tier: 3, person_id: guard, scope_type: 'road_section' },
        { grid_id: id('t'), tier: 4, person_id: guard, scope_type: 'line' },
        { grid_id: id('market'), tier: 4, person_id: keeper },
      ]);
      const inGrid = (await chainAt(api, 0.7, 1.2)).chain;
      expect(inGrid.grid.code).toBe('t000');
      expect(inGrid.tiers[2].holders).toMatchObject([
        { person: { name: '书记' }, unit: { name: '居委会' }, dutyPhone: '0394-8000001', scopeType: 'community', share: null, grid: { code: 't00' } },
        { person: { name: '路段' }, scopeType: 'road_section', grid: { code: 't000' } },
      ]);
      // A line somewhere in the town says nothing about this grid.
      expect(inGrid.tiers[3]).toMatchObject({ holders: [], findings: [{ kind: 'gap' }] });
      const inBoth = (await chainAt(api, 2, 1)).dedicated;
      expect(inBoth.map(({ grid, tiers }: Chain) => [grid.code, tiers[3]?.holders.map(({ person }) => person.name)])).toEqual([
        ['fair', []],
        ['market', ['市场']],
      ]);
      expect((await api.get('/api/responsibilities/findings?kind=overlap')).body.items).toEqual([]);
      expect((await api.get('/api/responsibilities/at?lon=200&lat=1')).status).toBe(400);
    }),
  );

  test(
    'findings are filtered, paged and written as CSV; the rule is a setting',
    onPaper(async (api, db) => {
      const grids = await drawCity(db);
      const left = await aPerson(db, { name: '=cmd()', isActive: false });
      await db('responsibilities').insert({ grid_id: grids.find(({ code }) => code === 't1')?.id, tier: 2, person_id: left });
      const all = await allItems(api, '/api/responsibilities/findings?limit=7');
      expect(all).toHaveLength(8 * 5 + 1);
      expect(
        (await api.get('/api/responsibilities/findings?grid=t10&tier=4&limit=100')).body.items.map(({ grid }: ResponsibilityFinding) => grid.code),
      ).toEqual(['t100', 't101']);
      const csv = await api.get('/api/responsibilities/findings?kind=vacant', { accept: 'text/csv' });
      expect(csv.headers.get('content-type')).toContain('text/csv');
      expect(csv.text.split('\r\n').slice(0, 2)).toEqual([
        'kind,tier,gridCode,gridName,gridLevel,gridKind,gridPath,people',
        "vacant,2,t1,Grid t1,2,basic,t/t1,'=cmd()",
      ]);
      // Excel reads UTF-8 only behind a BOM.
      const bytes = await (await fetch(`${api.url}/api/responsibilities/findings?f=csv`)).arrayBuffer();
      expect([...new Uint8Array(bytes, 0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect((await api.get('/api/responsibilities/findings?f=csv')).text.trim().split('\r\n')).toHaveLength(42);
      await db('settings').insert({ key: 'responsibility_rules', value: JSON.stringify({ level: 3, tiers: [3] }) });
      expect((await api.get('/api/responsibilities/totals')).body).toMatchObject({
        rule: { level: 3, tiers: [3] },
        items: [
          { kind: 'gap', tier: 3, count: 4 },
          { kind: 'vacant', tier: 2, count: 1 },
        ],
      });
      expect((await api.get('/api/responsibilities/findings?grid=nowhere')).status).toBe(404);
      expect((await api.get('/api/responsibilities/findings?tier=6')).status).toBe(400);
      expect((await api.get('/api/responsibilities/findings', { accept: 'image/png' })).status).toBe(406);
    }),
  );
});

describe('what anybody may see', () => {
  const CANARY = 'canary';

  test(
    'the public page has duty contacts that are marked public, the nearest service lines, works by unit, and nothing else of anybody',
    onPaper(async (api, db) => {
      const grids = await drawCity(db);
      const id = (code: string) => grids.find((grid) => grid.code === code)?.id;
      const unit = { kind: 'community', ranking_group: CANARY, attributes: JSON.stringify({ note: CANARY }) };
      const [office] = await db('units')
        .insert({ ...unit, code: `${CANARY}-u`, name: `${CANARY} office`, duty_phone: '0394-8000009' })
        .returning('id');
      const person = (code: string, name: string, isPublic: boolean, phone: string | null) =>
        db('people')
          .insert({
            code: `${CANARY}-${code}`,
            name,
            role: 'grid_worker',
            unit_id: office.id,
            duty_phone: phone,
            is_public: isPublic,
            attributes: JSON.stringify({ id_number: CANARY, mobile: CANARY }),
          })
          .returning('id');
      const [[shown], [hidden], [phoneless]] = [
        await person('a', '公开', true, '0394-8000001'),
        await person('b', CANARY, false, CANARY),
        await person('c', '共用', true, null),
      ];
      await db('responsibilities').insert([
        { grid_id: id('t00'), tier: 3, person_id: shown.id, role: CANARY },
        { grid_id: id('t000'), tier: 4, person_id: hidden.id },
        { grid_id: id('t'), tier: 5, person_id: phoneless.id },
      ]);
      const home = await aHousehold(db, { at: [0.5, 0.5], name: CANARY, address: CANARY, room: CANARY });
      await db('households')
        .where({ id: home })
        .update({ attributes: JSON.stringify({ head: CANARY }), search_terms: CANARY });
      await db('contacts').insert([
        { code: `${CANARY}-1`, service: '供水', service_en: 'Water', phone: '0394-8000002', sort_order: 2, attributes: JSON.stringify({ CANARY }) },
        { code: 'l2', service: '城管', phone: '0394-8000003', sort_order: 1 },
        { code: 'l3', service: '城管', grid_id: id('t0'), head_name: '近处', phone: '0394-8000004', sort_order: 1 },
        { code: 'l4', service: '保密', phone: CANARY, is_public: false },
        { code: 'l5', service: '别处', grid_id: id('t1'), phone: '0394-8000005' },
      ]);
      const answer = await api.get('/api/public/grids/t000');
      expect(answer.body).toEqual({
        asOf: TODAY,
        code: 't000',
        name: 'Grid t000',
        level: 4,
        kind: 'basic',
        within: ['Grid t', 'Grid t0', 'Grid t00'],
        levelLabels: expect.any(Array),
        people: [
          { tier: 3, name: '公开', dutyPhone: '0394-8000001' },
          { tier: 5, name: '共用', dutyPhone: '0394-8000009' },
        ],
        services: [
          { service: '城管', serviceEn: null, office: null, headName: '近处', phone: '0394-8000004' },
          { service: '供水', serviceEn: 'Water', office: null, headName: null, phone: '0394-8000002' },
        ],
        works: [],
      });
      expect(answer.text).not.toContain(CANARY);
      expect((await api.get('/api/grids/t/contact-cards?level=4')).text).not.toContain(CANARY);
      expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+/);
      // The same answer for everybody: caches may keep it.
      const asWorker = await api.get('/api/public/grids/t000', { 'x-work-as': String(hidden.id) });
      expect([asWorker.text, asWorker.headers.get('etag')]).toEqual([answer.text, answer.headers.get('etag')]);
      expect((await api.get('/api/public/grids/nowhere')).body).toMatchObject({ type: '/problems/grid-not-found', status: 404 });
    }),
  );

  test(
    'works are totals by type and unit, as vague as they were reported, without their names',
    onPaper(async (api, db) => {
      const grids = await drawCity(db);
      const t000 = grids.find(({ code }) => code === 't000') as GridRow;
      await db('work_types').insert({ code: 'lamp', name: '路灯', name_en: 'Lamps', unit: '盏', dimension: 'count', family: 'light', sort_order: 1 });
      for (const [quantity, qualifier, phase] of [
        [12, null, 'done'],
        [30, 'more_than', 'accepted'],
        [99, null, 'planned'],
      ] as const) {
        const work = {
          code: `w${quantity}`,
          work_type: 'lamp',
          name: `${CANARY} 门前`,
          quantity,
          unit: '盏',
          qualifier,
          phase,
          completed_on: '2026-06-01',
          path: t000.path,
        };
        const [{ id }] = await db('works').insert(work).returning('id');
        await db('work_grids').insert({ work_id: id, path: t000.path, share: 1 });
      }
      await db.raw('select count_work_tally()');
      const answer = await api.get('/api/public/grids/t00');
      expect(answer.body.works).toEqual([{ name: '路灯', nameEn: 'Lamps', family: 'light', quantity: 42, unit: '盏', qualifier: 'more_than' }]);
      expect(answer.text).not.toContain(CANARY);
    }),
  );

  test(
    'cards are of communities and grids; the code on them leads to PUBLIC_URL, or says that no phone gets there',
    onPaper(async (api, db) => {
      await drawCity(db);
      const codes = async (path: string) => (await api.get(path)).body.items.map(({ code }: { code: string }) => code);
      expect(await codes('/api/grids/t0/contact-cards')).toEqual(['t00', 't01']);
      expect(await codes('/api/grids/t00/contact-cards')).toEqual(['t00']);
      expect(await codes('/api/grids/t00/contact-cards?level=4')).toEqual(['t000', 't001']);
      expect(await codes('/api/grids/t000m/contact-cards')).toEqual(['t000']);
      expect(await codes('/api/grids/t000/contact-cards?level=3')).toEqual(['t00']);
      expect(await codes('/api/grids/market/contact-cards')).toEqual(['market']);
      expect((await api.get('/api/grids/t0/contact-cards?level=2')).status).toBe(400);
      const here = (await api.get('/api/grids/t00/contact-cards')).body;
      expect([here.publicUrl, here.isReachable]).toEqual([api.url, false]);
    }),
  );
});
