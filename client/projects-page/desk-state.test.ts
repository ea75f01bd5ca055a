import { expect, test } from 'vitest';
import { isFiltered, readProjectsState, writeProjectsState } from './desk-state.ts';

const written = (search: string): string => {
  const entries = Object.entries(writeProjectsState(readProjectsState(search))).filter((entry): entry is [string, string] => entry[1] !== null);
  return new URLSearchParams(entries).toString();
};

test('an address says all of what is shown, and nothing of what is the default', () => {
  for (const address of ['', 'view=time&programme=gas&phase=planned&consent=below&late=1&q=lane&project=7']) expect(written(`?${address}`)).toBe(address);
  for (const address of ['edit=project', 'edit=project.12', 'edit=programme', 'edit=programme.a.b']) expect(written(`?${address}`)).toBe(address);
  expect(written('?view=list')).toBe('');
});

test('what cannot be read is as if it were not there', () => {
  expect(written('?view=moon&phase=half&consent=maybe&late=yes&project=-1&colour=red&edit=project.x')).toBe('');
});

test('a view and an open card keep nothing out of the list', () => {
  expect(isFiltered(readProjectsState('?view=time&project=3'))).toBe(false);
  expect(isFiltered(readProjectsState('?late=1'))).toBe(true);
});
