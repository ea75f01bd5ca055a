import { useTranslation } from 'react-i18next';
import type { WalkDoor, WalkStop } from '#contract/walk';
import { StateMark } from '../coverage/state-mark.tsx';
import { useUnitName } from '../section/section.tsx';
import { stripsOf } from './strip.ts';
import { useWalkWords } from './words.ts';
import './paper.css';
import './paper-strip.css';

/** A stop in a few lines: which doors are left on which floors, each with its box, its state, what was tried and, where it differs, its hour. */
export function PaperStrip({ stop }: { stop: WalkStop }) {
  const { t } = useTranslation('walk');
  const words = useWalkWords();
  const unitName = useUnitName();
  const strips = stripsOf(stop);
  const isOneDoor = stop.doors.length === 1 && stop.section.length <= 1;
  const asides = [
    stop.section.length > 1 ? t('leftShort', { left: stop.doors.length, all: stop.section.length }) : null,
    words.leg(stop),
    t(`slotsShort.${stop.suggestedSlot}`),
  ];
  return (
    <section className="paper-strip" data-stop={stop.number}>
      <h2>
        <span className="walk-number">{stop.number}</span>
        <span>{words.stopName(stop)}</span>
        {asides.map((aside) => aside !== null && <small key={aside}>{aside}</small>)}
        {isOneDoor && stop.doors.map((door) => <StripDoor key={door.id} door={door} stop={stop} name={null} />)}
      </h2>
      {!isOneDoor &&
        strips.map(({ unit, floors }) => (
          <p key={unit}>
            {unit !== null && <b>{unitName(unit)}</b>}
            {floors.map(({ floor, doors }) =>
              doors.map((door, index) => (
                <StripDoor
                  key={door.id}
                  door={door}
                  stop={stop}
                  name={words.shortDoor(door)}
                  floor={index === 0 && floor !== null && !door.room?.startsWith(String(floor)) ? t('floor', { floor }) : null}
                />
              )),
            )}
          </p>
        ))}
    </section>
  );
}

interface StripDoorProps {
  door: WalkDoor;
  stop: WalkStop;
  /** null: the stop is the door. */
  name: string | null;
  floor?: string | null;
}

function StripDoor({ door, stop, name, floor = null }: StripDoorProps) {
  const words = useWalkWords();
  const said = [words.reasonShort(door), door.suggestedSlot === stop.suggestedSlot ? null : words.slotShort(door)].filter(
    (part) => part !== null && part !== '',
  );
  return (
    <span className="paper-strip-door" data-door={door.id}>
      {floor}
      <span className="paper-box" />
      <StateMark state={door.state} />
      {name}
      {said.length > 0 && <small>{said.join(' ')}</small>}
    </span>
  );
}
