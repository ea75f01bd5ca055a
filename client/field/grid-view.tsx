import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatTime } from '../ui/format.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { CountsLine } from './counts-line.tsx';
import { useDoors, useDoorUpdates, useOwnGrids } from './data.ts';
import { useFieldDesk, useQueue } from './desk.ts';
import type { KeptDoor } from './device/kept.ts';
import { useDoorName } from './door-name.ts';
import { type Building, buildingsOf, countsOf, metresBetween, type ShownDoor, shownDoors } from './door-states.ts';
import { FieldHead } from './head.tsx';
import { PositionChoice } from './position-choice.tsx';
import { localTime } from './times.ts';

const doorAddress = (code: string, { buildingId, id }: KeptDoor) => `?grid=${encodeURIComponent(code)}&building=${buildingId ?? 'none'}&door=${id}`;

/** One grid: today's appointments, then its buildings, what is left first. */
export function GridView({ code }: { code: string }) {
  const { queue, person, round } = useFieldDesk();
  const grids = useOwnGrids(queue.shelf, person.id, round);
  const doors = useDoors(queue.shelf, person.id, code, round);
  useDoorUpdates(queue, person.id, code, round);
  const { records } = useQueue(queue);
  const shown = useMemo(() => shownDoors(doors.data?.value ?? [], records), [doors.data, records]);
  const name = grids.data?.value.find(({ grid }) => grid.code === code)?.grid.name ?? code;
  return (
    <>
      <FieldHead title={name} back="?" at={doors.data?.at}>
        {doors.data ? <CountsLine counts={countsOf(shown)} /> : null}
      </FieldHead>
      <div className="field-main">
        <Loaded query={doors} bars={[56, 56, 56, 56, 56]}>
          {() => <Buildings code={code} doors={shown} />}
        </Loaded>
      </div>
    </>
  );
}

function Buildings({ code, doors }: { code: string; doors: ShownDoor[] }) {
  const { t } = useTranslation('field');
  const { positioning, settings } = useFieldDesk();
  const doorName = useDoorName();
  const fix = positioning.state.kind === 'on' ? positioning.state.fix : null;
  const buildings = useMemo(() => buildingsOf(doors), [doors]);
  if (doors.length === 0) return <Empty>{t('grid.empty')}</Empty>;
  const away = (building: Building) => (fix === null ? null : metresBetween(fix, building));
  const open = buildings.filter(({ counts }) => counts.uncovered > 0);
  if (fix !== null) open.sort((a, b) => metresBetween(fix, a) - metresBetween(fix, b));
  const done = buildings.filter(({ counts }) => counts.uncovered === 0);
  const due = dueToday(doors, settings.timeZone);
  const now = Date.now();
  return (
    <>
      {due.length > 0 ? (
        <section aria-labelledby="field-due">
          <h2 id="field-due">{t('grid.due')}</h2>
          <ul className="field-list">
            {due.map((door) => (
              <li key={door.id}>
                <Link className="field-row" to={doorAddress(code, door)}>
                  <span className="field-row-main">
                    <strong>{doorName(door)}</strong>
                  </span>
                  <span className="field-row-side field-due">
                    {Date.parse(door.appointmentAt) < now
                      ? t('grid.overdue', { time: formatTime(door.appointmentAt, settings.timeZone, false) })
                      : formatTime(door.appointmentAt, settings.timeZone, false)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <PositionChoice />
      <section aria-labelledby="field-buildings">
        <h2 id="field-buildings">{open.length > 0 ? t('grid.buildings') : t('grid.allDone')}</h2>
        <BuildingList code={code} buildings={open} away={away} />
      </section>
      {done.length > 0 ? (
        <details className="field-done">
          <summary>{t('grid.doneBuildings', { n: done.length })}</summary>
          <BuildingList code={code} buildings={done} away={away} />
        </details>
      ) : null}
    </>
  );
}

function BuildingList({ code, buildings, away }: { code: string; buildings: Building[]; away: (building: Building) => number | null }) {
  const { t } = useTranslation('field');
  return (
    <ul className="field-list">
      {buildings.map((building) => {
        const metres = away(building);
        return (
          <li key={building.id ?? 'none'}>
            <Link className="field-row" to={`?grid=${encodeURIComponent(code)}&building=${building.id ?? 'none'}`}>
              <span className="field-row-main">
                <strong>{building.id === null ? t('grid.other') : building.name}</strong>
                {metres === null ? null : <small>{t('grid.away', { n: Math.round(metres / 10) * 10 })}</small>}
              </span>
              <span className="field-row-side">
                <strong>{t('grid.uncovered', { n: building.counts.uncovered })}</strong> <small>{t('grid.ofDoors', { n: building.counts.total })}</small>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** Appointments until the end of today, overdue ones too, the earliest first. */
function dueToday(doors: readonly ShownDoor[], timeZone: string): (ShownDoor & { appointmentAt: string })[] {
  const today = localTime(Date.now(), timeZone).day;
  return doors
    .flatMap((door) => (door.state === 'appointment' && door.appointmentAt !== null ? [{ ...door, appointmentAt: door.appointmentAt }] : []))
    .filter(({ appointmentAt }) => localTime(Date.parse(appointmentAt), timeZone).day <= today)
    .sort((a, b) => Date.parse(a.appointmentAt) - Date.parse(b.appointmentAt));
}
