import { describe, expect, it } from 'vitest';
import type { SurveyChecklist } from '#contract/surveys';
import { currentLists, needsVersion } from './lists.ts';

const list = (code: string, version: number, validFrom: string, name = code): SurveyChecklist => ({
  code,
  version,
  name,
  nameEn: name,
  source: '',
  validFrom,
  items: [],
});
const LISTS = [
  list('alley', 1, '2026-01-01'),
  list('five', 3, '2027-01-01', '五项'),
  list('five', 2, '2026-06-01', '五项'),
  list('five', 1, '2026-01-01', '五项'),
];
const names = (lists: SurveyChecklist[]) => lists.map(({ code, version }) => `${code} ${version}`);

describe('the checklists of a day', () => {
  it('begin with the usual one in its newest version in force, whatever other lists are called', () => {
    expect(names(currentLists(LISTS, '2026-11-23'))).toEqual(['five 2', 'five 1', 'alley 1']);
    expect(names(currentLists(LISTS, '2026-02-01'))).toEqual(['five 1', 'alley 1']);
  });

  it('hold the list of a survey that was begun by it', () => {
    expect(names(currentLists(LISTS, '2026-02-01', { code: 'five', version: 2 }))).toContain('five 2');
  });

  it('of one name are told apart by their version', () => {
    expect(LISTS.map((one) => needsVersion(LISTS, one))).toEqual([false, true, true, true]);
  });
});
