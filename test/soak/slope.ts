/** One reading of a page that runs: seconds since the start, and what was read. */
export interface Reading {
  second: number;
  value: number;
}

/** Change per second of a line through the readings (least squares); 0 of fewer than two. */
export function slope(readings: readonly Reading[]): number {
  const count = readings.length;
  if (count < 2) return 0;
  const mean = (of: (reading: Reading) => number) => readings.reduce((sum, reading) => sum + of(reading), 0) / count;
  const second = mean((reading) => reading.second);
  const value = mean((reading) => reading.value);
  const spread = readings.reduce((sum, reading) => sum + (reading.second - second) ** 2, 0);
  return spread === 0 ? 0 : readings.reduce((sum, reading) => sum + (reading.second - second) * (reading.value - value), 0) / spread;
}

/** The middle value; the mean of the two in the middle of an even number. @throws of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error('No value has no middle.');
  return (low + high) / 2;
}
