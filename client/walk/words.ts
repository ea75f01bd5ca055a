import { useTranslation } from 'react-i18next';
import type { WalkDoor, WalkList, WalkStop } from '#contract/walk';
import { addRoom } from '../i18n/i18n.ts';
import { useUnitName } from '../section/section.tsx';
import { useFormat } from '../ui/use-format.ts';
import { walkMessages } from './messages.ts';

addRoom('walk', walkMessages);

const CLOCK = '00:00'.length;
const KILOMETRE = 1000;

/** How the list says things, on the screen and on paper. */
export function useWalkWords() {
  const { t } = useTranslation('walk');
  const format = useFormat();
  const unitName = useUnitName();
  const length = (metres: number) =>
    metres < KILOMETRE ? t('metres', { value: format.number(metres) }) : t('kilometres', { value: format.number(metres / KILOMETRE, 1) });
  return {
    length,
    leg({ number, leg }: WalkStop): string {
      const words = { length: length(leg.lengthM) };
      if (leg.along === 'straight') return t('unknownWay', words);
      return number === 1 ? t('firstLeg', words) : t('leg', words);
    },
    /** Where the walk begins, and how far its length can be trusted. */
    route: ({ start, along, straightLegs }: WalkList): string =>
      [
        t(`start.${start.from}`),
        t(`along.${along}`),
        ...(along === 'streets' && straightLegs > 0 ? [t('straightLegs', { n: format.number(straightLegs) })] : []),
      ].join(t('separator')),
    stopName: ({ building, doors }: WalkStop): string => building?.name ?? doors[0]?.name ?? doors[0]?.address ?? t('noBuilding'),
    /** A door by staircase and room, as far as they are known and told. */
    door({ name, unit, floor, room }: WalkDoor): string {
      if (name !== null) return name;
      const parts = [...(unit === null ? [] : [unitName(unit)]), ...(room !== null ? [room] : floor === null ? [] : [t('floor', { floor })])];
      return parts.length === 0 ? t('kinds.household') : parts.join(' ');
    },
    reason({ reason, attempts, lastVisitedAt, appointmentAt }: WalkDoor): string {
      const at = appointmentAt === null ? '' : reason === 'appointment_today' ? format.moment(appointmentAt).slice(-CLOCK) : format.moment(appointmentAt);
      return t(`reasons.${reason}`, { n: format.number(attempts), last: lastVisitedAt === null ? '' : format.moment(lastVisitedAt), at });
    },
    /** A door inside its stop: its room where that is told, else what is known of it. */
    shortDoor: ({ name, room, kind }: WalkDoor): string => name ?? room ?? (kind === 'household' ? '' : t(`kinds.${kind}`)),
    /** What was tried, as short as a strip has room for; null where nobody has been. */
    reasonShort({ reason, attempts, lastVisitedAt, appointmentAt }: WalkDoor): string | null {
      if (reason === 'never_tried') return null;
      const last = lastVisitedAt === null ? '' : format.moment(lastVisitedAt).slice(0, -CLOCK).trim();
      const at = appointmentAt === null ? '' : reason === 'appointment_today' ? format.moment(appointmentAt).slice(-CLOCK) : format.moment(appointmentAt);
      return t(`brief.${reason}`, { n: format.number(attempts), last, at }).trim();
    },
    /** The part of the week; null for an appointment, which says its hour. */
    slotShort: ({ state, reason, suggestedSlot }: WalkDoor): string | null =>
      state === 'appointment' && reason !== 'appointment_lapsed' ? null : t(`slotsShort.${suggestedSlot}`),
    /** The hour of an appointment, else the part of the week. */
    best({ state, appointmentAt, reason, suggestedSlot }: WalkDoor): string {
      return state === 'appointment' && appointmentAt !== null && reason !== 'appointment_lapsed'
        ? format.moment(appointmentAt).slice(-CLOCK)
        : t(`slots.${suggestedSlot}`);
    },
    place({ kind, name, code, distanceM }: WalkList['place']): string {
      if (kind === 'shape') return t('shape');
      if (kind === 'grid') return name ?? code ?? '';
      return t('aroundAlley', { alley: name ?? t('unnamedAlley'), metres: format.number(distanceM ?? 0) });
    },
  };
}
