import { useEffect, useMemo, useState } from 'react';
import type { ProjectClash } from '#contract/projects';
import type { ClashDraft } from '#writing/projects';
import type { ProjectCatalogue } from '../api.ts';
import { useForeseen } from './api.ts';
import { type ProjectDraft, placeBody } from './draft.ts';

/** What is still being typed or drawn asks nothing. */
const SETTLE_MS = 400;

export type Foresight =
  /** noDigging: its kind opens no ground. needs: place or period is missing. */
  | { is: 'noDigging' | 'needs' | 'asking' }
  | { is: 'known'; clashes: readonly ProjectClash[]; isOld: boolean }
  | { is: 'failed'; error: Error; retry: () => void };

/** What the project in the form would clash with, asked while it is written. */
export function useForesight({ fields, saved }: ProjectDraft, catalogue: ProjectCatalogue): Foresight {
  const { kind, startsOn, endsOn, place } = fields;
  const of = catalogue.kinds.find(({ code }) => code === kind);
  const isComplete = place.of !== 'none' && (place.of !== 'alleys' || place.alleys.length > 0) && startsOn !== '' && endsOn !== '' && startsOn <= endsOn;
  const project = saved?.id ?? null;
  const now = useMemo<ClashDraft | null>(() => {
    const where = placeBody(place);
    return isComplete && where !== null ? { project, kind, startsOn, endsOn, place: where } : null;
  }, [isComplete, project, kind, startsOn, endsOn, place]);
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const query = useForeseen(now === null ? null : settled);
  if (of !== undefined && !of.digs && !of.resurfaces) return { is: 'noDigging' };
  if (now === null) return { is: 'needs' };
  if (query.isError) return { is: 'failed', error: query.error, retry: () => void query.refetch() };
  if (query.data === undefined) return { is: 'asking' };
  return { is: 'known', clashes: query.data, isOld: settled !== now || query.isPlaceholderData };
}
