import { describe, expect, it } from 'vitest';
import { newUuid } from '../api/uuid.ts';
import type { KeptDoor } from './device/kept.ts';
import { nextToSend } from './device/queue.ts';
import { type QueuedRecord, type Sending, type SentRecord, underNewIds, withoutDoors } from './device/records.ts';
import { buildingsOf, countsOf, metresBetween, restOf, shownDoors } from './door-states.ts';
import { lastOf } from './last.ts';

const AT = '2026-11-20T10:00:00Z';
const LATER = '2026-11-20T11:00:00Z';
const aDoor = (id: number, more: Partial<KeptDoor> = {}): KeptDoor => ({
  id,
  kind: 'household',
  state: 'untried',
  name: null,
  buildingId: 1,
  buildingName: '1号楼',
  unit: '1',
  floor: 1,
  room: String(100 + id),
  address: '',
  lon: 114.6,
  lat: 33.6,
  lastVisitedAt: null,
  appointmentAt: null,
  ...more,
});
let lastSeq = 0;
const aRecord = (sending: Sending, householdIds: number[], more: Partial<QueuedRecord> = {}): QueuedRecord => ({
  seq: ++lastSeq,
  personId: 1,
  personName: '甲',
  gridCode: 'g',
  buildingId: 1,
  householdIds,
  label: '',
  sending,
  photoUuids: [],
  recordedAt: AT,
  status: 'waiting',
  attempts: 0,
  lastStatus: null,
  refusal: null,
  ...more,
});
type Outcome = 'visited' | 'nobody_home' | 'appointment' | 'refused';
const aVisit = (id: number, outcome: Outcome, more: Partial<QueuedRecord> = {}) =>
  aRecord(
    {
      kind: 'visit',
      body: { clientUuid: newUuid(), householdId: id, outcome, visitedAt: AT, ...(outcome === 'appointment' ? { appointmentAt: LATER } : {}) },
    },
    [id],
    more,
  );
const aBulk = (ids: number[]) =>
  aRecord({ kind: 'bulk', body: { outcome: 'nobody_home', visitedAt: AT, visits: ids.map((id) => ({ clientUuid: newUuid(), householdId: id })) } }, ids);
const shownOf = (door: KeptDoor, ...records: QueuedRecord[]) => {
  const [shown] = shownDoors([door], records);
  return shown && { state: shown.state, appointmentAt: shown.appointmentAt, mark: shown.mark };
};

describe('what a door shows while its records wait', () => {
  it.each([
    ['visited', 'covered', null],
    ['nobody_home', 'tried', null],
    ['appointment', 'appointment', LATER],
    ['refused', 'exempt_pending', null],
  ] as const)('%s makes it %s', (outcome, state, appointmentAt) => {
    expect(shownOf(aDoor(1), aVisit(1, outcome))).toEqual({ state, appointmentAt, mark: 'unsent' });
  });

  it('keeps what counts more than a closed door, as the server does', () => {
    expect(shownOf(aDoor(1, { state: 'covered' }), aVisit(1, 'nobody_home'))?.state).toBe('covered');
    expect(shownOf(aDoor(1, { state: 'appointment', appointmentAt: LATER }), aVisit(1, 'nobody_home'))).toMatchObject({
      state: 'appointment',
      appointmentAt: LATER,
    });
    expect(shownOf(aDoor(1, { state: 'exempt' }), aVisit(1, 'nobody_home'))?.state).toBe('exempt');
    expect(shownOf(aDoor(1), aVisit(1, 'visited'), aVisit(1, 'refused'))?.state).toBe('covered');
  });

  it('follows a correction back', () => {
    const { sending } = aVisit(1, 'nobody_home');
    const body = {
      ...(sending.kind === 'visit' ? sending.body : null),
      correctionReason: 'wrong',
      clientUuid: newUuid(),
      outcome: 'nobody_home',
      visitedAt: AT,
    } as const;
    const { householdId: _door, ...corrected } = { householdId: 0, ...body };
    expect(shownOf(aDoor(1, { state: 'covered' }), aRecord({ kind: 'correction', visitId: 7, body: corrected }, [1]))?.state).toBe('tried');
  });

  it('does not move by what was refused, and says so; an issue moves nothing', () => {
    expect(shownOf(aDoor(1), aVisit(1, 'visited', { status: 'conflict' }))).toEqual({ state: 'untried', appointmentAt: null, mark: 'refused' });
    const issue = aRecord({ kind: 'issue', body: { clientUuid: newUuid(), domain: 'a', title: 'b', householdId: 1, reportedAt: AT } }, [1]);
    expect(shownOf(aDoor(1), issue)).toEqual({ state: 'untried', appointmentAt: null, mark: 'unsent' });
  });
});

it('counts: uncovered = all − exempt − covered', () => {
  const states = ['untried', 'tried', 'appointment', 'exempt_pending', 'covered', 'exempt'] as const;
  expect(countsOf(states.map((state, id) => aDoor(id, { state })))).toEqual({ total: 6, covered: 1, exempt: 1, uncovered: 4 });
});

it('the rest of a staircase leaves out who was tried within the hour, waits by appointment, is done, or is the chosen one', () => {
  const now = Date.parse(AT);
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const doors = [
    aDoor(1),
    aDoor(2, { state: 'tried', lastVisitedAt: ago(61) }),
    aDoor(3, { state: 'tried', lastVisitedAt: ago(59) }),
    aDoor(4, { state: 'appointment' }),
    aDoor(5, { state: 'covered' }),
    aDoor(6, { state: 'exempt_pending' }),
    aDoor(7),
  ];
  expect(restOf(shownDoors(doors, []), now, 7).map(({ id }) => id)).toEqual([1, 2]);
  expect(restOf(shownDoors(doors, [aVisit(1, 'nobody_home')]), now, 7).map(({ id }) => id)).toEqual([2]);
});

it('groups doors by building in the order of their numbers', () => {
  const doors = [
    aDoor(1, { buildingId: 10, buildingName: '10号楼' }),
    aDoor(2, { buildingId: 2, buildingName: '2号楼' }),
    aDoor(3, { buildingId: null, buildingName: null }),
  ];
  expect(buildingsOf(shownDoors(doors, [])).map(({ id }) => id)).toEqual([null, 2, 10]);
});

it('measures metres', () => {
  expect(metresBetween({ lon: 114.6, lat: 33.6 }, { lon: 114.6, lat: 33.601 })).toBeCloseTo(111.2, 0);
  expect(metresBetween({ lon: 114.6, lat: 33.6 }, { lon: 114.601, lat: 33.6 })).toBeCloseTo(92.6, 0);
});

describe('the next to be sent', () => {
  it('is the first, and one that was on its way when its page died', () => {
    const [first, second] = [aVisit(1, 'visited', { status: 'sending' }), aVisit(2, 'visited')];
    expect(nextToSend([first, second])).toBe(first);
    expect(nextToSend([])).toBeUndefined();
  });

  it('passes by a refused one, but not at its own door, nor at doors that wait behind it', () => {
    const refused = aVisit(1, 'visited', { status: 'conflict' });
    const behind = aBulk([1, 2]);
    const furtherBehind = aVisit(2, 'visited');
    const other = aVisit(3, 'visited');
    expect(nextToSend([refused, behind, furtherBehind, other])).toBe(other);
    expect(nextToSend([refused, behind, furtherBehind])).toBeUndefined();
  });
});

describe('what may be done about a record', () => {
  it('new ids are all new', () => {
    const bulk = aBulk([1, 2]);
    const uuids = (record: QueuedRecord) => (record.sending.kind === 'bulk' ? record.sending.body.visits.map(({ clientUuid }) => clientUuid) : []);
    expect(new Set([...uuids(bulk), ...uuids(underNewIds(bulk))]).size).toBe(4);
    expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('doors that the server named are left out of a bulk record; without the last one nothing is left', () => {
    expect(withoutDoors(aBulk([1, 2, 3]), [2])?.householdIds).toEqual([1, 3]);
    expect(withoutDoors(aBulk([1]), [1])).toBeNull();
  });
});

describe('the last record', () => {
  const sent = (seq: number, householdId: number, personId = 1): SentRecord => ({
    clientUuid: newUuid(),
    seq,
    visitId: householdId,
    personId,
    gridCode: 'g',
    householdId,
    label: '',
    outcome: 'nobody_home',
    visitedAt: AT,
    sentAt: AT,
  });
  const now = Date.parse(LATER);

  it('is the newest of what waits and what went, and my own', () => {
    const waiting = aVisit(1, 'visited', { seq: 900 });
    expect(lastOf([waiting], [sent(899, 2)], 1, now)).toEqual({ kind: 'queued', record: waiting });
    expect(lastOf([waiting], [sent(901, 2), sent(901, 3), sent(902, 4, 2)], 1, now)).toMatchObject({
      kind: 'sent',
      sent: [{ householdId: 2 }, { householdId: 3 }],
    });
    expect(lastOf([waiting], [], 2, now)).toBeNull();
  });

  it('cannot be corrected here for ever', () => {
    expect(lastOf([], [sent(1, 2)], 1, now + 13 * 3_600_000)).toBeNull();
  });
});
