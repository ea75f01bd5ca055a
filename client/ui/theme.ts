import { useSyncExternalStore } from 'react';
import { applyTheme, type Theme, type ThemeName, themes } from '../tokens.ts';

const KEY = 'alleygrid.theme';
const listeners = new Set<() => void>();
let current: ThemeName = 'light';

/** Applies the kept theme, else the one the system asks for. */
export function startTheme(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Not readable: the system decides.
  }
  const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  current = kept === 'dark' || kept === 'light' ? kept : system;
  applyTheme(themes[current]);
}

export function setTheme(name: ThemeName): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Not kept: the choice lasts as long as the page.
  }
  showTheme(name);
}

/** Shows a theme without keeping it: a wall's is a setting of the wall, not of whoever uses the browser. */
export function showTheme(name: ThemeName): void {
  if (current === name && document.documentElement.dataset.theme === name) return;
  current = name;
  applyTheme(themes[name]);
  for (const listener of listeners) listener();
}

/** The theme on screen; components draw again when it changes. */
export function useTheme(): Theme {
  return themes[useSyncExternalStore(subscribe, () => current)];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
