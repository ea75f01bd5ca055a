import { describe, expect, it } from 'vitest';
import { FieldQueue, nextToSend } from './queue.ts';
import type { DevicePhoto, QueuedRecord } from './records.ts';
import { openShelf } from './shelf.ts';

const photo = (uuid: string): DevicePhoto => ({ uuid, blob: new Blob([uuid]), id: null });
const record = (photoUuids: string[]): Omit<QueuedRecord, 'seq' | 'status' | 'attempts' | 'lastStatus' | 'refusal'> => ({
  personId: 1,
  personName: 'P',
  gridCode: 'g',
  buildingId: 2,
  householdIds: [3],
  label: '1-101',
  sending: { kind: 'visit', body: { clientUuid: 'u', householdId: 3, outcome: 'visited', visitedAt: '2026-11-20T10:00:00Z' } },
  photoUuids,
  recordedAt: '2026-11-20T10:00:00Z',
});
const uuids = (photos: readonly DevicePhoto[]) => photos.map(({ uuid }) => uuid);

describe('a record that is changed', () => {
  it('takes its new photos along and leaves none of the old ones on the device', async () => {
    // No storage here: the shelf that lasts as long as the page.
    const shelf = await openShelf(() => undefined);
    const refused = { status: 'conflict', attempts: 1, lastStatus: null, refusal: null } as const;
    // Another refused one of the same door stands before it: nothing is sent.
    await shelf.add({ ...record([]), ...refused }, []);
    const seq = await shelf.add({ ...record(['stays', 'goes']), ...refused }, [photo('stays'), photo('goes'), photo('of another')]);
    const queue = new FieldQueue(shelf);
    await queue.change(seq, (now) => ({ ...now, photoUuids: ['stays', 'new'] }), [photo('stays'), photo('new')]);
    expect(uuids(await shelf.all('photos')).sort()).toEqual(['new', 'of another', 'stays']);
    expect(await shelf.get('records', seq)).toMatchObject({ photoUuids: ['stays', 'new'], refusal: null });
    await queue.change(seq, () => null);
    expect([uuids(await shelf.all('photos')), (await shelf.all('records')).length]).toEqual([['of another'], 1]);
  });

  it('waits behind a refused one of its door, and goes when that was changed', () => {
    const at = (seq: number, status: QueuedRecord['status']): QueuedRecord => ({ ...record([]), seq, status, attempts: 0, lastStatus: null, refusal: null });
    expect(nextToSend([at(1, 'conflict'), at(2, 'waiting')])).toBeUndefined();
    expect(nextToSend([at(1, 'waiting'), at(2, 'waiting')])?.seq).toBe(1);
  });
});
