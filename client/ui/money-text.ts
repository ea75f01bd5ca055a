/** What money is written in: 元, or 万元 as planners speak of it. */
export type MoneyUnit = 'yuan' | 'wan';
export const MONEY_UNITS: readonly MoneyUnit[] = ['wan', 'yuan'];

/** Digits after the point down to one 分. */
const DECIMALS: Record<MoneyUnit, number> = { yuan: 2, wan: 6 };
const MOST_MINOR = 1e15;

/**
 * "1,234.5" in a unit → 分, exactly: read digit by digit, so that no fraction is lost on the way.
 * @returns null where it is no amount, is finer than a 分, or is more than the register holds
 */
export function minorOf(text: string, unit: MoneyUnit): number | null {
  const match = /^(\d{1,15})(?:\.(\d*))?$/.exec(text.trim().replace(/[,，\s]/g, ''));
  if (match === null) return null;
  const [, whole = '', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > DECIMALS[unit]) return null;
  const minor = Number(whole + digits.padEnd(DECIMALS[unit], '0'));
  return minor <= MOST_MINOR ? minor : null;
}

/** 分 → the shortest exact text in a unit: 12345678900 → "12345.6789" 万元. */
export function moneyText(minor: number, unit: MoneyUnit): string {
  const digits = String(minor).padStart(DECIMALS[unit] + 1, '0');
  const whole = digits.slice(0, -DECIMALS[unit]);
  const fraction = digits.slice(-DECIMALS[unit]).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** The same money in another unit; what is no amount stays as it was typed. */
export function inUnit(text: string, from: MoneyUnit, to: MoneyUnit): string {
  const minor = minorOf(text, from);
  return minor === null ? text : moneyText(minor, to);
}
