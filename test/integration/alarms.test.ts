import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { evaluateAlarms } from '../../server/alarms/evaluate.ts';
import type { Answer, Api } from '../support/api.ts';
import { serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aDistrict, aGrid, aHousehold, anIssue, aPerson, settle, square } from '../support/factories.ts';
import { drawTown, PAPER_NOW } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** PAPER_NOW is a Wednesday, 10:00: hours from there. */
const at = (hours: number): string => new Date(PAPER_NOW.getTime() + hours * HOUR).toISOString();
const slugOf = ({ body }: Answer): string => String(body.type).replace('/problems/', '');

interface Case {
  api: Api;
  db: Knex.Transaction;
  /** Looks for alarms as the server does, and answers those that stand. */
  look(hours?: number): Promise<{ id: number; kind: string; level: number; status: string; isBacklog: boolean; [name: string]: unknown }[]>;
}

const inTown = (fn: (a: Case) => Promise<void>) => (): Promise<void> =>
  database.inTransaction(async (db) => {
    await aDistrict(db);
    await drawTown(db);
    let now = PAPER_NOW.getTime();
    const withActor = database.withActorOn(db);
    const api = await serveApi(withActor, { now: () => new Date(now) });
    try {
      await fn({
        api,
        db,
        look: async (hours = 0) => {
          now = PAPER_NOW.getTime() + hours * HOUR;
          await withActor({ personId: null, role: 'system', scopePath: '' }, (inner) => evaluateAlarms(inner, new Date(now)));
          return (await api.get('/api/alarms')).body.items;
        },
      });
    } finally {
      await api.close();
    }
  });
const overdue = <Alarm extends { kind: string }>(alarms: Alarm[]): Alarm[] => alarms.filter(({ kind }) => kind === 'overdue');
const briefly = (alarms: { kind: string; level: number; status: string; isBacklog: boolean }[]) =>
  alarms.filter(({ kind }) => kind !== 'stall').map(({ kind, level, status, isBacklog }) => `${kind} ${level} ${status}${isBacklog ? ' backlog' : ''}`);
const people = async (db: Knex.Transaction) => {
  const [unit] = await db('units').insert({ code: 'u', name: 'Command centre', duty_phone: '0394-1' }).returning('id');
  const as = async (role: string, name: string) => {
    const id = await aPerson(db, { role, name });
    await db('people').where({ id }).update({ unit_id: unit.id, duty_phone: '0394-2' });
    return { 'x-work-as': String(id) };
  };
  return { command: await as('district_command', 'Commander'), leader: await as('leader', 'Leader'), worker: await as('grid_worker', 'Worker') };
};

describe('what raises an alarm', () => {
  test(
    'a deadline: about to pass, passed, passed for over three working days; resolved, it is over',
    inTown(async ({ db, look, api }) => {
      const issue = await anIssue(db, { state: 'assigned', reportedAt: at(-30 * 24), dueAt: at(1) });
      await settle(db);
      expect(briefly(await look(-2))).toEqual([]);
      expect(briefly(await look(0))).toEqual(['expiring 3 new']);
      const [late] = await look(1.5);
      expect(briefly([late as never])).toEqual(['overdue 2 new']);
      expect(late).toMatchObject({
        issueId: issue,
        grid: { code: 'south' },
        gridNames: ['Grid west', 'Grid south'],
        title: 'A lamp is out',
        since: at(1),
        dueAt: at(1),
      });
      expect(late?.lon).not.toBeNull();
      // Wednesday's deadline is over three working days late from Tuesday on (Thursday, Friday, Monday in between).
      expect(briefly(await look(5 * 24))).toEqual(['overdue 2 new']);
      expect(briefly(await look(6 * 24))).toEqual(['overdue 1 new']);
      const { body: figures } = await api.get('/api/grids/town/issues');
      expect(figures.byLateness.overdue_long).toBe(1);
      await db('issues').where({ id: issue }).update({ state: 'closed' });
      expect(briefly(await look(6 * 24))).toEqual([]);
      const { body: gone } = await api.get('/api/alarms?status=cleared');
      expect(gone.items.map(({ kind, clearedAt }: { kind: string; clearedAt: string }) => [kind, clearedAt !== null])).toEqual([
        ['overdue', true],
        ['expiring', true],
      ]);
    }),
  );

  test(
    'what had stood for over a day when it was noticed is a backlog, until it becomes worse',
    inTown(async ({ db, look }) => {
      await anIssue(db, { state: 'assigned', reportedAt: at(-30 * 24), dueAt: at(-26) });
      await anIssue(db, { state: 'assigned', reportedAt: at(-30 * 24), dueAt: at(-20) });
      await anIssue(db, { state: 'scheduled', reportedAt: at(-30 * 24), dueAt: at(-20) });
      await settle(db);
      expect(briefly(await look())).toEqual(['overdue 2 new', 'overdue 2 new backlog']);
      expect(briefly(await look(6 * 24))).toEqual(['overdue 1 new', 'overdue 1 new']);
    }),
  );

  test(
    'as many issues of one grid in a time as the setting says, urgent from twice as many on; the count follows',
    inTown(async ({ db, look }) => {
      await db('settings').insert({ key: 'alarm_rules', value: JSON.stringify({ expiringMinutes: 60, clusterCount: 2, clusterMinutes: 120 }) });
      const ids = [await anIssue(db, { reportedAt: at(-3) }), await anIssue(db, { reportedAt: at(-1) })];
      await settle(db);
      expect(briefly(await look())).toEqual([]);
      ids.push(await anIssue(db, { reportedAt: at(-0.5) }));
      await settle(db);
      const [two] = await look();
      expect(two).toMatchObject({ kind: 'cluster', level: 2, count: 2, minutes: 120, issueIds: [ids[2], ids[1]], grid: { code: 'south' }, since: at(-0.5) });
      for (const hours of [-0.2, -0.1]) await anIssue(db, { reportedAt: at(hours) });
      await settle(db);
      const [four] = await look();
      expect(four).toMatchObject({ id: two?.id, level: 1, count: 4, isBacklog: false });
      expect(briefly(await look(3))).toEqual([]);
    }),
  );

  test(
    'a grid of level 4 where nobody has knocked for the days of the pace, and no other; a knock ends it',
    inTown(async ({ db, look, api }) => {
      const south = await db('grids').where({ code: 'south' }).first('id', 'code', 'path', 'level');
      await aGrid(db, { code: 'block', parent: south, shape: square(0, 0, 2, 1) });
      const home = await aHousehold(db, { at: [1.2, 0.5] });
      await settle(db);
      await db.raw('select count_visit_days()');
      const stalled = (await look()).filter(({ kind }) => kind === 'stall');
      const { body: tree } = await api.get('/api/pace');
      expect(stalled.map(({ grid }) => (grid as { code: string }).code)).toEqual(
        tree.code.filter((_: string, index: number) => tree.level[index] === 4 && tree.isStalled[index]),
      );
      expect(stalled[0]).toMatchObject({ level: 4, uncovered: 2, count: 9, grid: { code: 'block' } });
      const campaign = (await db('campaigns').first('id')).id;
      await db('visits').insert({ client_uuid: randomUUID(), household_id: home, campaign_id: campaign, outcome: 'nobody_home', visited_at: at(-1) });
      await settle(db);
      await db.raw('select count_visit_days()');
      expect((await look()).filter(({ kind }) => kind === 'stall')).toEqual([]);
    }),
  );

  test(
    'looking again changes nothing and tells nothing; what changes is told with its level and status, never with words',
    inTown(async ({ db, look }) => {
      await anIssue(db, { state: 'assigned', dueAt: at(-2) });
      await settle(db);
      const first = await look();
      await look();
      await look();
      const told = await db('events').where({ type: 'alarm' }).select('path', 'payload');
      expect(told).toEqual(first.map(({ id, level }) => ({ path: 'town/west/south', payload: { alarmId: id, level, status: 'new' } })));
    }),
  );
});

describe('what is done about one', () => {
  test(
    'it is taken on by name: once, by whoever may; a wall is told the office, not the name',
    inTown(async ({ api, db, look }) => {
      await anIssue(db, { state: 'assigned', dueAt: at(-2) });
      await settle(db);
      const { command, leader, worker } = await people(db);
      const [alarm] = overdue(await look());
      const path = `/api/alarms/${alarm?.id}/acknowledge`;
      expect(slugOf(await api.post(path, {}))).toBe('person-required');
      expect(slugOf(await api.post(path, {}, worker))).toBe('role-not-allowed');
      const taken = await api.post(path, { note: 'On my way' }, command);
      expect(taken.body).toMatchObject({ status: 'acknowledged', acknowledged: { role: 'district_command', unitName: 'Command centre', name: 'Commander' } });
      expect((await api.post(path, {}, command)).status).toBe(200);
      expect(slugOf(await api.post(path, {}, leader))).toBe('alarm-acknowledged');
      const wall = await api.get('/api/alarms', { 'x-wall-device': randomUUID() });
      expect(wall.body.items[0].acknowledged).toMatchObject({ role: 'district_command', unitName: 'Command centre', name: null });
      expect(wall.text).not.toMatch(/Commander|On my way/);
      expect(slugOf(await api.post('/api/alarms/999999/acknowledge', {}, command))).toBe('alarm-not-found');
    }),
  );

  test(
    'taken on and worse all the same: it calls anew, and who had taken it on is kept',
    inTown(async ({ api, db, look }) => {
      await anIssue(db, { state: 'assigned', dueAt: at(-2) });
      await settle(db);
      const { command } = await people(db);
      const [alarm] = overdue(await look());
      await api.post(`/api/alarms/${alarm?.id}/acknowledge`, {}, command);
      expect(briefly(await look(24))).toEqual(['overdue 2 acknowledged']);
      expect(briefly(await look(6 * 24))).toEqual(['overdue 1 new']);
      const kept = await db('audit_log').where({ action: 'alarm_rose' });
      expect(kept).toMatchObject([{ subject_id: alarm?.id, person_id: Number(command['x-work-as']), detail: { from: 2, to: 1 } }]);
    }),
  );

  test(
    'it is handed up by name, and nothing can be done about one that is over',
    inTown(async ({ api, db, look }) => {
      const issue = await anIssue(db, { state: 'assigned', dueAt: at(-2) });
      await settle(db);
      const { command, worker } = await people(db);
      const [alarm] = overdue(await look());
      const path = `/api/alarms/${alarm?.id}/escalate`;
      expect(slugOf(await api.post(path, { to: 'mayor' }, command))).toBe('invalid-body');
      expect(slugOf(await api.post(path, { to: 'leader' }, worker))).toBe('role-not-allowed');
      const up = await api.post(path, { to: 'leader', note: 'Third time' }, command);
      expect(up.body.escalated).toMatchObject({ toRole: 'leader', name: 'Commander' });
      await db('issues').where({ id: issue }).update({ state: 'closed' });
      await look();
      expect(slugOf(await api.post(path, { to: 'leader' }, command))).toBe('alarm-cleared');
      const { body } = await api.get('/api/alarms');
      expect(body.byLevel[1]).toBe(0);
    }),
  );

  test(
    'the phone is told to supervisors with a reason, which is kept; never to a wall',
    inTown(async ({ api, db, look }) => {
      await anIssue(db, { state: 'assigned', dueAt: at(-2) });
      await settle(db);
      const { command, worker } = await people(db);
      const south = await db('grids').where({ code: 'south' }).first('id');
      await db('responsibilities').insert({ grid_id: south.id, tier: 4, person_id: Number(worker['x-work-as']), role: '网格员' });
      const unit = await db('units').first('id');
      await db('issues').update({ unit_id: unit.id });
      const [alarm] = overdue(await look());
      expect(alarm?.ownerUnit).toBe('Command centre');
      const path = `/api/alarms/${alarm?.id}/contact`;
      expect(slugOf(await api.get(path, command))).toBe('invalid-query');
      expect(slugOf(await api.get(`${path}?reason=flood`))).toBe('person-required');
      expect(slugOf(await api.get(`${path}?reason=flood`, worker))).toBe('role-not-allowed');
      expect(slugOf(await api.get(`${path}?reason=flood`, { ...command, 'x-wall-device': randomUUID() }))).toMatch(/wall-read-only|person-required/);
      expect(await db('audit_log')).toEqual([]);
      const { body } = await api.get(`${path}?reason=flood`, command);
      expect(body).toEqual({
        unit: { name: 'Command centre', dutyPhone: '0394-1' },
        people: [{ name: 'Worker', role: '网格员', tier: 4, unitName: 'Command centre', dutyPhone: '0394-2' }],
      });
      expect(await db('audit_log')).toMatchObject([{ action: 'reveal_contact', subject: 'alarm', subject_id: alarm?.id, reason: 'flood' }]);
    }),
  );

  test(
    'alarms are listed by grid, kind and level, and counted by level whatever is listed',
    inTown(async ({ api, db, look }) => {
      await anIssue(db, { state: 'assigned', dueAt: at(-2) });
      await anIssue(db, { at: [2.5, 0.5], state: 'assigned', reportedAt: at(-60 * 24), dueAt: new Date(PAPER_NOW.getTime() - 20 * DAY).toISOString() });
      await anIssue(db, { at: [2.6, 0.5], state: 'assigned', dueAt: at(1) });
      await settle(db);
      await look();
      const list = async (query: string) => (await api.get(`/api/alarms?${query}`)).body;
      expect((await list('')).byLevel).toEqual([1, 1, 1, 0]);
      expect(briefly((await list('grid=east')).items)).toEqual(['overdue 1 new backlog', 'expiring 3 new']);
      expect((await list('grid=east')).byLevel).toEqual([1, 0, 1, 0]);
      expect(briefly((await list('kind=expiring')).items)).toEqual(['expiring 3 new']);
      expect(briefly((await list('level=2&limit=1')).items)).toEqual(['overdue 1 new backlog']);
      expect(slugOf(await api.get('/api/alarms?level=5'))).toBe('invalid-query');
      expect(slugOf(await api.get('/api/alarms?grid=nowhere'))).toBe('grid-not-found');
    }),
  );

  test(
    'a remote control takes an alarm on as the person it is used by',
    inTown(async ({ api, db, look }) => {
      await anIssue(db, { state: 'assigned', dueAt: at(-2) });
      await settle(db);
      const { command, worker } = await people(db);
      const [alarm] = overdue(await look());
      const { body: pairing } = await api.post('/api/wall/pairings', {});
      const { body: remote } = await api.post('/api/wall/remotes', { code: pairing.code });
      const headers = { 'x-wall-remote': remote.token };
      const sent = { command: { do: 'acknowledge', alarmId: alarm?.id } };
      expect(slugOf(await api.post('/api/wall/commands', sent, headers))).toBe('person-required');
      expect(slugOf(await api.post('/api/wall/commands', sent, { ...headers, ...worker }))).toBe('role-not-allowed');
      expect((await api.post('/api/wall/commands', sent, { ...headers, ...command })).status).toBe(200);
      expect(briefly((await api.get('/api/alarms')).body.items)).toEqual(['overdue 2 acknowledged']);
    }),
  );
});

describe('rooms of walls', () => {
  const CLUSTERS = { expiringMinutes: 60, clusterCount: 2, clusterMinutes: 120 };
  /** Four issues at once in one grid: urgent, by the rule above. */
  const urgentIn = async (db: Knex.Transaction, x: number, hours: number): Promise<void> => {
    for (const minutes of [1, 2, 3, 4]) await anIssue(db, { at: [x, 0.5], reportedAt: at(hours - minutes / 60) });
    await settle(db);
  };
  const wall = (grid: string, room: string, kinds = ['overdue', 'cluster']) => ({
    ...{ name: `${room} ${grid}`, grid, room, campaign: null, layout: 'auto', theme: 'dark', scenes: [{ kind: 'overview' }, { kind: 'ranking' }] },
    ...{ dwellS: 10, bezels: { columns: [], rows: [] }, sound: { on: false, quiet: [] }, alarms: { kinds, level: 4 } },
  });

  const setUp = async ({ api, db }: Case, ...walls: object[]) => {
    await db('settings').insert({ key: 'alarm_rules', value: JSON.stringify(CLUSTERS) });
    const { command } = await people(db);
    const ids: number[] = [];
    for (const body of walls) ids.push((await api.post('/api/walls', body, command)).body.id);
    const roomOf = async (id: number | undefined) => (await api.get(`/api/wall?wall=${id}`)).body.room;
    return { command, ids, roomOf };
  };

  test(
    'stand still while a wall of them shows an urgent alarm that nobody has taken on, then go on where they were',
    inTown(async (a) => {
      const { api, db, look } = a;
      const { command, ids, roomOf } = await setUp(a, wall('west', 'Hall'), wall('east', 'Hall'), wall('east', 'East'));
      await urgentIn(db, 0.5, 0);
      const [alarm] = await look();
      expect(alarm).toMatchObject({ kind: 'cluster', level: 1, status: 'new' });
      const held = { heldAlarmId: alarm?.id, heldAtMs: PAPER_NOW.getTime() };
      expect([await roomOf(ids[0]), await roomOf(ids[1])]).toEqual([expect.objectContaining(held), expect.objectContaining(held)]);
      // Its walls show another subdistrict.
      expect(await roomOf(ids[2])).toMatchObject({ heldAlarmId: null, heldAtMs: null });
      const told = await db('events').where({ type: 'wall-room' }).select('payload');
      expect(told.filter(({ payload }) => payload.wallId === undefined).map(({ payload }) => payload.room)).toContain('Hall');
      const before = await roomOf(ids[0]);
      await look(0.5);
      const steered = await api.post('/api/wall/commands', { wall: ids[0], command: { do: 'resume' } }, command);
      expect(steered.body).toMatchObject({ ...held, epochMs: before.epochMs });
      await api.post(`/api/alarms/${alarm?.id}/acknowledge`, {}, command);
      const HALF_HOUR_MS = HOUR / 2;
      expect(await roomOf(ids[1])).toMatchObject({ heldAlarmId: null, heldAtMs: null, epochMs: before.epochMs + HALF_HOUR_MS });
    }),
  );

  test(
    'go from one urgent alarm to the next, and on when the cause of the last one is gone',
    inTown(async (a) => {
      const { api, db, look } = a;
      const { command, ids, roomOf } = await setUp(a, wall('town', 'Hall'));
      await urgentIn(db, 0.5, 0);
      const first = (await look()).find(({ kind }) => kind === 'cluster');
      await urgentIn(db, 2.5, 0.1);
      const second = (await look(0.1)).find(({ id, kind }) => kind === 'cluster' && id !== first?.id);
      expect(await roomOf(ids[0])).toMatchObject({ heldAlarmId: first?.id, heldAtMs: PAPER_NOW.getTime() });
      // Handed up is not taken on.
      await api.post(`/api/alarms/${first?.id}/escalate`, { to: 'leader' }, command);
      expect((await roomOf(ids[0])).heldAlarmId).toBe(first?.id);
      await api.post(`/api/alarms/${first?.id}/acknowledge`, {}, command);
      expect(await roomOf(ids[0])).toMatchObject({ heldAlarmId: second?.id, heldAtMs: PAPER_NOW.getTime() });
      await db('issues').update({ state: 'closed' });
      await look(0.2);
      expect((await roomOf(ids[0])).heldAlarmId).toBeNull();
    }),
  );

  test(
    'are held by what their walls show as they are set up now; without any wall the plain one is held',
    inTown(async (a) => {
      const { api, db, look } = a;
      const { command, roomOf } = await setUp(a);
      await urgentIn(db, 0.5, 0);
      const [alarm] = await look();
      expect((await api.get('/api/wall')).body.room).toMatchObject({ name: '指挥大厅', heldAlarmId: alarm?.id });
      const { body: made } = await api.post('/api/walls', wall('town', 'Hall', ['overdue']), command);
      expect((await roomOf(made.id)).heldAlarmId).toBeNull();
      const { body: changed } = await api.post(`/api/walls/${made.id}`, { ...wall('town', 'Hall'), version: made.version }, command);
      expect((await roomOf(changed.id)).heldAlarmId).toBe(alarm?.id);
      await api.post(`/api/walls/${made.id}/remove`, {}, command);
      expect(await db('wall_rooms').where({ name: 'Hall' }).first('held_alarm_id', 'held_at')).toEqual({ held_alarm_id: null, held_at: null });
    }),
  );
});
