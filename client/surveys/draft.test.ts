import { describe, expect, it } from 'vitest';
import type { AlleySurvey, SurveyChecklist } from '#contract/surveys';
import {
  answerOn,
  bodyOf,
  draftOfBody,
  draftOfSurvey,
  emptyDraft,
  faultsOf,
  isEmpty,
  missingOf,
  NO_ITEM,
  previewOf,
  type SurveyDraft,
  sentSurveys,
  withFind,
} from './draft.ts';

const item = (code: string, standard: 'road' | 'water' | 'scene', measure: string | null) => ({
  code,
  standard,
  kind: measure === null ? ('check' as const) : ('measure' as const),
  measure,
  points: measure === null ? 25 : null,
  unit: ({ wall: '㎡', rubbish: '处' } as Record<string, string>)[code] ?? null,
  name: code,
  nameEn: code,
});
const LIST: SurveyChecklist = {
  code: 'five',
  version: 1,
  name: '五项',
  nameEn: 'five',
  source: '',
  validFrom: '2026-01-01',
  items: [
    item('pci', 'road', 'pci'),
    item('damaged_share', 'road', 'damaged_share'),
    item('ponding_points', 'water', 'ponding_points'),
    item('wall', 'scene', null),
    item('rubbish', 'scene', null),
  ],
};
const at = (code: string) => LIST.items.find((one) => one.code === code) as (typeof LIST.items)[number];
const find = (code: string, more: object = {}) => ({ ...NO_ITEM, key: code, item: code, position: [114.6, 33.6] as [number, number], ...more });
const draft = (more: Partial<SurveyDraft> = {}): SurveyDraft => ({ ...emptyDraft(9, LIST, '2026-11-20'), ...more });
const CONTEXT = { lengthM: 100, targetLux: 5 };

describe('a survey that is being written', () => {
  it('is empty until something is in it', () => {
    expect(isEmpty(draft())).toBe(true);
    expect(isEmpty(draft({ finds: [find('wall')] }))).toBe(false);
    expect(isEmpty(draft({ items: { pci: { ...NO_ITEM, value: '3' } } }))).toBe(false);
  });

  it('takes the value of a line from what was typed, and never fewer places than were marked', () => {
    const marked = { finds: [find('ponding_points'), find('ponding_points')] };
    expect(answerOn(draft(marked), at('ponding_points'))).toBe(2);
    expect(answerOn(draft({ ...marked, items: { ponding_points: { ...NO_ITEM, value: '1' } } }), at('ponding_points'))).toBe(2);
    expect(answerOn(draft({ ...marked, items: { ponding_points: { ...NO_ITEM, value: '5' } } }), at('ponding_points'))).toBe(5);
    expect(answerOn(draft({ items: { wall: { ...NO_ITEM, value: '0' } }, finds: [find('wall')] }), at('wall'))).toBe(1);
    expect(answerOn(draft(), at('pci'))).toBeNull();
  });

  it('asks for the share of the whole where single places do not tell it', () => {
    expect(missingOf(draft({ finds: [find('damaged_share', { value: '40' })] }), LIST).map(({ code }) => code)).toEqual(['damaged_share']);
    expect(missingOf(draft({ items: { damaged_share: { ...NO_ITEM, value: '10' } }, finds: [find('damaged_share')] }), LIST)).toEqual([]);
  });

  it('reads 2,5 as two and a half, and sends nothing of what is no value', () => {
    const typed = (value: string, more: Partial<SurveyDraft> = {}) => draft({ items: { pci: { ...NO_ITEM, value } }, ...more });
    expect(bodyOf(typed('62,5'), LIST).body.items).toEqual([{ code: 'pci', value: 62.5 }]);
    for (const value of ['101', '-4', 'bad']) {
      expect(faultsOf(typed(value), LIST).map(({ item: { code } }) => code)).toEqual(['pci']);
      expect([answerOn(typed(value), at('pci')), previewOf(typed(value), LIST, CONTEXT)]).toEqual([null, {}]);
    }
    expect(faultsOf(draft({ finds: [find('damaged_share', { value: '120' })] }), LIST)).toEqual([
      { item: at('damaged_share'), fault: { kind: 'most', most: 100 } },
    ]);
    expect(faultsOf(typed('62,5', { finds: [find('wall')] }), LIST)).toEqual([]);
  });

  it('holds the open sheet until it is taken over, in place of the find it was opened from', () => {
    const open = (code: string, more: object = {}) => draft({ finds: [find('rubbish')], open: { find: find(code, more), isNew: true } });
    expect(isEmpty(draft({ open: { find: find(''), isNew: true } }))).toBe(true);
    expect(isEmpty(draft({ open: { find: find('', { photos: ['a'] }), isNew: true } }))).toBe(false);
    expect(withFind(open('wall')).finds.map(({ item }) => item)).toEqual(['rubbish', 'wall']);
    expect(withFind(open('rubbish', { note: 'by the gate' })).finds.map(({ note }) => note)).toEqual(['by the gate']);
    expect(withFind(open('wall')).open).toBeNull();
  });

  it('previews an interval where a check is open, a value where all are made, and nothing where nobody looked', () => {
    const some = draft({ items: { wall: { ...NO_ITEM, value: '1' } }, finds: [find('ponding_points')] });
    expect(previewOf(some, LIST, CONTEXT)).toEqual({ water: { min: 40, max: 40 }, scene: { min: 25, max: 50 } });
    const all = draft({ items: { wall: { ...NO_ITEM, value: '1' }, rubbish: { ...NO_ITEM, value: '0' } } });
    expect(previewOf(all, LIST, CONTEXT)).toEqual({ scene: { min: 25, max: 25 } });
  });

  it('says of a check how much was found, in its unit, where somebody measured it', () => {
    const found = (amount: string, more: Partial<SurveyDraft> = {}) => draft({ items: { wall: { ...NO_ITEM, value: '1', amount } }, ...more });
    const items = (written: SurveyDraft) => bodyOf(written, LIST).body.items;
    expect(items(found('12,5'))).toEqual([{ code: 'wall', value: 12.5, unit: '㎡' }]);
    expect(items(found(''))).toEqual([{ code: 'wall', value: 1 }]);
    // Marked at two places, measured at one: how much there is in all nobody knows.
    expect(items(draft({ finds: [find('wall', { value: '4' }), find('wall')] }))).toEqual([{ code: 'wall', value: 1 }]);
    expect(items(draft({ finds: [find('wall', { value: '4' }), find('wall', { value: '8,5' })] }))).toEqual([{ code: 'wall', value: 12.5, unit: '㎡' }]);
    expect(items(draft({ items: { rubbish: { ...NO_ITEM, value: '1', amount: '1' } }, finds: [find('rubbish'), find('rubbish')] }))).toEqual([
      { code: 'rubbish', value: 2, unit: '处' },
    ]);
    // Not there after all: what was typed before says nothing.
    expect(items(draft({ items: { wall: { ...NO_ITEM, value: '0', amount: 'x' } } }))).toEqual([{ code: 'wall', value: 0 }]);
    expect(faultsOf(draft({ items: { wall: { ...NO_ITEM, value: '0', amount: 'x' } } }), LIST)).toEqual([]);
    expect(faultsOf(found('x'), LIST)).toEqual([{ item: at('wall'), fault: { kind: 'unclear' } }]);
    // The need turns on what was found, not on how much.
    for (const amount of ['', '2', '800']) expect(previewOf(found(amount), LIST, CONTEXT)).toEqual({ scene: { min: 25, max: 50 } });
    const again = draftOfBody(9, bodyOf(found('12,5'), LIST).body, [], 3);
    expect(bodyOf(again, LIST).body.items).toEqual([{ code: 'wall', value: 12.5, unit: '㎡' }]);
  });

  it('is sent as a body with its photos beside it, and comes back from a refusal as it was', () => {
    const written = draft({
      items: { pci: { value: '40', note: ' ruts ', photos: ['a'], photoIds: [7] } },
      finds: [find('wall', { photos: ['b'], value: '' })],
      note: ' after rain ',
    });
    const { body, photos } = bodyOf(written, LIST);
    expect(body).toEqual({
      clientUuid: written.clientUuid,
      checklist: { code: 'five', version: 1 },
      surveyedOn: '2026-11-20',
      items: [
        { code: 'pci', value: 40, note: 'ruts', photoIds: [7] },
        { code: 'wall', value: 1 },
      ],
      finds: [{ item: 'wall', position: [114.6, 33.6] }],
      note: 'after rain',
    });
    expect(photos).toEqual([
      { of: 'items', index: 0, uuid: 'a' },
      { of: 'finds', index: 0, uuid: 'b' },
    ]);
    const again = draftOfBody(9, body, photos, 3);
    expect([again.seq, again.clientUuid, again.items.pci?.photos, again.finds[0]?.photos]).toEqual([3, written.clientUuid, ['a'], ['b']]);
    expect(bodyOf(again, LIST).body).toEqual(body);
  });
});

describe('surveys the server has', () => {
  const row = (more: Partial<AlleySurvey>): AlleySurvey => ({
    id: 1,
    clientUuid: 'one',
    standard: 'road',
    meets: true,
    need: 1,
    needMin: 1,
    needMax: 1,
    measuredValue: 1,
    measuredUnit: 'PCI',
    surveyedOn: '2026-01-01',
    note: 'n',
    person: null,
    checklist: { code: 'five', version: 1 },
    items: [{ code: 'pci', value: 80, unit: 'PCI', note: null, photoIds: [3] }],
    finds: [],
    supersededAt: null,
    supersededBy: null,
    correctionReason: null,
    ...more,
  });

  it('are told apart by what was sent together; what is corrected is left out', () => {
    const rows = [
      row({}),
      row({ standard: 'scene', items: [] }),
      row({ clientUuid: 'two', surveyedOn: '2026-02-01' }),
      row({ clientUuid: 'old', supersededAt: 'x' }),
    ];
    expect(sentSurveys(rows).map((group) => [group[0]?.clientUuid, group.length])).toEqual([
      ['two', 1],
      ['one', 2],
    ]);
  });

  it('are corrected by another survey with the same answers and photos', () => {
    const correction = draftOfSurvey(9, [row({})]);
    expect(correction).toMatchObject({ corrects: 'one', day: '2026-01-01', note: 'n', items: { pci: { value: '80', photoIds: [3] } } });
    expect(correction?.clientUuid).not.toBe('one');
    expect(draftOfSurvey(9, [row({ checklist: null })])).toBeNull();
    const [wall, none] = [12.5, 0].map((value) => ({ code: 'wall', value, unit: value > 0 ? '㎡' : null, note: null, photoIds: [] }));
    const scene = (items: AlleySurvey['items']) => draftOfSurvey(9, [row({ standard: 'scene', items })]) as SurveyDraft;
    expect(bodyOf(scene(wall ? [wall] : []), LIST).body.items).toEqual([{ code: 'wall', value: 12.5, unit: '㎡' }]);
    expect(bodyOf(scene(none ? [none] : []), LIST).body.items).toEqual([{ code: 'wall', value: 0 }]);
  });
});
