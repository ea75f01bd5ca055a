/** A share as a per cent. Small differences count here: three figures, and never a rounded nothing. */
export function shareOf(share: number): string {
  if (share === 0) return '0%';
  return Math.abs(share) < 0.0001 ? '<0.01%' : `${(share * 100).toFixed(Math.abs(share) < 0.01 ? 2 : 1)}%`;
}
