import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BuildingSection } from '../section/section.ts';
import { formatTime } from '../ui/format.ts';
import { useFieldDesk } from './desk.ts';
import { useShortDoorName } from './door-name.ts';
import type { ShownDoor } from './door-states.ts';

interface MatrixProps {
  section: BuildingSection<ShownDoor>;
  chosenId: number | null;
  onChoose: (door: ShownDoor) => void;
  name: string;
}

/** The building as one looks at it: the top floor first, staircases side by side; what has no floor is listed below. */
export function Matrix({ section, chosenId, onChoose, name }: MatrixProps) {
  const { t } = useTranslation('field');
  const { units, floors, loose } = section;
  const box = useRef<HTMLDivElement>(null);
  // The chosen door comes into view, also when it was chosen on another screen.
  useEffect(() => {
    if (chosenId !== null) box.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosenId]);
  return (
    <div ref={box}>
      {floors.length > 0 ? (
        <section className="field-matrix" aria-label={t('building.section', { name })}>
          <table>
            <thead>
              <tr>
                <td className="field-floor" />
                {units.map(({ unit, columns }) => (
                  <th key={unit} scope="colgroup" colSpan={columns} className="field-unit">
                    {unit === null ? null : t('building.unit', { unit })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {floors.map(({ floor, cells }) => (
                <tr key={floor}>
                  <th scope="row" className="field-floor">
                    {t('building.floor', { floor })}
                  </th>
                  {cells.flatMap((doors, unit) =>
                    doors.map((door, column) => (
                      <td key={door?.id ?? `${unit} ${column}`} className={column === 0 ? 'field-first' : undefined}>
                        {door === null ? null : <Cell door={door} isChosen={door.id === chosenId} onChoose={onChoose} />}
                      </td>
                    )),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {loose.length > 0 ? (
        <section aria-labelledby="field-loose">
          {floors.length > 0 ? <h2 id="field-loose">{t('building.loose')}</h2> : null}
          <ul className="field-doors">
            {loose.map((door) => (
              <li key={door.id}>
                <Cell door={door} isChosen={door.id === chosenId} onChoose={onChoose} isWide />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Cell({ door, isChosen, onChoose, isWide = false }: { door: ShownDoor; isChosen: boolean; onChoose: (door: ShownDoor) => void; isWide?: boolean }) {
  const { t } = useTranslation('field');
  const { settings } = useFieldDesk();
  const shortName = useShortDoorName();
  const { state, appointmentAt, floor, room, mark } = door;
  const hour = state === 'appointment' && appointmentAt !== null ? formatTime(appointmentAt, settings.timeZone, false) : null;
  const name = shortName(door);
  // Read out are the words of the cell with what its place on the screen says to the eye.
  const before = isWide ? '' : [floor === null ? '' : t('building.floor', { floor }), room === null ? name : name.slice(0, -room.length)].join(' ');
  const after = [hour === null ? '' : t('states.appointment'), mark === null ? '' : t(mark === 'unsent' ? 'building.unsent' : 'saved.refused')].join(' ');
  return (
    <button
      type="button"
      className={`field-cell field-cell-${state}${isWide ? ' field-cell-wide' : ''}`}
      aria-pressed={isChosen}
      data-door={door.id}
      data-state={state}
      onClick={() => onChoose(door)}
    >
      <span className="visually-hidden">{before} </span>
      <span className="field-cell-room">{isWide ? name : (room ?? '–')}</span>
      <span className="visually-hidden"> </span>
      <span className="field-cell-word">{hour ?? t(`cell.${state}`)}</span>
      <span className="visually-hidden"> {after}</span>
      {mark === null ? null : <span className={`field-cell-mark field-cell-mark-${mark}`} aria-hidden="true" />}
    </button>
  );
}
