import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { formatTime } from '../ui/format.ts';
import { type Format, useFormat } from '../ui/use-format.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time by its two largest units, rounded down; the keys are those of the messages `age` and `span`. */
export function partsOf(ms: number): { unit: 'seconds' | 'minutes' | 'hours' | 'days'; d: number; h: number; m: number; n: number } {
  const length = Math.max(0, ms);
  const parts = { d: Math.floor(length / DAY_MS), h: Math.floor((length % DAY_MS) / HOUR_MS), m: Math.floor((length % HOUR_MS) / MINUTE_MS) };
  if (length >= DAY_MS) return { unit: 'days', ...parts, n: parts.d };
  if (length >= HOUR_MS) return { unit: 'hours', ...parts, n: parts.h };
  if (length >= MINUTE_MS) return { unit: 'minutes', ...parts, n: parts.m };
  return { unit: 'seconds', ...parts, n: Math.floor(length / 1000) };
}

export interface Words extends Format {
  /** RFC 3339 → "15:42" on the district's clock. */
  clock(instant: string): string;
  /** How long ago something was, from seconds up: "6 分钟". */
  age(ms: number): string;
  /** A clock of days and hours, or of hours and minutes: "5日2时". */
  span(ms: number): string;
  isEnglish: boolean;
}

/** How a wall writes numbers and times: the formats of every other screen, and clocks without seconds. */
export function useWords(): Words {
  const { t, i18n } = useTranslation('wall');
  const format = useFormat();
  const { data: settings } = useSettings();
  const timeZone = settings?.timeZone;
  return useMemo(
    () => ({
      ...format,
      clock: (instant) => formatTime(instant, timeZone, false),
      age: (ms) => {
        const { unit, ...parts } = partsOf(ms);
        return t(`age.${unit}`, parts);
      },
      span: (ms) => {
        const { unit, ...parts } = partsOf(ms);
        return t(`span.${unit === 'seconds' ? 'minutes' : unit}`, parts);
      },
      isEnglish: i18n.language === 'en',
    }),
    [format, timeZone, t, i18n.language],
  );
}
