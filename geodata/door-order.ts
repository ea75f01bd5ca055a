/** Where a door is in its building, as far as that is known and told. */
export interface DoorPlace {
  id: number;
  unit: string | null;
  floor: number | null;
  room: string | null;
}

/** Of Chinese names, whatever the language of the machine: a server and a page have to say the same. */
const collator = new Intl.Collator('zh-CN', { numeric: true });

/** 2 before 10, 甲 before 乙 as the language has it; what has no name comes first. */
export function compareDoorNames(a: string | null, b: string | null): number {
  return collator.compare(a ?? '', b ?? '');
}

/** Staircase by staircase, the top floor first, then by room: the order in which a worker who takes the lift up walks down. */
export function compareDoors(a: DoorPlace, b: DoorPlace): number {
  return compareDoorNames(a.unit, b.unit) || (b.floor ?? 0) - (a.floor ?? 0) || compareDoorNames(a.room, b.room) || a.id - b.id;
}
