import { describe, expect, it } from 'vitest';
import { AmendBody } from '#contract/alleys';
import { Problem } from '../api/request.ts';
import { type AmendDraft, bodyOf, changed, draftOf, faultsOf, refusedFaults } from './amend-draft.ts';

const alley = {
  name: '槐树巷',
  nameStatus: 'standard',
  widthM: 3.5,
  surface: 'paving_stones',
  isDeadEnd: null,
  cables: 'overhead',
  overheadM: 40,
  parking: 'unknown',
  parkingSpaces: null,
} as const;
const keys = (draft: AmendDraft) => Object.fromEntries([...faultsOf(draft)].map(([field, { key }]) => [field, key]));

describe('correcting what the register says', () => {
  it('sends what was changed and nothing else; an empty field is not known', () => {
    const draft = changed(draftOf(alley), { widthM: ' 4 ', isDeadEnd: 'false', overheadM: '' });
    const { clientUuid, ...sent } = bodyOf({ ...draft, reason: ' walked it ' });
    expect(sent).toEqual({ widthM: 4, isDeadEnd: false, overheadM: null, reason: 'walked it' });
    expect(AmendBody.safeParse({ clientUuid, ...sent }).success).toBe(true);
    expect(Object.keys(bodyOf(changed(draft, { widthM: '3.5', isDeadEnd: '', overheadM: '40' })))).toEqual(['clientUuid']);
  });

  it('counts what has none, and forgets that count with the kind; each content has an id of its own', () => {
    const start = draftOf(alley);
    const buried = changed(start, { cables: 'buried' });
    expect(buried.fields.overheadM).toBe('0');
    expect(buried.clientUuid).not.toBe(start.clientUuid);
    expect(changed(buried, { cables: 'partly_buried' }).fields.overheadM).toBe('');
    expect(changed(start, { cables: 'partly_buried' }).fields.overheadM).toBe('40');
    const none = changed(start, { parking: 'none' });
    expect([none.fields.parkingSpaces, changed(none, { parking: 'bays' }).fields.parkingSpaces]).toEqual(['0', '']);
  });

  it('finds at its field what the server would refuse', () => {
    const start = draftOf(alley);
    expect(keys(start)).toEqual({});
    expect(keys(changed(start, { widthM: 'wide' }))).toEqual({ widthM: 'width' });
    expect(keys(changed(start, { widthM: '0' }))).toEqual({ widthM: 'width' });
    expect(keys(changed(start, { overheadM: '-1', parkingSpaces: '1.5' }))).toEqual({ overheadM: 'metres', parkingSpaces: 'spaces' });
    expect(keys(changed(start, { overheadM: '0' }))).toEqual({ overheadM: 'no_metres_of_overhead' });
    expect(keys(changed(start, { cables: 'buried', overheadM: '3' }))).toEqual({ overheadM: 'metres_of_none' });
    expect(keys(changed(start, { parking: 'none', parkingSpaces: '2' }))).toEqual({ parkingSpaces: 'spaces_of_none' });
    expect(keys(changed(start, { name: ' ' }))).toEqual({ name: 'nameless' });
    // Of what nobody touches an older fault is not this form's.
    expect(keys(changed(draftOf({ ...alley, name: null, widthM: 0.1 }), { surface: 'brick' }))).toEqual({});
  });

  it('puts a refusal where the server says it belongs', () => {
    const refusal = new Problem({ type: '/problems/invalid-body', status: 400, errors: [{ pointer: '/overheadM', detail: 'Send 0.' }] });
    expect([...refusedFaults(refusal)]).toEqual([['overheadM', { key: 'refused', detail: 'Send 0.' }]]);
    expect(refusedFaults(new Error('offline')).size).toBe(0);
  });
});
