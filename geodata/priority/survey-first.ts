/** Need that works would remove and what they would cost (分), if what is unknown came out in one way. */
export interface Prospect {
  value: number;
  cost: number;
}
/** An alley that could still be surveyed. */
export interface SurveyWish {
  id: number;
  /** As it was reckoned with, and if every unknown came out at its least and at its most. */
  middle: Prospect;
  least: Prospect;
  most: Prospect;
  /** No: it is out, also where nothing but a missing measure keeps it out. */
  isChosen: boolean;
}

/**
 * What to survey first: alleys by how much need the selection would gain if it knew them. At a price of `line` (need removed for each 分 where the selection ends)
 * an alley that is in costs what others would have made of its money, one that is out what it would have removed beyond that; a survey is worth the greater of
 * these two at either end of what is possible, less what is known to be so already.
 * @returns ids with that need, the most first; those whose survey cannot change the selection are left out.
 */
export function surveyFirst(alleys: readonly SurveyWish[], line: number): { id: number; weight: number }[] {
  const lostBy = ({ value, cost }: Prospect, isChosen: boolean): number => Math.max(0, isChosen ? line * cost - value : value - line * cost);
  return alleys
    .map(({ id, middle, least, most, isChosen }) => ({
      id,
      weight: Math.max(lostBy(least, isChosen), lostBy(most, isChosen)) - lostBy(middle, isChosen),
    }))
    .filter(({ weight }) => weight > 1e-9)
    .sort((a, b) => b.weight - a.weight || a.id - b.id);
}
