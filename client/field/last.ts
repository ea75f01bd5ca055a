import type { QueuedRecord, SentRecord } from './device/records.ts';

/** A tour is over by then; older mistakes are put right by a supervisor. */
const CORRECTABLE_MS = 12 * 3_600_000;

/** What a person recorded last on this device: still here, or with the server, where those of one bulk record come together. */
export type Last = { kind: 'queued'; record: QueuedRecord } | { kind: 'sent'; sent: SentRecord[] };

export function lastOf(records: readonly QueuedRecord[], sent: readonly SentRecord[], personId: number, now = Date.now()): Last | null {
  const record = records.filter((one) => one.personId === personId).at(-1);
  const newest = sent.filter((one) => one.personId === personId && now - Date.parse(one.sentAt) < CORRECTABLE_MS).at(-1);
  if (record !== undefined && (newest === undefined || record.seq > newest.seq)) return { kind: 'queued', record };
  return newest === undefined ? null : { kind: 'sent', sent: sent.filter(({ seq }) => seq === newest.seq) };
}
