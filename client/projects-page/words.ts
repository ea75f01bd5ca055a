import { useTranslation } from 'react-i18next';
import type { Project } from '#contract/projects';
import { useFormat } from '../ui/use-format.ts';

const MINOR_IN_WAN = 1_000_000;

/** 分 as 万元: whole from ten on, else with one digit. */
export function useWan(): (minor: number) => string {
  const format = useFormat();
  return (minor) => format.number(minor / MINOR_IN_WAN, minor < 10 * MINOR_IN_WAN ? 1 : 0);
}

/** A name in the reader's language. */
export function useNamed(): (named: { name: string; nameEn: string }) => string {
  const { i18n } = useTranslation();
  return ({ name, nameEn }) => (i18n.language === 'en' ? nameEn : name);
}

/** `2026-05 – 2026-10`, planned or, where it has begun, actual. */
export function periodText({ startedOn, startsOn, finishedOn, endsOn }: Pick<Project, 'startedOn' | 'startsOn' | 'finishedOn' | 'endsOn'>): string | null {
  const from = startedOn ?? startsOn;
  const to = finishedOn ?? endsOn;
  return from === null && to === null ? null : `${from?.slice(0, 7) ?? ''} – ${to?.slice(0, 7) ?? ''}`;
}

/** 'YYYY-MM-DD' in the district's time zone. */
export const todayIn = (timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date());
