import type { Parking } from '../cables-parking.ts';

type Tags = Readonly<Record<string, unknown>>;
type Side = 'none' | 'kerb' | 'bays' | null;

/** parking:SIDE=… (since 2022) and parking:lane:SIDE=… (before). What is neither here nor a ban says nothing that can be told. */
const BAYS = new Set(['street_side', 'separate', 'parking_bay', 'marked']);
const KERB = new Set(['lane', 'on_kerb', 'half_on_kerb', 'shoulder', 'yes', 'parallel', 'diagonal', 'perpendicular']);
const BANS = new Set(['no', 'no_parking', 'no_stopping', 'no_standing', 'fire_lane']);

const sideOf = (value: unknown): Side => {
  if (typeof value !== 'string') return null;
  if (BAYS.has(value)) return 'bays';
  if (KERB.has(value)) return 'kerb';
  return BANS.has(value) ? 'none' : null;
};

/** The newer tag of a side before that of both sides before the older ones; a ban that holds at all times is no parking. */
function readSide(tags: Tags, side: 'left' | 'right'): Side {
  for (const name of [`parking:${side}:restriction`, 'parking:both:restriction'])
    if (tags[name] !== 'no' && tags[name] !== 'none' && sideOf(tags[name]) === 'none') return 'none';
  for (const name of [`parking:${side}`, 'parking:both', `parking:lane:${side}`, 'parking:lane:both']) {
    const found = sideOf(tags[name]);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Parking along a way by its tags: bays where a side has marked ones; else by how many sides have any. null where they do not say so of both sides,
 * because one side that nobody has mapped may have any. OpenStreetMap has no tag for cables above a way: those stay unknown.
 * https://wiki.openstreetmap.org/wiki/Street_parking, read 2026-11.
 */
export function parkingOfTags(tags: Tags): Parking | null {
  const sides = [readSide(tags, 'left'), readSide(tags, 'right')];
  if (sides.includes('bays')) return 'bays';
  if (sides.includes(null)) return null;
  const kerbs = sides.filter((side) => side === 'kerb').length;
  return kerbs === 0 ? 'none' : kerbs === 1 ? 'one_side' : 'both_sides';
}
