import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { formatNumber, formatRate, formatTime } from './format.ts';

export interface Format {
  /** 31000 → "31,000". */
  number(value: number, decimals?: number): string;
  /** part ÷ whole as "18.6%"; "–" when there is nothing to divide by. */
  share(part: number, whole: number): string;
  rate(rate: number | null): string;
  /** RFC 3339 → "15:42:08". */
  time(instant: string): string;
  /** RFC 3339 or a date → "11-21 15:42", with the year when it is not this one. */
  moment(instant: string): string;
  date(day: string): string;
}

/** How this screen writes numbers and times: the reader's language, the district's clock. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { data: settings } = useSettings();
  const locale = i18n.language;
  const timeZone = settings?.timeZone;
  return useMemo(() => {
    const moment = new Intl.DateTimeFormat('en-CA', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(timeZone ? { timeZone } : {}),
    });
    const parts = (instant: string) => new Map(moment.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
    const thisYear = parts(new Date().toISOString()).get('year');
    const day = (part: Map<string, string>) => `${part.get('year') === thisYear ? '' : `${part.get('year')}-`}${part.get('month')}-${part.get('day')}`;
    return {
      number: (value, decimals = 0) => formatNumber(value, locale, decimals),
      share: (part, whole) => formatRate(whole === 0 ? null : part / whole),
      rate: formatRate,
      time: (instant) => formatTime(instant, timeZone),
      moment: (instant) => {
        const part = parts(instant);
        return `${day(part)} ${part.get('hour')}:${part.get('minute')}`;
      },
      date: (text) => (text.slice(0, 4) === thisYear ? text.slice(5, 10) : text.slice(0, 10)),
    };
  }, [locale, timeZone]);
}
