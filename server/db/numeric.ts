/** A decimal number as PostgreSQL's binary numeric holds it. */
export interface NumericDigits {
  /** Base 10,000, most significant first, no leading or trailing zeros. */
  digits: number[];
  /** Power of 10,000 of the first digit. */
  weight: number;
  negative: boolean;
  /** Decimal places to show. */
  scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/**
 * Splits decimal text (`-12.50`, `1e-7`) without going through binary floating point.
 * @throws RangeError when the text is not a finite decimal number.
 */
export function numericDigits(text: string): NumericDigits {
  const match = DECIMAL.exec(text);
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match ?? [];
  if (match === null || whole + fraction === '') throw new RangeError(`“${text}” is not a decimal number`);
  const exponent = Number(exponentText);
  const places = Math.max(0, fraction.length - exponent);
  const all = whole + fraction;
  const point = whole.length + exponent;
  // Move the decimal point by padding, then align both sides to groups of four.
  const left = point <= 0 ? '' : all.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + all : all.slice(point);
  const paddedLeft = left.padStart(Math.ceil(left.length / 4) * 4, '0');
  const paddedRight = right.padEnd(Math.ceil(right.length / 4) * 4, '0');
  const digits = ((paddedLeft + paddedRight).match(/\d{4}/g) ?? []).map(Number);
  let weight = paddedLeft.length / 4 - 1;
  while (digits[0] === 0) {
    digits.shift();
    weight -= 1;
  }
  while (digits.at(-1) === 0) digits.pop();
  return { digits, weight: digits.length === 0 ? 0 : weight, negative: sign === '-' && digits.length > 0, scale: places };
}
