/** A device's clock may be this much ahead. */
export const CLOCK_SKEW_MS = 120_000;
