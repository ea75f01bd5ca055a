import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { restOf, type ShownDoor } from './door-states.ts';

/** Doors that nobody answered at, to be recorded together. */
export interface BulkPlace {
  text: string;
  label: string;
  doors: ShownDoor[];
}

/** The rest of the chosen door's staircase, of its floor, and of the whole building: those that have a rest, the likeliest first. */
export function useBulkPlaces(doors: readonly ShownDoor[], chosen: ShownDoor | null): BulkPlace[] {
  const { t } = useTranslation('field');
  return useMemo(() => {
    const rest = restOf(doors, Date.now(), chosen?.id);
    const building = doors[0]?.buildingName ?? t('grid.other');
    const place = (kind: 'unit' | 'floor' | 'building', where: string, name: string, found: ShownDoor[]): BulkPlace => ({
      text: t(`bulk.${kind}`, { unit: where, floor: where, n: found.length }),
      label: t('bulk.label', { place: name, n: found.length }),
      doors: found,
    });
    const places: BulkPlace[] = [];
    if (chosen !== null && chosen.unit !== null) {
      const { unit } = chosen;
      places.push(
        place(
          'unit',
          unit,
          `${building} ${t('building.unit', { unit })}`,
          rest.filter((door) => door.unit === unit),
        ),
      );
    }
    if (chosen !== null && chosen.floor !== null) {
      const floor = String(chosen.floor);
      places.push(
        place(
          'floor',
          floor,
          `${building} ${t('building.floor', { floor })}`,
          rest.filter((door) => door.floor === chosen.floor),
        ),
      );
    }
    places.push(place('building', '', building, rest));
    return places.filter(({ doors: found }) => found.length > 0);
  }, [doors, chosen, t]);
}

export function BulkForm({ places, onRecord }: { places: readonly BulkPlace[]; onRecord: (place: BulkPlace) => void }) {
  const { t } = useTranslation('field');
  return (
    <>
      <p className="field-muted">{places.length > 0 ? t('bulk.note') : t('bulk.none')}</p>
      <div className="field-choices field-choices-wide">
        {places.map((place) => (
          <button key={place.label} type="button" className="field-button" onClick={() => onRecord(place)}>
            {place.text}
          </button>
        ))}
      </div>
    </>
  );
}
