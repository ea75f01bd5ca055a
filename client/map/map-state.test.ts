import { describe, expect, it } from 'vitest';
import { readMapState, withOthers, writeMapState } from './map-state.ts';
import { DEFAULT_OVERLAYS, readCamera, readOverlays, writeOverlays } from './url-values.ts';

describe('the URL of the map page', () => {
  it('is empty for what everybody sees first', () => {
    expect(writeMapState(readMapState(''))).toBe('');
  });

  it('takes an empty code for none', () => {
    expect(readMapState('?grid=').grid).toBeNull();
  });

  it('keeps what a page has beside it, and none of its own that went back to the default', () => {
    const before = '?grid=a&kind=school&of=frozen&tier=1&panel=issues&sort=rate';
    expect(withOthers(writeMapState(readMapState('?grid=b')), before)).toBe('?grid=b&sort=rate');
  });

  it('says everything and is read back the same', () => {
    const state = {
      grid: 'KFQ-许寨/04',
      alley: 12,
      shape: 'p114.65,33.62~114.66,33.62~114.66,33.63',
      place: [114.65, 33.62] as [number, number],
      distanceM: 80,
      panel: 'issues',
      campaign: '2026-A',
      kind: 'school' as const,
      denominator: 'frozen' as const,
      tier: 2,
      overlays: DEFAULT_OVERLAYS.map((overlay, index) => ({ ...overlay, visible: index % 2 === 0, opacity: index === 0 ? 0.6 : 1 })),
      camera: { lon: 114.65, lat: 33.62, zoom: 14.25, bearing: -20 },
    };
    const search = writeMapState(state);
    expect(readMapState(search)).toEqual(state);
    expect(search).toContain('shape=p114.65,33.62~114.66,33.62');
  });

  it('treats what it cannot read as absent', () => {
    expect(readMapState('?alley=-3&kind=castle&at=1,2&distance=x&tier=6&layers=')).toMatchObject({
      alley: null,
      kind: null,
      camera: null,
      distanceM: null,
      tier: 4,
    });
    expect(readCamera('114,NaN,3')).toBeNull();
    expect(readCamera('114,95,3')).toBeNull();
  });

  it('keeps the order of a shared link and appends overlays it does not know, switched off', () => {
    const overlays = readOverlays('coverage:50,-issues,nonsense,coverage');
    expect(overlays.slice(0, 2)).toEqual([
      { id: 'coverage', visible: true, opacity: 0.5 },
      { id: 'issues', visible: false, opacity: 1 },
    ]);
    expect(overlays).toHaveLength(DEFAULT_OVERLAYS.length);
    expect(overlays.slice(2).every((overlay) => !overlay.visible)).toBe(true);
    expect(readOverlays(writeOverlays(overlays))).toEqual(overlays);
  });
});
