import { describe, expect, it } from 'vitest';
import { answerTo, bodyOf, boxAround, faultsOf, newWork, type WorkDraft } from './draft.ts';

const TODAY = '2026-11-22';
const lane = { id: 7, name: '春晓巷', lengthM: 120 };
const draft = (over: Partial<WorkDraft>): WorkDraft => ({
  ...newWork(TODAY),
  workType: 'lamp_install',
  place: { of: 'alley', alley: lane, fromM: '', toM: '' },
  ...over,
});
const faults = (over: Partial<WorkDraft>) => Object.fromEntries(faultsOf(draft(over), TODAY));

describe('a work as it is written', () => {
  it('is sent without what was left empty, and with what a correction must not lose', () => {
    expect(bodyOf(draft({ quantity: '12.5', qualifier: 'about', partOfId: 3, issueIds: [1, 2] }))).toEqual({
      clientUuid: expect.any(String),
      workType: 'lamp_install',
      phase: 'done',
      quantity: 12.5,
      qualifier: 'about',
      completedOn: TODAY,
      alleyId: 7,
      partOfId: 3,
      issueIds: [1, 2],
    });
    expect(bodyOf(draft({ phase: 'planned' }))).not.toHaveProperty('completedOn');
    expect(bodyOf(draft({ cost: '1.45', costSource: '决算' }))).toMatchObject({ costMinor: 1_450_000, costSource: '决算' });
  });

  it('needs both ends of a stretch, inside the alley', () => {
    const stretch = (fromM: string, toM: string) => faults({ place: { of: 'alley', alley: lane, fromM, toM } });
    expect(stretch('10', '80')).toEqual({});
    for (const [from, to] of [
      ['10', ''],
      ['80', '10'],
      ['10', '121'],
      ['x', '80'],
    ] as const)
      expect(stretch(from, to)).toEqual({ '/alleyToM': 'stretch' });
  });

  it('says what contradicts itself', () => {
    expect(faults({})).toEqual({});
    expect(faults({ completedOn: '' })).toEqual({ '/completedOn': 'required' });
    expect(faults({ completedOn: '', asOf: TODAY, figureFrom: '2026-01-01' })).toEqual({});
    expect(faults({ completedOn: '2026-11-23' })).toEqual({ '/completedOn': 'future' });
    expect(faults({ qualifier: 'about' })).toEqual({ '/quantity': 'which' });
    expect(faults({ cost: '3' })).toEqual({ '/costSource': 'required' });
    expect(faults({ place: { of: 'none' }, id: 4 })).toEqual({ '/place': 'place', '/reason': 'required' });
  });

  it('that answers an issue names it and is where it was', () => {
    const body = bodyOf({ ...answerTo({ id: 12, lon: 114.6, lat: 33.6 }, TODAY), workType: 'lamp_install' });
    expect(body).toMatchObject({ issueIds: [12], geometry: { type: 'Point', coordinates: [114.6, 33.6] } });
    expect(answerTo({ id: 12, lon: null, lat: null }, TODAY)).toMatchObject({ issueIds: [12], place: { of: 'none' } });
  });

  it('looks for issues some metres around its shape', () => {
    const line = { type: 'LineString' as const, coordinates: [[114.6, 33.6] as [number, number], [114.61, 33.59] as [number, number]] };
    const [west = 0, south = 0, east = 0, north = 0] = boxAround(line, 50).split(',').map(Number);
    const perDegree = 111_320;
    expect((114.6 - west) * perDegree * Math.cos((33.59 * Math.PI) / 180)).toBeCloseTo(50, 0);
    expect((33.59 - south) * perDegree).toBeCloseTo(50, 0);
    expect((east - 114.61) * perDegree * Math.cos((33.59 * Math.PI) / 180)).toBeCloseTo(50, 0);
    expect((north - 33.6) * perDegree).toBeCloseTo(50, 0);
  });
});
