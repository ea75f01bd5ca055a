import { describe, expect, it } from 'vitest';
import { contradictions } from '../cables-parking.ts';
import { generateDistrict } from './generate.ts';
import { area, contains, type Point } from './plane.ts';
import { type DemoAlley, type DemoDistrict, type DemoGrid, HOUSEHOLD_KINDS, type Position, type Ring } from './types.ts';

const NOW = new Date('2026-11-20T07:42:08Z');
const timed = (size: 'S' | 'M', seed: number): { demo: DemoDistrict; seconds: number } => {
  const started = performance.now();
  const demo = generateDistrict({ seed, size, now: NOW });
  return { demo, seconds: (performance.now() - started) / 1000 };
};

/** FNV-1a over everything, typed arrays and maps included: what two runs must agree on. */
function fingerprint(demo: DemoDistrict): number {
  const text = JSON.stringify(demo, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value instanceof Map ? [...value] : value));
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  return hash >>> 0;
}

const toPoint = ([x, y]: Position): Point => ({ x, y });
const outer = (grid: DemoGrid): Ring => grid.polygons[0]?.[0] ?? [];
const degreesArea = (grid: DemoGrid): number => grid.polygons.flat().reduce((sum, ring) => sum + area(ring.slice(1).map(toPoint)), 0);
const edgesOf = (grid: DemoGrid): string[] => grid.polygons.flat().flatMap((ring) => ring.slice(1).map((to, index) => `${ring[index]}>${to}`));

const small = timed('S', 7);
const middle = timed('M', 411_600);

describe('generateDistrict', () => {
  it('makes the same bytes from the same seed, size and now', () => {
    expect(fingerprint(generateDistrict({ seed: 7, size: 'S', now: NOW }))).toBe(fingerprint(small.demo));
  });

  it('makes another district from another seed, and other dates from another now', () => {
    expect(fingerprint(generateDistrict({ seed: 8, size: 'S', now: NOW }))).not.toBe(fingerprint(small.demo));
    const later = generateDistrict({ seed: 7, size: 'S', now: new Date('2026-12-20T07:42:08Z') });
    expect(fingerprint(later)).not.toBe(fingerprint(small.demo));
    expect(later.grids.map(({ polygons }) => polygons)).toEqual(small.demo.grids.map(({ polygons }) => polygons));
  });

  it('draws S in under two seconds', () => {
    expect(small.seconds).toBeLessThan(2);
  });

  it.each(['2026-11-19T16:05:00Z', '2026-11-20T00:10:00Z', '2026-11-20T15:55:00Z', '2026-02-28T16:00:00Z'])('knows nothing of what comes after %s', (text) => {
    const now = new Date(text);
    const demo = generateDistrict({ seed: 3, size: 'S', now });
    const past = [
      ...demo.visits.visitedAt,
      ...demo.visits.approvedAt,
      ...demo.issueEvents.map(({ occurredAt }) => occurredAt),
      ...demo.issues.map(({ closedAt }) => closedAt ?? 0),
    ];
    expect(past.filter((time) => time > now.getTime())).toEqual([]);
    for (const issue of demo.issues) {
      const steps = demo.issueEvents.filter(({ issueId }) => issueId === issue.id);
      expect(steps.map(({ occurredAt }) => occurredAt)).toEqual(steps.map(({ occurredAt }) => occurredAt).sort((a, b) => a - b));
      expect(steps.at(-1)?.toState).toBe(issue.state);
    }
  });

  it.each([1, 2, 3, 4, 5])('seed %i makes a small district with something in every layer', (seed) => {
    const demo = generateDistrict({ seed, size: 'S', now: NOW });
    for (const level of [1, 2, 3, 4, 5]) expect(demo.grids.some((grid) => grid.level === level && grid.kind === 'basic')).toBe(true);
    expect(demo.grids.filter(({ kind }) => kind === 'dedicated').length).toBeGreaterThan(2);
    for (const layer of ['roads', 'water', 'green']) expect(demo.baseFeatures.some((feature) => feature.layer === layer)).toBe(true);
    expect(demo.baseFeatures.some(({ isBridge }) => isBridge)).toBe(true);
    expect(demo.alleys.some(({ isDeadEnd }) => isDeadEnd)).toBe(true);
    for (const [kind] of HOUSEHOLD_KINDS.entries()) expect(demo.households.kind).toContain(kind);
    for (let state = 0; state < 6; state += 1) expect(demo.households.state).toContain(state);
    expect(demo.gridMembers.length).toBeGreaterThan(0);
  });
});

describe('the M district', () => {
  const { demo } = middle;
  const basic = (level: number): DemoGrid[] => demo.grids.filter((grid) => grid.level === level && grid.kind === 'basic');
  const rows = [...demo.households.kind.keys()];

  it('has the figures of the 开发区 report', () => {
    expect(basic(1)).toHaveLength(1);
    expect(basic(2).length).toBeGreaterThanOrEqual(3);
    expect(basic(3)).toHaveLength(21);
    expect(basic(3).map(({ name }) => name)).toContain('许寨社区');
    expect(basic(4).length).toBeGreaterThanOrEqual(140);
    expect(basic(5).length / basic(4).length).toBeGreaterThan(2.5);
    expect(demo.grids.filter(({ kind }) => kind === 'dedicated').length).toBeGreaterThanOrEqual(10);
    expect(demo.buildings.length).toBeGreaterThanOrEqual(2_500);
    expect(demo.alleys.length).toBeGreaterThanOrEqual(300);
    expect(HOUSEHOLD_KINDS.map((_, kind) => rows.filter((row) => demo.households.kind[row] === kind).length)).toEqual([31_000, 39, 16, 35]);
    expect(rows.filter((row) => demo.households.kind[row] === 0 && demo.households.state[row] === 3)).toHaveLength(26_000);
    expect(demo.issues).toHaveLength(217);
    expect(demo.issues.filter(({ resolvedAt }) => resolvedAt !== null)).toHaveLength(133);
    expect(demo.issues.reduce((sum, { attributes }) => sum + Number(attributes.voices), 0)).toBe(620);
  });

  it.each([
    ['pavement_repair', 25_000],
    ['wall_paint', 18_600],
    ['lamp_install', 330],
    ['psa_panel', 197],
    ['sewer_refurbish', 2_300],
    ['manhole_replace', 200],
    ['small_ad_clear', 430],
    ['zombie_vehicle_clear', 149],
    ['parking_add', 720],
    ['alley_naming', 104],
    ['cable_tidy', 8_000],
  ])('finished works of %s add up to %i', (type, total) => {
    const finished = demo.works.filter((work) => work.workType === type && work.partOfId === null && (work.phase === 'done' || work.phase === 'accepted'));
    expect(finished.length).toBeGreaterThan(1);
    expect(finished.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(total);
  });

  it('knows of cables and parking what goes together, and not of every alley', () => {
    for (const alley of demo.alleys) expect(contradictions(alley)).toEqual([]);
    const share = (of: (alley: DemoAlley) => boolean): number => demo.alleys.filter(of).length / demo.alleys.length;
    expect(share(({ cables }) => cables === 'unknown')).toBeCloseTo(0.22, 1);
    expect(share(({ parking }) => parking === 'unknown')).toBeCloseTo(0.25, 1);
    expect(share(({ cables, overheadM }) => cables === 'overhead' && overheadM === null)).toBeGreaterThan(0);
    expect(share(({ parkingSpaces }) => (parkingSpaces ?? 0) > 0)).toBeGreaterThan(0.1);
    expect(demo.alleys.every(({ overheadM, lengthM }) => (overheadM ?? 0) <= lengthM + 1)).toBe(true);
  });

  it('sets lamps, manholes and drains beside their alley, most of them in order, and ties issues to what they speak of', () => {
    const lines = new Map(demo.alleys.map(({ id, line }) => [id, line.map(toPoint)]));
    const issues = new Map(demo.issues.map((issue) => [issue.id, issue]));
    const components = new Map(demo.components.map((component) => [component.id, component]));
    const DEGREES_OF_10_M = 1e-4;
    for (const kind of ['lamp', 'manhole', 'drain'] as const) {
      const own = demo.components.filter((component) => component.kind === kind);
      expect(own.length).toBeGreaterThan(500);
      const working = own.filter(({ status }) => status === 'working').length;
      expect(working / own.length).toBeGreaterThan(0.75);
      expect(working).toBeLessThan(own.length);
      for (const { alleyId, point } of own) {
        const box = lines.get(alleyId) ?? [];
        const [xs, ys] = [box.map(({ x }) => x), box.map(({ y }) => y)];
        expect(point[0]).toBeGreaterThan(Math.min(...xs) - DEGREES_OF_10_M);
        expect(point[0]).toBeLessThan(Math.max(...xs) + DEGREES_OF_10_M);
        expect(point[1]).toBeGreaterThan(Math.min(...ys) - DEGREES_OF_10_M);
        expect(point[1]).toBeLessThan(Math.max(...ys) + DEGREES_OF_10_M);
      }
    }
    expect(demo.componentIssues.length).toBeGreaterThan(20);
    for (const { componentId, issueId } of demo.componentIssues) expect(components.get(componentId)?.alleyId).toBe(issues.get(issueId)?.alleyId);
  });

  it('surveys by checklists that leave some standards open and some needs uncertain', () => {
    const { alleySurveys } = demo;
    expect(new Set(alleySurveys.map(({ checklist }) => checklist.code))).toEqual(new Set(['five', 'ten']));
    expect(alleySurveys.some(({ needMin, needMax, meets }) => needMin < needMax && meets === null)).toBe(true);
    for (const { needMin, needMax, items } of alleySurveys) {
      expect(needMin).toBeGreaterThanOrEqual(0);
      expect(needMax).toBeLessThanOrEqual(100);
      expect(needMin).toBeLessThanOrEqual(needMax);
      expect(items.length).toBeGreaterThan(0);
    }
    const walls = alleySurveys.flatMap(({ items }) => items.filter(({ code, value }) => code === 'wall' && value > 0));
    const measured = walls.filter(({ unit }) => unit === '㎡');
    expect(measured.length).toBeGreaterThan(walls.length / 2);
    expect(walls.length).toBeGreaterThan(measured.length);
    const lit = new Set(alleySurveys.filter(({ standard }) => standard === 'light').map(({ alleyId }) => alleyId));
    expect(lit.size).toBeGreaterThan(0);
    expect(lit.size).toBeLessThan(demo.alleys.length / 2);
  });

  it('nests the 480 bays of 许寨 in the 720', () => {
    const whole = demo.works.find(({ workType, quantity, partOfId }) => workType === 'parking_add' && quantity === 480 && partOfId === null);
    const parts = demo.works.filter(({ partOfId }) => partOfId !== null && partOfId === whole?.id);
    expect(parts.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(480);
    const community = basic(3).find(({ name }) => name === '许寨社区');
    const paths = new Map(demo.grids.map(({ id, path }) => [id, path]));
    for (const { microGrids } of [...parts, ...(whole === undefined ? [] : [whole])]) {
      for (const { gridId } of microGrids) expect(paths.get(gridId)?.startsWith(`${community?.path}/`)).toBe(true);
    }
  });

  it('tiles every parent with its children: each inner border is walked once in either direction, each outer one by the parent too', () => {
    const childrenOf = new Map<number, DemoGrid[]>();
    for (const grid of demo.grids)
      if (grid.kind === 'basic' && grid.parentId !== null) childrenOf.set(grid.parentId, [...(childrenOf.get(grid.parentId) ?? []), grid]);
    expect(childrenOf.size).toBe(1 + basic(2).length + 21 + basic(4).length);
    for (const parent of demo.grids.filter(({ kind, level }) => kind === 'basic' && level < 5)) {
      const left = new Set<string>();
      for (const edge of (childrenOf.get(parent.id) ?? []).flatMap(edgesOf)) {
        expect(left.has(edge)).toBe(false);
        const [from, to] = edge.split('>');
        if (!left.delete(`${to}>${from}`)) left.add(edge);
      }
      expect([...left].sort()).toEqual(edgesOf(parent).sort());
      const sum = (childrenOf.get(parent.id) ?? []).reduce((total, grid) => total + degreesArea(grid), 0);
      expect(Math.abs(sum / degreesArea(parent) - 1)).toBeLessThan(1e-6);
    }
  });

  it('puts every target inside its building and its micro-grid', () => {
    const buildings = new Map(demo.buildings.map((building) => [building.id, (building.polygon[0] ?? []).slice(1).map(toPoint)]));
    const grids = new Map(demo.grids.map((grid) => [grid.id, outer(grid).slice(1).map(toPoint)]));
    const { households } = demo;
    let outside = 0;
    for (const row of rows) {
      const place = { x: households.longitude[row] ?? 0, y: households.latitude[row] ?? 0 };
      const building = households.buildingId[row] ?? 0;
      if (building !== 0 && !contains(buildings.get(building) ?? [], place)) outside += 1;
      if (!contains(grids.get(households.microGridId[row] ?? 0) ?? [], place)) outside += 1;
    }
    expect(outside).toBe(0);
  });

  it('is uneven: a grid that stands still, a place nearly done, whole communities far behind', () => {
    const shares = new Map<number, { covered: number; all: number }>();
    const parents = new Map(demo.grids.map(({ id, parentId }) => [id, parentId ?? 0]));
    for (const row of rows) {
      if (demo.households.kind[row] !== 0) continue;
      const cell = parents.get(demo.households.microGridId[row] ?? 0) ?? 0;
      for (const grid of [cell, parents.get(cell) ?? 0]) {
        const share = shares.get(grid) ?? { covered: 0, all: 0 };
        share.all += 1;
        if (demo.households.state[row] === 3) share.covered += 1;
        shares.set(grid, share);
      }
    }
    const rates = (level: number): number[] =>
      basic(level).flatMap(({ id }) => {
        const { covered, all } = shares.get(id) ?? { covered: 0, all: 0 };
        return all < 40 ? [] : [covered / all];
      });
    expect(Math.min(...rates(4))).toBeLessThan(0.3);
    expect(Math.max(...rates(4))).toBeGreaterThan(0.985);
    expect(Math.min(...rates(3))).toBeLessThan(0.7);
    expect(Math.max(...rates(3))).toBeGreaterThan(0.93);
  });

  it('leads 200 days up to now, and not beyond', () => {
    const times = [...demo.visits.visitedAt, ...demo.issues.map(({ reportedAt }) => reportedAt), ...demo.issueEvents.map(({ occurredAt }) => occurredAt)];
    const latest = times.reduce((most, time) => Math.max(most, time), 0);
    const earliest = times.reduce((least, time) => Math.min(least, time), Infinity);
    expect(latest).toBeLessThanOrEqual(NOW.getTime());
    expect((NOW.getTime() - earliest) / 86_400_000).toBeGreaterThan(195);
    expect((NOW.getTime() - earliest) / 86_400_000).toBeLessThan(202);
  });

  it('has open issues far overdue, overdue, due today, in term and scheduled', () => {
    const open = demo.issues.filter(({ closedAt }) => closedAt === null);
    const days = open.filter(({ state }) => state !== 'scheduled').map(({ dueAt }) => ((dueAt ?? 0) - NOW.getTime()) / 86_400_000);
    expect(days.filter((one) => one < -5)).toHaveLength(4);
    expect(days.filter((one) => one < 0)).toHaveLength(11);
    expect(days.filter((one) => one >= 0 && one < 0.5)).toHaveLength(9);
    expect(open.filter(({ state }) => state === 'scheduled')).toHaveLength(12);
  });
});
