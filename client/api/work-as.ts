import { useSyncExternalStore } from 'react';
import type { Person } from '#contract/people';

/** Whom requests are made as, until there is a login. Kept per browser. */
export type WorkingAs = Pick<Person, 'id' | 'name' | 'role'>;

const KEY = 'alleygrid.work-as';
const listeners = new Set<() => void>();
let current: WorkingAs | null = read();

/** The chosen person, or null for an anonymous reader. */
export function workingAs(): WorkingAs | null {
  return current;
}

/** Chooses a person (null: nobody). The caller re-asks what is on screen: answers depend on who asks. */
export function workAs(person: WorkingAs | null): void {
  current = person;
  try {
    if (person === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ id: person.id, name: person.name, role: person.role }));
  } catch {
    // A browser that keeps nothing still works until it is closed.
  }
  for (const listener of listeners) listener();
}

export function useWorkingAs(): WorkingAs | null {
  return useSyncExternalStore(subscribe, workingAs);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): WorkingAs | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'role' in value) return value as WorkingAs;
  } catch {
    // Nothing kept, or not readable: nobody is chosen.
  }
  return null;
}
