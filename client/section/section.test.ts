import { describe, expect, it } from 'vitest';
import { buildingSection, type SectionDoor } from './section.ts';

let lastId = 0;
const aDoor = (place: Partial<SectionDoor>): SectionDoor => ({
  id: ++lastId,
  unit: null,
  floor: null,
  room: null,
  state: 'untried',
  appointmentAt: null,
  ...place,
});
/** A house: units × floors × doors, numbered 101, 102 … */
const aHouse = (units: number, floors: number, doors: number) =>
  Array.from({ length: units * floors * doors }, (_, index) => {
    const floor = Math.floor(index / (units * doors)) + 1;
    return aDoor({ unit: String((Math.floor(index / doors) % units) + 1), floor, room: String(floor * 100 + (index % doors) + 1) });
  });
const rooms = (section: ReturnType<typeof buildingSection>) =>
  section.floors.map(({ cells }) => cells.map((unit) => unit.map((door) => door?.room ?? '-').join(' ')));
const every = (section: ReturnType<typeof buildingSection>) =>
  [...section.floors.flatMap(({ cells }) => cells.flat(2)).flatMap((door) => (door === null ? [] : [door.id])), ...section.loose.map(({ id }) => id)].sort(
    (a, b) => a - b,
  );

describe('the section of a building', () => {
  it('has staircases side by side and the top floor first', () => {
    const section = buildingSection(aHouse(2, 3, 2).reverse());
    expect(section.units).toEqual([
      { unit: '1', columns: 2 },
      { unit: '2', columns: 2 },
    ]);
    expect(section.floors.map(({ floor }) => floor)).toEqual([3, 2, 1]);
    expect(rooms(section)).toEqual([
      ['301 302', '301 302'],
      ['201 202', '201 202'],
      ['101 102', '101 102'],
    ]);
    expect(section.loose).toEqual([]);
  });

  it('keeps doors above one another where a floor lacks one', () => {
    const doors = aHouse(1, 2, 3).filter(({ room }) => room !== '101');
    expect(rooms(buildingSection(doors))).toEqual([['201 202 203'], ['- 102 103']]);
  });

  it('puts tenth staircases and floors in the order of their numbers', () => {
    const doors = [aDoor({ unit: '10', floor: 10, room: '1001' }), aDoor({ unit: '2', floor: 9, room: '901' })];
    const section = buildingSection(doors);
    expect(section.units.map(({ unit }) => unit)).toEqual(['2', '10']);
    expect(rooms(section)).toEqual([
      ['-', '1001'],
      ['901', '-'],
    ]);
  });

  it('counts along the floor where the numbers run on', () => {
    const doors = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((room, index) => aDoor({ unit: 'A', floor: Math.floor(index / 3) + 1, room }));
    expect(rooms(buildingSection(doors))).toEqual([['7 8 9'], ['4 5 6'], ['1 2 3']]);
  });

  it('counts along the floor where room numbers are withheld', () => {
    const section = buildingSection(aHouse(1, 2, 2).map((door) => ({ ...door, room: null })));
    expect(section.units).toEqual([{ unit: '1', columns: 2 }]);
    expect(section.floors.map(({ cells }) => cells.flat(2).filter((door) => door !== null).length)).toEqual([2, 2]);
  });

  it('has one unnamed staircase where a building numbers none', () => {
    const section = buildingSection([aDoor({ floor: 2, room: '201' }), aDoor({ floor: 1, room: '101' })]);
    expect(section.units).toEqual([{ unit: null, columns: 1 }]);
  });

  it('lists courtyards, shops and sites instead', () => {
    const court = [aDoor({ floor: 1 }), aDoor({ floor: 1 }), aDoor({ room: '后院' }), aDoor({})];
    const section = buildingSection(court);
    expect(section.floors).toEqual([]);
    expect(section.loose.map(({ id }) => id).sort()).toEqual(court.map(({ id }) => id).sort());
  });

  it('keeps the second door of one number as a loose one', () => {
    const [first, second] = [aDoor({ unit: '1', floor: 1, room: '101' }), aDoor({ unit: '1', floor: 1, room: '101' })];
    const section = buildingSection([second, first]);
    expect(rooms(section)).toEqual([['101']]);
    expect(section.loose).toEqual([second]);
  });

  it('has every door once, whatever is missing', () => {
    // A fixed sequence that mixes every kind of gap.
    const doors = Array.from({ length: 400 }, (_, index) => {
      const pick = (index * 7919) % 31;
      return aDoor({
        unit: pick % 3 === 0 ? null : String(pick % 4),
        floor: pick % 5 === 0 ? null : (index % 9) - 1,
        room: pick % 7 === 0 ? null : `${index % 9}${pick % 6}`,
      });
    });
    expect(every(buildingSection(doors))).toEqual(doors.map(({ id }) => id));
  });

  it('is empty without doors', () => {
    expect(buildingSection([])).toEqual({ units: [], floors: [], loose: [] });
  });
});
