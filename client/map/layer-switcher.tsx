import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverlayId, OverlayState } from './url-values.ts';

export interface SwitcherRow {
  id: OverlayId;
  title: string;
  /** What it shows now: a unit, a count, or why there is nothing. */
  note: string;
  status: 'ready' | 'loading' | 'failed';
}

interface LayerSwitcherProps {
  overlays: readonly OverlayState[];
  rows: ReadonlyMap<OverlayId, SwitcherRow>;
  onChange: (overlays: OverlayState[]) => void;
  onRetry: (id: OverlayId) => void;
}

/** Where the switcher does not hide half of the map; below, it is a button until it is wanted. */
const ROOMY = '(min-width: 768px)';

/** Which overlays are on, how opaque, and which lies on top: by drag, or with the arrow keys on a row's handle. */
export function LayerSwitcher({ overlays, rows, onChange, onRetry }: LayerSwitcherProps) {
  const { t } = useTranslation(['map', 'ui']);
  const [isOpen, setOpen] = useState(() => window.matchMedia(ROOMY).matches);
  const [dragged, setDragged] = useState<OverlayId | null>(null);
  const change = (id: OverlayId, part: Partial<OverlayState>) => onChange(overlays.map((overlay) => (overlay.id === id ? { ...overlay, ...part } : overlay)));
  const over = (event: DragEvent, id: OverlayId) => {
    if (dragged === null || dragged === id) return;
    event.preventDefault();
    onChange(
      moved(
        overlays,
        dragged,
        overlays.findIndex((overlay) => overlay.id === id),
      ),
    );
  };
  if (!isOpen) {
    return (
      <button type="button" className="switcher-open floating" aria-expanded={false} onClick={() => setOpen(true)}>
        {t('layers.open')}
      </button>
    );
  }
  return (
    <section className="switcher floating" aria-label={t('layers.title')}>
      <header>
        <h2>{t('layers.title')}</h2>
        <span>{t('layers.hint')}</span>
        <button type="button" className="switcher-close" aria-label={t('ui:close')} onClick={() => setOpen(false)}>
          ×
        </button>
      </header>
      <ul>
        {overlays.map((overlay, index) => {
          const row = rows.get(overlay.id);
          if (!row) return null;
          const move = (event: KeyboardEvent) => {
            const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
            if (step === 0) return;
            event.preventDefault();
            onChange(moved(overlays, overlay.id, index + step));
          };
          return (
            <li key={overlay.id} data-visible={overlay.visible} data-dragged={dragged === overlay.id} onDragOver={(event) => over(event, overlay.id)}>
              <button
                type="button"
                className="switch"
                role="switch"
                aria-checked={overlay.visible}
                aria-label={t('layers.toggle', { name: row.title })}
                onClick={() => change(overlay.id, { visible: !overlay.visible })}
              />
              <button
                type="button"
                className="switcher-name"
                aria-label={t('layers.move', { name: row.title })}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  setDragged(overlay.id);
                }}
                onDragEnd={() => setDragged(null)}
                onKeyDown={move}
              >
                {row.title}
              </button>
              {overlay.visible && row.status === 'failed' ? (
                <button type="button" className="switcher-note switcher-failed" onClick={() => onRetry(overlay.id)}>
                  {t('layers.failed')}
                </button>
              ) : (
                <span className="switcher-note">{overlay.visible && row.status === 'loading' ? t('layers.loading') : row.note}</span>
              )}
              {overlay.visible ? (
                <input
                  type="range"
                  className="switcher-opacity"
                  min="10"
                  max="100"
                  step="5"
                  value={Math.round(overlay.opacity * 100)}
                  aria-label={t('layers.opacity', { name: row.title })}
                  onChange={(event) => change(overlay.id, { opacity: Number(event.target.value) / 100 })}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The list with one overlay at another place; a place beyond the ends is the end. */
export function moved(overlays: readonly OverlayState[], id: OverlayId, to: number): OverlayState[] {
  const overlay = overlays.find((candidate) => candidate.id === id);
  const rest = overlays.filter((candidate) => candidate.id !== id);
  if (!overlay) return [...overlays];
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), overlay, ...rest.slice(place)];
}
