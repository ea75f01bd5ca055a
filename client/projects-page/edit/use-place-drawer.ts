import type { Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { type Draft, EMPTY_DRAFT } from '../../drawing/draft.ts';
import type { Drawer } from '../../drawing/drawer.ts';
import type { DistrictMap } from '../../map/map.ts';
import { lineOf, type MapEditing, ringOf } from './map-editing.ts';

/** Puts the tool of the form on the map; the drawing tools are fetched when an area is drawn. @returns what is drawn over the map, once there is one */
export function usePlaceDrawer(map: DistrictMap | null, editing: MapEditing | null): { raw: MapLibreMap; draft: Draft } | null {
  const [raw, setRaw] = useState<MapLibreMap | null>(null);
  const [drawn, setDrawn] = useState<Draft>(EMPTY_DRAFT);
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const onRing = useRef(editing?.onRing);
  onRing.current = editing?.onRing;
  const isArea = editing?.tool === 'area';
  const isWanted = editing !== null;
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
    void import('../../drawing/drawer.ts').then(({ Drawer: Tools }) => {
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
  const ring = JSON.stringify(editing === null || !isArea ? null : ringOf(editing.place));
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
  if (raw === null || editing === null) return null;
  if (isArea) return { raw, draft: drawn };
  const line = editing.tool === 'line' ? (editing.line.length > 0 ? editing.line : lineOf(editing.place)) : [];
  return { raw, draft: { rings: line.length > 1 ? [[...line]] : [], corners: [...line], midpoints: [] } };
}
