import { useCallback, useState } from 'react';

/** Written by another version of a form, a draft means nothing to this one. */
const FORMAT = 2;

export interface KeptDraft<Draft> {
  draft: Draft;
  change(next: Draft): void;
  /** Forgets it and begins anew. */
  restart(): void;
  /** Forgets it: it was sent. */
  forget(): void;
  /** When what is shown was last written here (RFC 3339); null = nobody has changed anything yet. */
  keptAt: string | null;
}

/** What is being written in a form, kept in the browser under a key: a reload, a crash or a broken line loses nothing. */
export function useKeptDraft<Draft>(key: string, start: () => Draft): KeptDraft<Draft> {
  const [kept, setKept] = useState<{ draft: Draft; at: string | null }>(() => read<Draft>(key) ?? { draft: start(), at: null });
  const forget = useCallback(() => write(key, null), [key]);
  return {
    draft: kept.draft,
    keptAt: kept.at,
    change: useCallback(
      (draft: Draft) => {
        const at = new Date().toISOString();
        setKept({ draft, at });
        write(key, { format: FORMAT, at, draft });
      },
      [key],
    ),
    restart: () => {
      forget();
      setKept({ draft: start(), at: null });
    },
    forget,
  };
}

function read<Draft>(key: string): { draft: Draft; at: string } | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof value === 'object' && value !== null && 'format' in value && value.format === FORMAT && 'draft' in value && 'at' in value)
      return { draft: value.draft as Draft, at: String(value.at) };
  } catch {
    // Nothing kept, or not readable: the form begins anew.
  }
  return null;
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still has the form until it is closed.
  }
}
