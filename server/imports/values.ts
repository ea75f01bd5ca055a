/** How a target column is read. `codes` lists the only values allowed. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'list' | 'json';

export type ValueCheck = { valid: true; value: unknown } | { valid: false; reason: string };

const TRUE = /^(1|t|true|y|yes|是|有)$/i;
const FALSE = /^(0|f|false|n|no|否|无|無)$/i;
const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const CLOCK = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * A source value as a target column takes it. Dates come out as 'YYYY-MM-DD', timestamps as text that PostgreSQL reads: those without an offset
 * are wall-clock times of the district, so the load sets the session's time zone.
 */
export function readValue(raw: unknown, type: ColumnType): ValueCheck {
  if (type === 'json') return { valid: true, value: typeof raw === 'string' ? jsonOrText(raw) : raw };
  if (type === 'list' && Array.isArray(raw)) return { valid: true, value: raw.map((item) => String(item).trim()) };
  if (typeof raw === 'object') return { valid: false, reason: 'is an object or a list where one value is needed' };
  const text = String(raw).trim();
  switch (type) {
    case 'text':
      return { valid: true, value: text };
    case 'integer':
    case 'number': {
      const number = Number(text.replaceAll(',', ''));
      if (!Number.isFinite(number)) return { valid: false, reason: 'is not a number' };
      return type === 'number' || Number.isSafeInteger(number) ? { valid: true, value: number } : { valid: false, reason: 'is not a whole number' };
    }
    case 'boolean':
      if (TRUE.test(text)) return { valid: true, value: true };
      return FALSE.test(text) ? { valid: true, value: false } : { valid: false, reason: 'is neither true nor false' };
    case 'date':
      return readDate(text);
    case 'timestamp':
      return readTimestamp(text);
    case 'list':
      return { valid: true, value: text.split(/[;；、,，]/).map((item) => item.trim()) };
  }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readDate(text: string): ValueCheck {
  const [, year, month, day] = DATE.exec(text) ?? CLOCK.exec(text) ?? [];
  return isDay(year, month, day)
    ? { valid: true, value: isoDay(year, month, day) }
    : { valid: false, reason: 'is not a date such as 2026-11-21 (or does not exist)' };
}

function readTimestamp(text: string): ValueCheck {
  const [, year, month, day, hour = '0', minute = '00', second = '00', offset = ''] = CLOCK.exec(text) ?? DATE.exec(text) ?? [];
  if (!isDay(year, month, day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return { valid: false, reason: 'is not a time such as 2026-11-21 08:30 or 2026-11-21T08:30:00+08:00 (or does not exist)' };
  return { valid: true, value: `${isoDay(year, month, day)} ${hour.padStart(2, '0')}:${minute}:${second}${offset}` };
}

function isDay(year?: string, month?: string, day?: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

const isoDay = (year = '', month = '', day = ''): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
