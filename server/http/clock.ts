export const DAY_MS = 86_400_000;
/** A device's clock may be this much ahead. */
export const CLOCK_SKEW_MS = 120_000;
/** A device that waited longer without a network, or lost its date and began at 1970, is not believed. */
export const OLDEST_REPORT_DAYS = 366;
