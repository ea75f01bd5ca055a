import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from './api.ts';

interface ConfirmProps {
  /** Names the deed on the button that does it. */
  label: string;
  /** What is said instead while it is being done. */
  busy: string | null;
  error: unknown;
  onSure: () => void;
  onCancel: () => void;
  /** What will happen, and what else has to be given. */
  children: ReactNode;
}

/** In place of a button whose deed cannot be undone: what will happen, and the question whether it shall. Escape takes it back. */
export function Confirm({ label, busy, error, onSure, onCancel, children }: ConfirmProps) {
  const { t } = useTranslation('rounds');
  const form = useRef<HTMLFormElement>(null);
  // The keyboard follows to the field, or to the way back where there is none: never to the deed itself.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea, [data-cancel]')?.focus();
  }, []);
  return (
    <form
      ref={form}
      className="confirm"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSure();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      {children}
      {error !== null && <Refusal error={error} />}
      <div className="confirm-deeds">
        <button type="submit" className="button button-primary" disabled={busy !== null}>
          {busy ?? label}
        </button>
        <button type="button" className="button" data-cancel disabled={busy !== null} onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}

/** Why nothing was done, in the reader's language where the refusal is known. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('rounds');
  const { key, detail } = refusalOf(error);
  return (
    <p role="alert" className="rounds-wrong">
      {key === 'other' ? t('refused.other', { detail }) : t(`refused.${key}`)}
    </p>
  );
}
