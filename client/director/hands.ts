/** What a hand at the wall's own keyboard or mouse means. */
export interface Hands {
  /** Any input at all. */
  input(): void;
  /** 1 to 9: that scene. */
  go(index: number): void;
  next(): void;
  previous(): void;
  resume(): void;
  /** The space bar: stands still without end, or goes on. */
  toggle(): void;
}

const EDITABLE = 'input, textarea, select, [contenteditable]';
/** Controls that have a use of their own for the space bar. */
const PRESSABLE = 'button, a, summary';

/** Listens until the returned function is called. Whoever types into a field types. */
export function listenToHands(target: Window, hands: Hands): () => void {
  const key = (event: KeyboardEvent) => {
    hands.input();
    const at = event.target instanceof Element ? event.target : null;
    if (event.altKey || event.ctrlKey || event.metaKey || at?.closest(EDITABLE)) return;
    if (/^[1-9]$/.test(event.key)) hands.go(Number(event.key) - 1);
    else if (event.key === 'PageDown' || event.key === 'n') hands.next();
    else if (event.key === 'PageUp' || event.key === 'p') hands.previous();
    else if (event.key === 'Escape') hands.resume();
    else if (event.key === ' ' && !at?.closest(PRESSABLE)) hands.toggle();
    else return;
    event.preventDefault();
  };
  // Browsers tell of a pointer that "moved" when only the page moved below it.
  const move = ({ movementX, movementY }: PointerEvent) => (movementX !== 0 || movementY !== 0) && hands.input();
  const touch = () => hands.input();
  target.addEventListener('keydown', key);
  target.addEventListener('pointermove', move, { passive: true });
  target.addEventListener('pointerdown', touch, { passive: true });
  target.addEventListener('wheel', touch, { passive: true });
  return () => {
    target.removeEventListener('keydown', key);
    target.removeEventListener('pointermove', move);
    target.removeEventListener('pointerdown', touch);
    target.removeEventListener('wheel', touch);
  };
}
