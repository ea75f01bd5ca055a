import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PublicSettings } from '#contract/settings';
import type { WorkingAs } from '../api/work-as.ts';
import type { Round } from './data.ts';
import type { FieldQueue, QueueState } from './device/queue.ts';
import type { Positioning } from './position.ts';

/** What every part of the field page works with. */
export interface FieldDesk {
  queue: FieldQueue;
  person: WorkingAs;
  settings: PublicSettings;
  round: Round | null;
  positioning: Positioning;
}

export const FieldDeskContext = createContext<FieldDesk | null>(null);

export function useFieldDesk(): FieldDesk {
  const desk = useContext(FieldDeskContext);
  if (desk === null) throw new Error('This part of the field page stands outside of it.');
  return desk;
}

export function useQueue(queue: FieldQueue): QueueState {
  return useSyncExternalStore(queue.subscribe, queue.state);
}
