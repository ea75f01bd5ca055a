import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

/** A button that opens a small panel below it. Esc and a click elsewhere close it; the focus returns to the button. */
export function Popover(properties: { label: ReactNode; title: string; className?: string; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const escapeKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', escapeKey, true);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', escapeKey, true);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="popover" ref={box}>
      <button ref={button} type="button" className={properties.className} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {properties.label}
      </button>
      {open ? (
        <div className="popover-panel floating" id={id} role="dialog" aria-label={properties.title}>
          {properties.children(close)}
        </div>
      ) : null}
    </div>
  );
}
