import { describe, expect, it } from 'vitest';
import { cameraOfAddress, cameraOfBox, cameraOfHit, isInside, viewOf } from './own-camera.ts';

const flat = { pitch: 0, bearing: 0 };

describe('cameraOfAddress', () => {
  it('stands where the map page of the address stands', () => {
    expect(cameraOfAddress('http://127.0.0.1:8080/map?at=114.65012,33.62044,14.2,-20&overlays=issues')).toEqual({
      center: [114.65012, 33.62044],
      zoom: 14.2,
      pitch: 0,
      bearing: -20,
    });
  });

  it('is nothing without a place', () => {
    expect(cameraOfAddress('http://127.0.0.1:8080/map')).toBeNull();
    expect(cameraOfAddress('at=1,2,3')).toBeNull();
  });
});

describe('cameraOfBox', () => {
  it('is the view that the map page brings along', () => {
    expect(cameraOfBox('114.63,33.61,114.66,33.63')).toEqual({ bbox: [114.63, 33.61, 114.66, 33.63], ...flat });
  });

  it.each([null, '', '114.63,33.61', '114.66,33.61,114.63,33.63', '1,2,3,4,5', 'a,b,c,d', '0,0,1,91'])('is nothing for %j', (text) => {
    expect(cameraOfBox(text)).toBeNull();
  });
});

describe('cameraOfHit', () => {
  it('fits what has an extent, and stands before what has none', () => {
    expect(cameraOfHit({ bbox: [114.6, 33.6, 114.62, 33.61], position: [114.61, 33.605] })).toEqual({ bbox: [114.6, 33.6, 114.62, 33.61], ...flat });
    expect(cameraOfHit({ bbox: null, position: [114.61, 33.605] })).toEqual({ center: [114.61, 33.605], zoom: 17, ...flat });
    expect(cameraOfHit({ bbox: [114.6, 33.6, 114.6002, 33.6002], position: null })).toMatchObject({ zoom: 17 });
    expect(cameraOfHit({ bbox: null, position: null })).toBeNull();
  });
});

it('a view is inside where its middle is', () => {
  const area = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [114, 33],
        [115, 33],
        [115, 34],
        [114, 34],
        [114, 33],
      ],
    ],
  };
  expect(isInside({ center: [114.5, 33.5], zoom: 15, ...flat }, area)).toBe(true);
  expect(isInside({ bbox: [114.9, 33.4, 115.9, 33.6], ...flat }, area)).toBe(false);
});

it('a view a zoom deeper shows half as much', () => {
  const width = (zoom: number) => {
    const [west, , east] = viewOf({ center: [114.5, 33.5], zoom, ...flat });
    return east - west;
  };
  expect(width(14) / width(15)).toBeCloseTo(2);
});
