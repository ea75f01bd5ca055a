import { useEffect, useRef, useState } from 'react';
import type { DistrictMap } from '../map/map.ts';

type Place = readonly [lon: number, lat: number];

interface RingsProps {
  map: DistrictMap | null;
  places: readonly Place[];
  /** One of them asks for a hand: it rings for as long as it does. */
  alarm: Place | null;
  /** Rises each time the camera has arrived. */
  arrivals: number;
  isMoving: boolean;
  isReduced: boolean;
}

/** One circle that grows and fades. Slower than anything that flashes. */
const RING_MS = 2400;
/** Three rounds draw the eye to where something is late; after that the marks stand alone and the machine rests. */
const ROUNDS = 3;
/** Between two rounds of what nobody has answered for. */
const PAUSE_MS = 5_000;
/** Where everything is late, rings would only be noise. */
const MOST = 24;

/** Rings around what is of level I, above the map: a circle of the page costs nothing while it stands, and no picture of the map while it moves. */
export function Rings({ map, places, alarm, arrivals, isMoving, isReduced }: RingsProps) {
  const [shown, setShown] = useState<{ x: number; y: number; isAlarm: boolean }[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const key = places.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: positions are of the camera that has arrived; key stands for places
  useEffect(() => {
    if (map === null || isMoving || isReduced) return setShown([]);
    const at = (place: Place, isAlarm: boolean) => ({ ...pick(map.project([place[0], place[1]])), isAlarm });
    const all = places.length > MOST ? [] : places.map((place) => at(place, false));
    setShown(alarm === null ? all : [...all, at(alarm, true)]);
  }, [map, key, alarm?.[0], alarm?.[1], arrivals, isMoving, isReduced]);
  useEffect(() => {
    const rings = [...(list.current?.children ?? [])];
    if (shown.length === 0 || rings.length === 0) return;
    const ring = (which: readonly Element[], rounds: number) => {
      for (const element of which)
        element.animate(
          [
            { transform: 'scale(.3)', opacity: 0.9 },
            { transform: 'scale(1)', opacity: 0 },
          ],
          { duration: RING_MS, iterations: rounds, easing: 'ease-out' },
        );
    };
    ring(rings, ROUNDS);
    const asking = rings.filter((_, index) => shown[index]?.isAlarm);
    if (asking.length === 0) return;
    const timer = setInterval(() => ring(asking, 1), RING_MS * ROUNDS + PAUSE_MS);
    return () => clearInterval(timer);
  }, [shown]);
  return (
    <ul className="wall-rings" ref={list} aria-hidden="true">
      {shown.map(({ x, y, isAlarm }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a ring is its place
        <li key={index} className={isAlarm ? 'wall-ring-alarm' : undefined} style={{ left: x, top: y }} />
      ))}
    </ul>
  );
}

function pick({ x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x, y };
}
