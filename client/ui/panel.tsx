import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import './panel.css';

/** Whether a panel has been shown: the first comes with the page, and takes no focus. */
let hasShown = false;

interface PanelProps {
  title: ReactNode;
  /** Small and grey, right of the title: as-of, counts. */
  aside?: ReactNode;
  /** Named way back (shown as an arrow before the title). */
  back?: { label: string; go: () => void };
  onClose?: () => void;
  /** Actions that stay in view below what scrolls. */
  foot?: ReactNode;
  /** The body lays itself out and scrolls itself (a virtual list). */
  fill?: boolean;
  /** What the panel shows. Of another thing, and of another panel in its place, the heading takes the focus, so that a keyboard and a screen reader follow. */
  focusKey?: string;
  children: ReactNode;
}

/** The card at the right edge (the sheet at the bottom on narrow screens): a heading, what scrolls, a foot. */
export function Panel({ title, aside, back, onClose, foot, fill = false, focusKey, children }: PanelProps) {
  const { t } = useTranslation('ui');
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    const isNew = shown.current === null;
    if (focusKey === undefined || shown.current === focusKey) return;
    shown.current = focusKey;
    // Another panel in the place of one that had the focus: with that one it fell to the page. Nobody is taken from where he is.
    if (!isNew || (hasShown && document.activeElement === document.body)) heading.current?.focus({ preventScroll: true });
    hasShown = true;
  }, [focusKey]);
  return (
    <div className={fill ? 'panel floating panel-with-list' : 'panel floating'}>
      <header className="panel-head">
        {back && (
          <button type="button" className="panel-icon" aria-label={back.label} title={back.label} onClick={back.go}>
            <span aria-hidden="true">←</span>
          </button>
        )}
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {aside !== undefined && <span className="panel-aside">{aside}</span>}
        {onClose && (
          <button type="button" className="panel-icon" aria-label={t('close')} title={t('close')} onClick={onClose}>
            <span aria-hidden="true">×</span>
          </button>
        )}
      </header>
      <div className={fill ? 'panel-body panel-fill' : 'panel-body'}>{children}</div>
      {foot !== undefined && <footer className="panel-foot">{foot}</footer>}
    </div>
  );
}

interface SectionProps {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a panel: a heading and one hairline above it. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="section">
      <h3>
        <span>{title}</span>
        {aside !== undefined && <small className="section-aside">{aside}</small>}
      </h3>
      {children}
    </section>
  );
}

interface CountProps {
  /** Already written: "1,234". */
  children: ReactNode;
  /** What opens, for those who do not see the row it stands in: "未敲门 43 户，列出". */
  label: string;
  onOpen: () => void;
}

/** A number that opens the rows behind it. */
export function Count({ children, label, onOpen }: CountProps) {
  return (
    <button type="button" className="count" aria-label={label} title={label} onClick={onOpen}>
      {children}
    </button>
  );
}
