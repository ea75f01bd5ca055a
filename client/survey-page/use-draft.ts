import { useCallback, useEffect, useRef, useState } from 'react';
import type { SurveyChecklist } from '#contract/surveys';
import { FORMAT } from '../field/device/kept.ts';
import type { FieldQueue } from '../field/device/queue.ts';
import type { DevicePhoto } from '../field/device/records.ts';
import type { Shelf } from '../field/device/shelf.ts';
import { draftOfBody, emptyDraft, isEmpty, type SurveyDraft } from '../surveys/draft.ts';
import type { PhotoStore } from '../surveys/photo-picker.tsx';

const draftKey = (personId: number, alleyId: number) => `survey draft ${personId} ${alleyId}`;
/** Apart from what is begun anew: mending a refused survey takes nothing from the next one of the same alley. */
const mendingKey = (personId: number, seq: number) => `survey mending ${personId} ${seq}`;

/** Ids of the alleys with a survey that this person has begun on this device. */
export async function begunSurveys(shelf: Shelf, personId: number): Promise<Set<number>> {
  const start = draftKey(personId, 0).slice(0, -1);
  return new Set(
    (await shelf.all('kept')).filter(({ key, format }) => key.startsWith(start) && format === FORMAT).map(({ key }) => Number(key.slice(start.length))),
  );
}

interface Begun {
  queue: FieldQueue;
  personId: number;
  alleyId: number;
  list: SurveyChecklist;
  today: string;
  /** Place in the queue of a refused record that is to be mended. */
  editSeq: number | null;
}

export interface DraftDesk {
  /** null until the device has been read. */
  draft: SurveyDraft | null;
  /** Keeps the change on the device before anything else: a battery may die the next second. A function is given the draft as it then stands. */
  change(next: SurveyDraft | ((now: SurveyDraft) => SurveyDraft)): void;
  /** The device did not take the last change: the draft lives as long as the page. */
  isUnkept: boolean;
  store: PhotoStore;
  /** Forgets the draft, and its photos but for those that a record holds. */
  clear(heldPhotos: readonly string[]): Promise<void>;
  /** Makes it a survey of another alley. @returns false where one of that alley is half written */
  moveTo(alleyId: number): Promise<boolean>;
}

/** The survey of one alley that is being written on this device: it survives the page. */
export function useDraft({ queue, personId, alleyId, list, today, editSeq }: Begun): DraftDesk {
  const { shelf } = queue;
  const [draft, setDraft] = useState<SurveyDraft | null>(null);
  const [photos, setPhotos] = useState<ReadonlyMap<string, DevicePhoto>>(new Map());
  const [isUnkept, setUnkept] = useState(false);
  const first = useRef({ list, today });
  const latest = useRef<SurveyDraft | null>(null);
  // One write after another, so that the last one wins.
  const writing = useRef(Promise.resolve());
  const key = editSeq === null ? draftKey(personId, alleyId) : mendingKey(personId, editSeq);

  useEffect(() => {
    let isOver = false;
    void (async () => {
      const begun = await read(shelf, key, alleyId, editSeq, first.current);
      const kept = new Map<string, DevicePhoto>();
      for (const uuid of photosIn(begun)) {
        const photo = await shelf.get('photos', uuid);
        if (photo) kept.set(uuid, photo);
      }
      if (isOver) return;
      setPhotos(kept);
      latest.current = begun;
      setDraft(begun);
    })();
    return () => {
      isOver = true;
    };
  }, [shelf, key, alleyId, editSeq]);

  const change = useCallback(
    (change: SurveyDraft | ((now: SurveyDraft) => SurveyDraft)) => {
      if (latest.current === null) return;
      const next = typeof change === 'function' ? change(latest.current) : change;
      latest.current = next;
      setDraft(next);
      const step = isEmpty(next) && next.corrects === null && next.seq === null;
      writing.current = writing.current
        .then(() =>
          shelf.apply([step ? { table: 'kept', remove: key } : { table: 'kept', put: { key, format: FORMAT, at: new Date().toISOString(), value: next } }]),
        )
        .then(
          () => setUnkept(false),
          () => setUnkept(true),
        );
    },
    [shelf, key],
  );
  const keep = useCallback(
    async (photo: DevicePhoto) => {
      await shelf.apply([{ table: 'photos', put: photo }]);
      setPhotos((before) => new Map(before).set(photo.uuid, photo));
    },
    [shelf],
  );
  const clear = useCallback(
    async (heldPhotos: readonly string[]) => {
      await writing.current;
      const dropped = [...photos.keys()].filter((uuid) => !heldPhotos.includes(uuid));
      await shelf.apply([{ table: 'kept', remove: key }, ...dropped.map((uuid) => ({ table: 'photos' as const, remove: uuid }))]);
    },
    [shelf, key, photos],
  );
  const moveTo = useCallback(
    async (other: number) => {
      await writing.current;
      const now = latest.current;
      const otherKey = editSeq === null ? draftKey(personId, other) : key;
      if (now === null || (otherKey !== key && (await shelf.get('kept', otherKey)) !== undefined)) return false;
      const value: SurveyDraft = { ...now, alleyId: other };
      await shelf.apply([
        { table: 'kept', remove: key },
        { table: 'kept', put: { key: otherKey, format: FORMAT, at: new Date().toISOString(), value } },
      ]);
      return true;
    },
    [shelf, key, personId, editSeq],
  );
  return { draft, change, moveTo, isUnkept, store: { photos, keep }, clear };
}

async function read(
  shelf: Shelf,
  key: string,
  alleyId: number,
  editSeq: number | null,
  { list, today }: { list: SurveyChecklist; today: string },
): Promise<SurveyDraft> {
  const kept = await shelf.get('kept', key);
  // An older program knew no open sheet.
  const begun = kept?.format === FORMAT ? { ...(kept.value as SurveyDraft), open: (kept.value as Partial<SurveyDraft>).open ?? null } : null;
  if (editSeq !== null && begun?.seq !== editSeq) {
    const record = await shelf.get('records', editSeq);
    if (record?.sending.kind === 'survey' && record.sending.alleyId === alleyId)
      return draftOfBody(alleyId, record.sending.body, record.sending.photos, editSeq);
  }
  return begun ?? emptyDraft(alleyId, list, today);
}

/** Every photo of the device that a draft names. */
export function photosIn({ items, finds, open }: SurveyDraft): string[] {
  return [...new Set([...Object.values(items), ...finds, ...(open === null ? [] : [open.find])].flatMap(({ photos }) => photos))];
}
