import type { ChecklistItem } from '#contract/surveys';
import { isCounted, measureOf, unitOf } from '#geodata/standards/findings';

/** Why what was typed is no value of its item. most: more than there can be. */
export type AmountFault = { kind: 'unclear' | 'negative' | 'whole' | 'zero' } | { kind: 'most'; most: number };

/** POST /api/alleys/{id}/surveys takes no more. */
const MOST = 1e6;
/** Full-width digits and signs of a Chinese keyboard, and the minus that a text program makes of a hyphen. */
const WIDE = /[０-９．，－＋]/g;
const WIDE_BY = 0xfee0;

/**
 * A number as it is typed on any keyboard: 2.5, 2,5, 2，5 and ２．５ are the same. Browsers drop the comma from a field for numbers, which makes 25 of 2,5; so the
 * fields are for text and read here. 1,000 may be either, so it is neither.
 * @returns null where nothing was typed, NaN for what is no number
 */
export function readAmount(text: string): number | null {
  const plain = text
    .trim()
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDE_BY))
    .replace('。', '.')
    .replace('−', '-');
  if (plain === '') return null;
  if (!/^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(plain) || /,\d{3}$/.test(plain)) return Number.NaN;
  return Number(plain.replace(',', '.'));
}

/** What is wrong with an amount on a line of a checklist, of a check how much was found; null = nothing, or nothing was typed. */
export function amountFault(item: Pick<ChecklistItem, 'measure' | 'kind' | 'unit'>, text: string): AmountFault | null {
  const value = readAmount(text);
  const measure = measureOf(item);
  if (value === null || unitOf(item) === null) return null;
  if (Number.isNaN(value)) return { kind: 'unclear' };
  if (value < 0) return { kind: 'negative' };
  const most = measure?.most ?? MOST;
  if (value > most) return { kind: 'most', most };
  if (item.kind === 'check' && value === 0) return { kind: 'zero' };
  return isCounted(unitOf(item)) && !Number.isInteger(value) ? { kind: 'whole' } : null;
}
