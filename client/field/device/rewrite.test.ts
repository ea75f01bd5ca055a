import { describe, expect, it } from 'vitest';
import type { QueuedRecord, Refusal } from './records.ts';
import { issueWords, lacking, visitWords, withIssueWords, withVisitWords } from './rewrite.ts';

const refusal = (slug: string): Refusal => ({ slug, status: 409, title: 'T', detail: 'D', errors: [], ids: [] });
const record = (sending: QueuedRecord['sending'], slug = 'invalid-body'): QueuedRecord => ({
  seq: 1,
  personId: 2,
  personName: 'P',
  gridCode: 'g',
  buildingId: 3,
  householdIds: [4],
  label: '2-101 lamp',
  sending,
  photoUuids: ['old'],
  recordedAt: '2026-11-20T10:00:00Z',
  status: 'conflict',
  attempts: 1,
  lastStatus: null,
  refusal: refusal(slug),
});
const knock = {
  clientUuid: 'u',
  householdId: 4,
  visitedAt: '2026-11-20T10:00:00Z',
  mode: 'off_peak' as const,
  position: [114, 33] as [number, number],
  accuracyM: 5,
};

describe('a refused visit said anew', () => {
  it('keeps its knock and its id, and says only what belongs to its result', () => {
    const old = record({ kind: 'visit', body: { ...knock, campaign: 'r', outcome: 'refused', reason: 'no time', note: 'n' } });
    const words = visitWords(old);
    expect(words).toEqual({ outcome: 'refused', reason: 'no time', appointmentAt: null, note: 'n', answers: {} });
    if (words === null) return;
    const met = withVisitWords(old, { ...words, outcome: 'visited', note: ' ', answers: { q1: 3 } }, ['new']);
    expect(met.sending).toEqual({ kind: 'visit', body: { ...knock, campaign: 'r', outcome: 'visited', answers: { q1: 3 } } });
    expect(met.photoUuids).toEqual(['new']);
    expect(withVisitWords(met, { ...words, answers: { q1: 3 } }, []).sending).toEqual(old.sending);
  });

  it('gets a new id only where the old one is taken by other content', () => {
    const old = record({ kind: 'visit', body: { ...knock, outcome: 'visited' } }, 'uuid-conflict');
    const anew = withVisitWords(old, { outcome: 'visited', reason: '', appointmentAt: null, note: '', answers: {} }, []);
    expect(anew.sending).toMatchObject({ body: { outcome: 'visited', householdId: 4 } });
    expect(anew.sending.kind === 'visit' && anew.sending.body.clientUuid).not.toBe('u');
  });

  it('lacks a reason or an hour to come before it is sent', () => {
    const words = { outcome: 'vacant' as const, reason: ' ', appointmentAt: null, note: '', answers: {} };
    expect(lacking(words)).toBe('reason');
    expect(lacking({ ...words, outcome: 'nobody_home' })).toBeNull();
    const at = '2026-11-21T10:00:00Z';
    expect(lacking({ ...words, outcome: 'appointment', appointmentAt: at }, Date.parse(at) - 1)).toBeNull();
    expect(lacking({ ...words, outcome: 'appointment', appointmentAt: at }, Date.parse(at))).toBe('appointment');
  });
});

describe('a refused issue said anew', () => {
  const body = { clientUuid: 'u', householdId: 4, domain: 'light', title: 'lamp', description: 'dark', visitClientUuid: 'v', reportedAt: knock.visitedAt };
  it('changes its words and its name in the list, and keeps the visit it was seen on', () => {
    const old = record({ kind: 'issue', body });
    expect(issueWords(old)).toEqual({ title: 'lamp', domain: 'light', description: 'dark' });
    const anew = withIssueWords(old, { title: 'No light ', domain: 'other', description: '' }, []);
    expect(anew.label).toBe('2-101 No light');
    const { description: _gone, ...rest } = body;
    expect(anew.sending).toEqual({ kind: 'issue', body: { ...rest, title: 'No light', domain: 'other' } });
  });

  it('lets go of a visit that the server does not know', () => {
    const anew = withIssueWords(record({ kind: 'issue', body }, 'visit-not-stored'), { title: 'lamp', domain: 'light', description: 'dark' }, []);
    expect(anew.sending.kind === 'issue' && anew.sending.body.visitClientUuid).toBeUndefined();
  });
});
