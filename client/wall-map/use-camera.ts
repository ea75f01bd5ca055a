import { useEffect, useRef, useState } from 'react';
import type { Alarm } from '#contract/alarms';
import type { WallScene } from '#contract/walls';
import type { DistrictMap } from '../map/map.ts';
import type { Bounds } from '../map/map-context.ts';
import { zoomShift } from './scale.ts';

/** An alarm is shown with the houses around it, at 1080 lines. */
const ALARM_ZOOM = 15.6;

/** A window that is dragged is let come to rest. */
const REST_MS = 400;

/** Where the camera has to be: a key that changes with it, and a box or a place. */
interface Goal {
  key: string;
  target: Bounds | [number, number];
  zoom?: number;
  pitch: number;
  bearing: number;
}

/** Flies to the scene, or to the alarm before it, whenever that is another one: not when its figures change. */
export function useCamera(map: DistrictMap | null, scene: WallScene | null, alarm: Alarm | null, home: Bounds | null, u: number): void {
  const goal = goalOf(scene, alarm, home, u);
  const latest = useRef(goal);
  latest.current = goal;
  const key = goal?.key;
  const resizes = useResizes();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a window of another size shows another part of the same place
  useEffect(() => {
    const to = latest.current;
    if (map === null || key === undefined || to === null) return;
    map.flyTo(to.target, to.zoom, { pitch: to.pitch, bearing: to.bearing });
  }, [map, key, resizes]);
}

/** How often the window has come to rest at another size. */
function useResizes(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const resized = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setCount((before) => before + 1), REST_MS);
    };
    window.addEventListener('resize', resized);
    return () => {
      window.removeEventListener('resize', resized);
      clearTimeout(timer);
    };
  }, []);
  return count;
}

/** What lies near a camera that looks up looks larger than on a plan: more room at the sides, and most below. */
const NEARER = { side: 0.1, below: 0.2 };
function widened([west, south, east, north]: Bounds): Bounds {
  const [side, below] = [(east - west) * NEARER.side, (north - south) * NEARER.below];
  return [west - side, south - below, east + side, north];
}

function goalOf(scene: WallScene | null, alarm: Alarm | null, home: Bounds | null, u: number): Goal | null {
  const flat = { pitch: 0, bearing: 0 };
  if (alarm !== null && alarm.lon !== null && alarm.lat !== null)
    return { key: `alarm ${alarm.id} ${u}`, target: [alarm.lon, alarm.lat], zoom: ALARM_ZOOM + zoomShift(u), ...flat };
  if (scene === null) return null;
  const { bbox, center, zoom, pitch, bearing } = scene.camera;
  const place = { key: `${scene.key} ${u}`, pitch, bearing };
  if (bbox !== undefined) return { ...place, target: (pitch ?? 0) > 0 ? widened(bbox as Bounds) : bbox };
  if (center !== undefined)
    return { ...place, target: [center[0] as number, center[1] as number], ...(zoom === undefined ? {} : { zoom: zoom + zoomShift(u) }) };
  return home === null ? null : { ...place, target: home };
}
