import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** The sheet while something is asked: what it is about, the way back, what was said, the questions. */
export function SheetForm({ title, onClose, said, children }: { title: string; onClose: () => void; said: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('field');
  const head = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="field-sheet field-sheet-form" aria-labelledby={id}>
      <div className="field-sheet-head">
        <h2 id={id} ref={head} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className="field-button field-close" onClick={onClose}>
          {t('back')}
        </button>
      </div>
      {said}
      {children}
    </section>
  );
}
