/** Words of the server that count: two minutes of heartbeats, so that a clock which is put right is followed. */
const KEPT = 8;

/**
 * How far the server's clock is ahead of ours, from what it said and when that arrived. A word that was long on its way, or waited for a page that was
 * busy, can only make the server look late: the largest difference of the last few is the truest.
 */
export class ServerClock {
  #aheads: readonly number[] = [];

  /**
   * Takes a time of the server's.
   * @param serverMs what its clock said
   * @param arrivedMs what ours said when it arrived
   * @returns the server's clock minus ours, milliseconds
   */
  heard(serverMs: number, arrivedMs: number): number {
    this.#aheads = [...this.#aheads, serverMs - arrivedMs].slice(-KEPT);
    return Math.max(...this.#aheads);
  }
}
