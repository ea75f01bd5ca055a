/** Numbers, shares and times as the screens write them. Locale is a language of i18n ('zh-CN', 'en'). */
const numbers = new Map<string, Intl.NumberFormat>();

/** 31000 → "31,000"; at most `decimals` digits after the point. */
export function formatNumber(value: number, locale: string, decimals = 0): string {
  const key = `${locale} ${decimals}`;
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals });
    numbers.set(key, format);
  }
  return format.format(value);
}

/** 0.186 → "18.6%"; null (nothing to divide by) → "–". */
export function formatRate(rate: number | null, decimals = 1): string {
  return rate === null ? '–' : `${(rate * 100).toFixed(decimals)}%`;
}

/** A formatter costs some hundred times as much to make as to use. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** RFC 3339 → "15:42:08" in the district's time zone. */
export function formatTime(instant: string, timeZone: string | undefined, seconds = true): string {
  const key = `${timeZone} ${seconds}`;
  let format = clocks.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      ...(seconds ? { second: '2-digit' } : {}),
      ...(timeZone ? { timeZone } : {}),
    });
    clocks.set(key, format);
  }
  return format.format(new Date(instant));
}
