import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Answers, VisitOutcome } from '#contract/visits';
import { liveNow } from '../api/live.ts';
import { newUuid } from '../api/uuid.ts';
import { useFieldDesk } from './desk.ts';
import type { DevicePhoto, Sending, SentRecord } from './device/records.ts';
import { useDoorName } from './door-name.ts';
import type { ShownDoor } from './door-states.ts';
import { placeNow } from './position.ts';
import { modeAt } from './times.ts';

/** What goes with a record beside its result. */
export interface Extras {
  note: string;
  photos: DevicePhoto[];
  answers: z.infer<typeof Answers>;
}
export const NO_EXTRAS: Extras = { note: '', photos: [], answers: {} };

/** What a result needs by itself. */
export interface Details {
  reason?: string;
  /** RFC 3339. */
  appointmentAt?: string;
}
/** Results that many doors can have at once. */
export type BulkOutcome = 'nobody_home';

/** Nothing was recorded, and why in words for the worker. */
export class NotRecorded extends Error {}

/** Ways to record. Each comes back when the record is on the device, and throws NotRecorded when it is not. */
export function useRecorder(gridCode: string) {
  const { queue, person, settings, round, positioning } = useFieldDesk();
  const { t } = useTranslation('field');
  const doorName = useDoorName();
  const campaign = round?.code;
  const position = positioning.state;
  const { timeZone } = settings;

  const add = useCallback(
    async (what: { sending: Sending; buildingId: number | null; householdIds: number[]; label: string; at: string; photos: DevicePhoto[] }) => {
      // Without a shelf a record lives as long as the page: it may only be made where it can be sent at once.
      if (queue.shelf.kind === 'none' && !navigator.onLine) throw new NotRecorded(t('storage.refused'));
      const { sending, buildingId, householdIds, label, at, photos } = what;
      const { id: personId, name: personName } = person;
      try {
        const photoUuids = photos.map(({ uuid }) => uuid);
        await queue.add({ personId, personName, gridCode, buildingId, householdIds, label, sending, photoUuids, recordedAt: at }, photos);
      } catch {
        throw new NotRecorded(t('storage.full'));
      }
      void keepStorage();
    },
    [queue, person, gridCode, t],
  );

  return useMemo(() => {
    const knock = (outcome: VisitOutcome, appointmentAt: string | null, extras: Extras, details: Details) => {
      const at = liveNow();
      const mode = modeAt(Date.parse(at), timeZone, appointmentAt);
      const note = extras.note.trim();
      return {
        visitedAt: at,
        ...(mode === null ? {} : { mode }),
        ...(note === '' ? {} : { note }),
        ...placeNow(position),
        ...details,
        ...(outcome === 'visited' && Object.keys(extras.answers).length > 0 ? { answers: extras.answers } : {}),
      };
    };
    const round = campaign === undefined ? {} : { campaign };
    const one = ({ id, buildingId }: ShownDoor) => ({ householdIds: [id], buildingId });
    return {
      visit(door: ShownDoor, outcome: VisitOutcome, details: Details, extras: Extras): Promise<void> {
        const body = { ...round, clientUuid: newUuid(), householdId: door.id, outcome, ...knock(outcome, door.appointmentAt, extras, details) };
        return add({ sending: { kind: 'visit', body }, ...one(door), label: doorName(door), at: body.visitedAt, photos: extras.photos });
      },
      bulk(doors: readonly ShownDoor[], outcome: BulkOutcome, label: string): Promise<void> {
        const visits = doors.map(({ id }) => ({ clientUuid: newUuid(), householdId: id }));
        const body = { ...round, outcome, ...knock(outcome, null, NO_EXTRAS, {}), visits };
        return add({
          sending: { kind: 'bulk', body },
          buildingId: doors[0]?.buildingId ?? null,
          householdIds: doors.map(({ id }) => id),
          label,
          at: body.visitedAt,
          photos: [],
        });
      },
      correct(door: ShownDoor, sent: SentRecord, outcome: VisitOutcome, details: Details, extras: Extras): Promise<void> {
        // The knock itself was when it was; only what was written down about it changes.
        const mode = modeAt(Date.parse(sent.visitedAt), timeZone, null);
        const { visitedAt: _now, mode: _mode, position: _here, accuracyM: _near, ...rest } = knock(outcome, null, extras, details);
        const body = {
          ...rest,
          correctionReason: t('correct.reason'),
          clientUuid: newUuid(),
          outcome,
          visitedAt: sent.visitedAt,
          ...(mode === null ? {} : { mode }),
        };
        const sending: Sending = { kind: 'correction', visitId: sent.visitId, body };
        return add({ sending, ...one(door), label: doorName(door), at: liveNow(), photos: extras.photos });
      },
      report(
        door: ShownDoor,
        issue: { title: string; domain: string; description: string; visitClientUuid: string | null },
        photos: DevicePhoto[],
      ): Promise<void> {
        const { title, domain, visitClientUuid } = issue;
        const description = issue.description.trim();
        const at = liveNow();
        const body = {
          clientUuid: newUuid(),
          domain,
          title: title.trim(),
          ...(description === '' ? {} : { description }),
          householdId: door.id,
          ...(visitClientUuid === null ? {} : { visitClientUuid }),
          reportedAt: at,
        };
        return add({ sending: { kind: 'issue', body }, ...one(door), label: `${doorName(door)} ${body.title}`, at, photos });
      },
    };
  }, [add, campaign, doorName, position, t, timeZone]);
}

let isAsked = false;

/** Asks the browser not to clear the device's storage when it needs room; it may refuse, and there is nothing to do about that. */
async function keepStorage(): Promise<void> {
  if (isAsked) return;
  isAsked = true;
  await (navigator.storage as StorageManager | undefined)?.persist?.().catch(() => false);
}
