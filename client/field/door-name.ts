import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptDoor } from './device/kept.ts';

/** How a worker calls a door: staircase and room inside its building, else its name or its address. */
export function useShortDoorName(): (door: KeptDoor) => string {
  const { t } = useTranslation('field');
  return useCallback(
    ({ unit, room, name, address }) => {
      if (name !== null) return name;
      if (unit !== null && room !== null) return `${t('building.unit', { unit })} ${room}`;
      return room ?? address;
    },
    [t],
  );
}

/** The same with the building in front. */
export function useDoorName(): (door: KeptDoor) => string {
  const short = useShortDoorName();
  return useCallback(
    (door) => (door.buildingName === null || (door.room === null && door.name === null) ? short(door) : `${door.buildingName} ${short(door)}`),
    [short],
  );
}
