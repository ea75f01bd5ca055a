import { useTranslation } from 'react-i18next';
import type { WalkDoor, WalkList, WalkStop } from '#contract/walk';
import { StateMark } from '../coverage/state-mark.tsx';
import { BuildingSectionView } from '../section/section.tsx';
import { useWalkWords } from './words.ts';

interface StopListProps {
  list: WalkList;
  onPoint: (stop: WalkStop | null) => void;
  onShow: (stop: WalkStop) => void;
  onStart: (stop: WalkStop) => void;
}

/** The stops in the order of the walk, each with its doors. Hover and focus show a stop on the map, a click flies to it. */
export function StopList({ list, ...events }: StopListProps) {
  return (
    <ol>
      {list.stops.map((stop) => (
        <Stop key={stop.number} stop={stop} {...events} />
      ))}
    </ol>
  );
}

/** The place has said its time; a door says its own where it has another, and the hour of its appointment. */
const isOtherTime = (door: WalkDoor, stop: WalkStop): boolean => door.state === 'appointment' || door.suggestedSlot !== stop.suggestedSlot;

function Stop({ stop, onPoint, onShow, onStart }: { stop: WalkStop } & Omit<StopListProps, 'list'>) {
  const { t } = useTranslation(['walk', 'coverage']);
  const words = useWalkWords();
  const name = words.stopName(stop);
  return (
    <li className="walk-stop" onPointerEnter={() => onPoint(stop)} onPointerLeave={() => onPoint(null)}>
      <div className="walk-stop-head">
        <span className="walk-number">{stop.number}</span>
        <button
          type="button"
          className="row-link"
          title={t('show', { name })}
          onClick={() => onShow(stop)}
          onFocus={() => onPoint(stop)}
          onBlur={() => onPoint(null)}
        >
          {name}
        </button>
        <small>{words.leg(stop)}</small>
      </div>
      <p className="walk-stop-facts">
        <span>{stop.gridName}</span>
        {stop.section.length > 0 && <span>{t('left', { left: stop.doors.length, all: stop.section.length })}</span>}
        <span>{t('bestTime', { slot: t(`slots.${stop.suggestedSlot}`) })}</span>
        <button type="button" className="row-link walk-start" onClick={() => onStart(stop)}>
          {t('startHere')}
        </button>
      </p>
      <ul>
        {stop.doors.map((door) => (
          <li key={door.id} className="walk-door">
            <StateMark state={door.state} />
            <span>{words.door(door)}</span>
            <span className="walk-reason">{words.reason(door)}</span>
            <small>{isOtherTime(door, stop) && words.best(door)}</small>
          </li>
        ))}
      </ul>
      {stop.building !== null && stop.section.some(({ floor, unit }) => floor !== null && unit !== null) && (
        <details>
          <summary>{t('section')}</summary>
          <BuildingSectionView building={name} doors={stop.section} />
        </details>
      )}
    </li>
  );
}
