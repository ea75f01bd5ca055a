import type { CoverageState } from '#contract/coverage';
import { compareDoorNames, compareDoors, type DoorPlace } from '#geodata/door-order';

/** What the section of a building needs to know of a door; every visit target of the API is one. */
export interface SectionDoor extends DoorPlace {
  state: CoverageState;
  appointmentAt: string | null;
}

/** A staircase 单元: a group of columns, one per door of a floor. unit is null where the building does not number its staircases. */
export interface SectionUnit {
  unit: string | null;
  columns: number;
}

export interface SectionFloor<Door> {
  floor: number;
  /** As many lists as there are units, each as long as that unit has columns; null: no door there. */
  cells: (Door | null)[][];
}

/** The doors of one building as one looks at it: staircases side by side, the top floor first. */
export interface BuildingSection<Door> {
  units: SectionUnit[];
  floors: SectionFloor<Door>[];
  /** Doors that have no place in it: courtyards, shops, sites, whatever has neither staircase nor room, and second doors of one number. */
  loose: Door[];
}

type Placed<Door> = Door & { floor: number };

/** Of one staircase: columns that nearly every floor fills say that the room numbers line up. */
const MOST_COLUMNS_PER_DOOR = 2;

/**
 * Arranges the doors of one building. Every door comes out exactly once, in a cell or among the loose ones; the order of the input does not matter.
 * A door has a cell when its floor is known and its staircase or its room is. Only floors and staircases that have doors are there.
 */
export function buildingSection<Door extends SectionDoor>(doors: readonly Door[]): BuildingSection<Door> {
  const loose: Door[] = [];
  const byUnit = new Map<string | null, Placed<Door>[]>();
  for (const door of doors) {
    if (!hasPlace(door)) loose.push(door);
    else if (byUnit.has(door.unit)) byUnit.get(door.unit)?.push(door);
    else byUnit.set(door.unit, [door]);
  }
  const floorsDown = [...new Set([...byUnit.values()].flatMap((list) => list.map(({ floor }) => floor)))].sort((a, b) => b - a);
  const staircases = [...byUnit]
    .sort(([a], [b]) => compareDoorNames(a, b))
    .map(([unit, list]) => {
      const { columns, placed, second } = columnsOf(list);
      loose.push(...second);
      return { unit, columns, placed };
    });
  return {
    units: staircases.map(({ unit, columns }) => ({ unit, columns })),
    floors: floorsDown.map((floor) => ({
      floor,
      cells: staircases.map(({ columns, placed }) => Array.from({ length: columns }, (_, column) => placed.get(`${floor} ${column}`) ?? null)),
    })),
    loose: loose.sort(compareDoors),
  };
}

function hasPlace<Door extends SectionDoor>(door: Door): door is Placed<Door> {
  return door.floor !== null && (door.unit !== null || door.room !== null);
}

/** Doors above one another share a column: 402 and 302 by what is left without the floor, and where numbers run on (1, 2 | 3, 4) by their order. */
function columnsOf<Door extends SectionDoor>(list: Placed<Door>[]) {
  const floors = new Map<number, Placed<Door>[]>();
  for (const door of list.sort(compareDoors)) {
    const floor = floors.get(door.floor);
    if (floor) floor.push(door);
    else floors.set(door.floor, [door]);
  }
  const widest = Math.max(...[...floors.values()].map((doors) => doors.length));
  const names = [...new Set(list.map(columnName))].sort(compareDoorNames);
  const linesUp = list.every(({ room }) => room !== null) && names.length <= widest * MOST_COLUMNS_PER_DOOR;
  const placed = new Map<string, Door>();
  const second: Door[] = [];
  for (const [floor, doors] of floors)
    for (const [index, door] of doors.entries()) {
      const cell = `${floor} ${linesUp ? names.indexOf(columnName(door)) : index}`;
      if (placed.has(cell)) second.push(door);
      else placed.set(cell, door);
    }
  return { columns: linesUp ? names.length : widest, placed, second };
}

function columnName({ floor, room }: Placed<SectionDoor>): string {
  const text = room ?? '';
  const prefix = String(floor);
  return text.length > prefix.length && text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
