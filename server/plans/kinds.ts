/** What may close an alley to (part of) a programme. */
export const BARRIERS = [
  'locked-out',
  'no-place',
  'no-cost',
  'nothing-to-do',
  'demolition',
  'under-way',
  'consent',
  'consent-unknown',
  'cool-off',
  'moratorium',
  'pipes-first',
] as const;
export type BarrierCode = (typeof BARRIERS)[number];
