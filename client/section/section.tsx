import { useTranslation } from 'react-i18next';
import { addRoom } from '../i18n/i18n.ts';
import { useFormat } from '../ui/use-format.ts';
import { sectionMessages } from './messages.ts';
import { type BuildingSection, buildingSection, type SectionDoor } from './section.ts';
import './section.css';

addRoom('section', sectionMessages);

/** From so many columns on, cells give up their word: the shape and the room number remain, and the list beside them has the words. */
const MANY_COLUMNS = 9;

interface BuildingSectionViewProps {
  /** Name of the building, for those who do not see the picture. */
  building: string;
  doors: readonly SectionDoor[];
  /** paper: low rows without words, for a printed list that says them beside it. */
  size?: 'card' | 'paper';
}

/** The section of a building: floors × staircases, each cell one door in the look of its state. Doors without a place in it stand below as a row. */
export function BuildingSectionView({ building, doors, size = 'card' }: BuildingSectionViewProps) {
  const { t } = useTranslation(['section', 'coverage']);
  const section = buildingSection(doors);
  const columns = section.units.reduce((sum, unit) => sum + unit.columns, 0);
  const isTerse = size === 'paper' || columns > MANY_COLUMNS;
  return (
    <div className={isTerse ? `section-of section-${size} section-terse` : `section-of section-${size}`}>
      {section.floors.length > 0 && (
        <table aria-label={t('label', { building, floors: section.floors.length, doors: doors.length })}>
          <SectionHead section={section} />
          <tbody>
            {section.floors.map(({ floor, cells }) => (
              <tr key={floor}>
                <th scope="row">{t('floor', { floor })}</th>
                {cells.map((unit, index) =>
                  unit.map((door, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
                    <td key={`${index}-${column}`} className={column === 0 && index > 0 ? 'section-next' : undefined}>
                      {door && <Cell door={door} isTerse={isTerse} />}
                    </td>
                  )),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {section.loose.length > 0 && (
        <ul className="section-loose">
          {section.loose.map((door) => (
            <li key={door.id}>
              <Cell door={door} isTerse={isTerse} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function SectionHead({ section }: { section: BuildingSection<SectionDoor> }) {
  const unitName = useUnitName();
  if (section.units.length === 1 && section.units[0]?.unit === null) return null;
  return (
    <thead>
      <tr>
        <td />
        {section.units.map(({ unit, columns }, index) => (
          <th key={unit} scope="colgroup" colSpan={columns} className={index > 0 ? 'section-next' : undefined}>
            {unitName(unit)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cell({ door, isTerse }: { door: SectionDoor; isTerse: boolean }) {
  const { t } = useTranslation(['section', 'coverage']);
  const format = useFormat();
  const word = door.state === 'appointment' && door.appointmentAt ? format.moment(door.appointmentAt).slice(-'00:00'.length) : t(`short.${door.state}`);
  const name = t('door', { room: door.room ?? '', state: t(`coverage:states.${door.state}`) }).trim();
  return (
    <span className={`section-cell section-${door.state}`} role="img" aria-label={name} title={name}>
      <b>{door.room}</b>
      {(!isTerse || door.room === null) && <small>{word}</small>}
    </span>
  );
}

/** A staircase by its number ("2 单元"); one that is named already (北门) by its name, an unnamed one as the whole house. */
export function useUnitName(): (unit: string | null) => string {
  const { t } = useTranslation('section');
  return (unit) => (unit === null ? t('wholeHouse') : /^\w+$/.test(unit) ? t('unit', { unit }) : unit);
}
