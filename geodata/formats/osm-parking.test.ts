import { describe, expect, it } from 'vitest';
import { parkingOfTags } from './osm-parking.ts';

describe('parking along a way, by its tags of OpenStreetMap', () => {
  it.each([
    [{ 'parking:both': 'no' }, 'none'],
    [{ 'parking:both': 'lane' }, 'both_sides'],
    [{ 'parking:left': 'no', 'parking:right': 'half_on_kerb' }, 'one_side'],
    [{ 'parking:left': 'street_side' }, 'bays'],
    [{ 'parking:both': 'lane', 'parking:left:restriction': 'no_stopping' }, 'one_side'],
    [{ 'parking:lane:both': 'no_stopping' }, 'none'],
    [{ 'parking:lane:left': 'parallel', 'parking:lane:right': 'no_parking' }, 'one_side'],
    // The newer tag is the later word.
    [{ 'parking:both': 'no', 'parking:lane:both': 'parallel' }, 'none'],
    [{ 'parking:both:restriction': 'none', 'parking:both': 'lane' }, 'both_sides'],
  ])('%o: %s', (tags, parking) => expect(parkingOfTags(tags)).toBe(parking));

  it('says nothing where a side is not mapped, or by a word that means nothing here', () => {
    expect(parkingOfTags({ 'parking:left': 'lane' })).toBeNull();
    expect(parkingOfTags({ 'parking:right': 'no' })).toBeNull();
    expect(parkingOfTags({ 'parking:both': 'maybe' })).toBeNull();
    expect(parkingOfTags({ highway: 'service', 'parking:condition:both': 'free' })).toBeNull();
  });
});
