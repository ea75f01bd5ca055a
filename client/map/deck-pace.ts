type Frame = (time: number) => void;

/** deck.gl looks sixty times a second whether something has changed, which keeps a twelfth of a core busy. At rest four looks a second are enough. */
const REST_MS = 250;
/** What was just changed may still be loading. */
const LIVELY_MS = 1_500;

/** When deck.gl's loop runs (luma.gl's animationFrameProvider): at every frame after wake(), then slowly. What moves with the map is drawn by the map's own frames. */
export class DeckPace {
  #livelyUntil = 0;
  #waiting: { id: number; callback: Frame; timer: number; frame: number } | null = null;
  #last = 0;

  /** Something changes now. */
  wake(): void {
    this.#livelyUntil = performance.now() + LIVELY_MS;
    if (this.#waiting === null || this.#waiting.frame !== 0) return;
    const { id, callback } = this.#waiting;
    this.cancelAnimationFrame(id);
    this.#ask(id, callback);
  }

  requestAnimationFrame(callback: Frame): number {
    const id = ++this.#last;
    this.#ask(id, callback);
    return id;
  }

  cancelAnimationFrame(id: number): void {
    if (this.#waiting?.id !== id) return;
    window.clearTimeout(this.#waiting.timer);
    window.cancelAnimationFrame(this.#waiting.frame);
    this.#waiting = null;
  }

  #ask(id: number, callback: Frame): void {
    const run = (time: number): void => {
      this.#waiting = null;
      callback(time);
    };
    const isLively = performance.now() < this.#livelyUntil;
    const frame = isLively ? window.requestAnimationFrame(run) : 0;
    const timer = isLively ? 0 : window.setTimeout(() => run(performance.now()), REST_MS);
    this.#waiting = { id, callback, timer, frame };
  }
}
