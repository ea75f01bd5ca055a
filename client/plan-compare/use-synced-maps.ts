import { useEffect, useState } from 'react';
import type { DistrictMap } from '../map/map.ts';

/** Two maps that look at the same place: whichever moves takes the other along, in the same frame. */
export function useSyncedMaps(): [(map: DistrictMap | null) => void, (map: DistrictMap | null) => void] {
  const [first, setFirst] = useState<DistrictMap | null>(null);
  const [second, setSecond] = useState<DistrictMap | null>(null);
  useEffect(() => {
    if (first === null || second === null) return;
    let isFollowing = false;
    let isOver = false;
    const ends: (() => void)[] = [];
    void Promise.all([first.whenReady(), second.whenReady()]).then((maps) => {
      if (isOver) return;
      for (const [leader, follower] of [maps, [maps[1], maps[0]] as const]) {
        const follow = () => {
          // The follower's own move must not lead in turn.
          if (isFollowing) return;
          isFollowing = true;
          follower.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom(), bearing: leader.getBearing() });
          isFollowing = false;
        };
        leader.on('move', follow);
        ends.push(() => leader.off('move', follow));
      }
    });
    return () => {
      isOver = true;
      for (const end of ends) end();
    };
  }, [first, second]);
  return [setFirst, setSecond];
}
