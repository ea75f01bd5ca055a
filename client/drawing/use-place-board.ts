import type { Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { DistrictMap } from '../map/map.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';
import type { Drawer } from './drawer.ts';

/** A place that a form sets on the map beside it. */
export interface PlaceBoard {
  /** The closed ring whose corners can be dragged; null = an area is to be begun; undefined = no area is drawn. */
  ring: Position[] | null | undefined;
  /** Points that were clicked one after the other. */
  line: readonly Position[];
  /** The ring of the area, closed. */
  onRing(ring: Position[]): void;
}

/** Puts the board of a form on the map; the drawing tools are fetched when an area is drawn. @returns what is drawn over the map, once there is one */
export function usePlaceBoard(map: DistrictMap | null, board: PlaceBoard | null): { raw: MapLibreMap; draft: Draft } | null {
  const [raw, setRaw] = useState<MapLibreMap | null>(null);
  const [drawn, setDrawn] = useState<Draft>(EMPTY_DRAFT);
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const onRing = useRef(board?.onRing);
  onRing.current = board?.onRing;
  const isArea = board !== null && board.ring !== undefined;
  const isWanted = board !== null;
  useEffect(() => {
    if (map === null || !isWanted) return;
    let isOver = false;
    void map.whenReady().then((ready) => !isOver && setRaw(ready));
    return () => {
      isOver = true;
      setRaw(null);
    };
  }, [map, isWanted]);
  useEffect(() => {
    if (raw === null || !isArea) return;
    let isOver = false;
    let made: Drawer | null = null;
    void import('./drawer.ts').then(({ Drawer: Tools }) => {
      if (isOver) return;
      made = new Tools(raw, { onDraft: setDrawn, onShape: (_tool, ring) => onRing.current?.(ring) });
      setDrawer(made);
    });
    return () => {
      isOver = true;
      made?.stop();
      setDrawer(null);
    };
  }, [raw, isArea]);
  // The ring itself, not the object it is in: typing in another field must not begin the drawing anew.
  const ring = JSON.stringify(board?.ring ?? null);
  useEffect(() => {
    if (drawer === null || map === null) return;
    const corners = JSON.parse(ring) as Position[] | null;
    map.setDrawing(true);
    if (corners === null) drawer.begin('polygon');
    else drawer.edit(corners);
    return () => {
      drawer.stop();
      map.setDrawing(false);
    };
  }, [drawer, map, ring]);
  if (raw === null || board === null) return null;
  const { line } = board;
  return { raw, draft: isArea ? drawn : { rings: line.length > 1 ? [[...line]] : [], corners: [...line], midpoints: [] } };
}
