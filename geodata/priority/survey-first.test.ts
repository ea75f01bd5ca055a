import { expect, it } from 'vitest';
import { type Prospect, type SurveyWish, surveyFirst } from './survey-first.ts';

const at = (value: number, cost: number): Prospect => ({ value, cost });
const wish = (id: number, isChosen: boolean, least: Prospect, middle: Prospect, most: Prospect): SurveyWish => ({ id, isChosen, least, middle, most });

it('surveys first what could change the selection most, not what scores highest or is known least', () => {
  // The selection ends where 1 of need costs 10.
  const alleys = [
    // In, and in whatever comes of it: the widest of all, but nothing would change.
    wish(1, true, at(40, 100), at(70, 200), at(100, 300)),
    // In, and at its least worth only 2 of the 8 that its money would remove elsewhere.
    wish(2, true, at(2, 80), at(12, 100), at(22, 120)),
    // Out, and at its most worth 30 where the money is worth 20.
    wish(3, false, at(1, 20), at(10, 110), at(30, 200)),
    // Out whatever comes of it.
    wish(4, false, at(0, 50), at(3, 100), at(6, 150)),
    // Known: nothing to find out.
    wish(5, true, at(9, 80), at(9, 80), at(9, 80)),
    // In for another reason than its worth, and known to be worth too little: a survey that says the same tells nothing.
    wish(6, true, at(1, 50), at(1, 50), at(1, 50)),
  ];
  expect(surveyFirst(alleys, 0.1)).toEqual([
    { id: 3, weight: 10 },
    { id: 2, weight: 6 },
  ]);
});

it('weighs what changes, not what is at stake anyway', () => {
  // Half of what could be lost is lost already.
  expect(surveyFirst([wish(1, false, at(10, 100), at(15, 100), at(20, 100))], 0.1)).toEqual([{ id: 1, weight: 5 }]);
  expect(surveyFirst([], 0.1)).toEqual([]);
});
