import { useCallback, useEffect, useState } from 'react';

const KEY = 'alleygrid.field.position';
/** An older fix says where the phone was, not where it is. */
const STALE_MS = 120_000;

export interface Fix {
  lon: number;
  lat: number;
  accuracyM: number;
  /** Milliseconds since 1970. */
  at: number;
}
/** off: nobody has allowed it here. insecure: browsers give none over plain HTTP. */
export type PositionState = { kind: 'off' | 'insecure' | 'denied' | 'waiting' } | { kind: 'on'; fix: Fix };

export interface Positioning {
  state: PositionState;
  /** Asks the browser, which asks the worker once; remembered on this device. */
  allow(wanted: boolean): void;
}

/** Where the phone is, while the page is in view and the worker has allowed it. */
export function usePosition(): Positioning {
  const [isWanted, setWanted] = useState(keptWish);
  const [state, setState] = useState<PositionState>({ kind: 'off' });
  const allow = useCallback((wanted: boolean) => {
    try {
      if (wanted) localStorage.setItem(KEY, 'on');
      else localStorage.removeItem(KEY);
    } catch {
      // Not kept: the choice lasts as long as the page.
    }
    setWanted(wanted);
  }, []);
  useEffect(() => {
    if (!isWanted) {
      setState({ kind: 'off' });
      return;
    }
    if (!window.isSecureContext || !('geolocation' in navigator)) {
      setState({ kind: 'insecure' });
      return;
    }
    setState({ kind: 'waiting' });
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => setState({ kind: 'on', fix: { lon: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy, at: timestamp } }),
      ({ code, PERMISSION_DENIED }) => code === PERMISSION_DENIED && setState({ kind: 'denied' }),
      { enableHighAccuracy: true, maximumAge: 15_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [isWanted]);
  return { state, allow };
}

/** The place to write on a record; null when none is known well enough or lately enough. */
export function placeNow(state: PositionState): { position: [number, number]; accuracyM: number } | null {
  if (state.kind !== 'on' || Date.now() - state.fix.at > STALE_MS) return null;
  const { lon, lat, accuracyM } = state.fix;
  return { position: [Number(lon.toFixed(7)), Number(lat.toFixed(7))], accuracyM: Math.min(100_000, Math.round(accuracyM)) };
}

export function forgetPositionWish(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing can be kept, so nothing was.
  }
}

function keptWish(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}
