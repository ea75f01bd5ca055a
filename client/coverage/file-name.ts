/**
 * The name of a file with what it holds and the day, `许寨街道 已访 2026-06-10.csv`.
 * @param timeZone of the district, where it is known.
 */
export function fileName(title: string, now: Date, timeZone: string | undefined, extension: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...(timeZone ? { timeZone } : {}) }).format(now);
  // What Windows takes in no name, and the wide space of headings.
  const words = title.replace(/[\\/:*?"<>|\s]+/g, ' ').trim();
  return `${words} ${day}.${extension}`;
}
