import type { Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMapHandle } from '../map/map-context.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';
import type { Drawer, DrawingTool } from './drawer.ts';
import type { Shape } from './shape.ts';

/** What the board is to do: begin an empty shape, let the corners of one be dragged, or rest. */
export type Board = { do: 'begin'; tool: DrawingTool } | { do: 'edit'; ring: Position[] } | { do: 'rest' };
export const REST: Board = { do: 'rest' };

export interface DrawerState {
  map: MapLibreMap | null;
  draft: Draft;
  /** The tools did not load. */
  failed: boolean;
  retry(): void;
}

/**
 * Runs the drawing tools on the map, loading them the first time they are wanted. Keys hold for the whole page: Enter closes, Backspace
 * removes the last corner, Esc throws the half-drawn shape away and, when nothing is drawn, leaves the tool.
 */
export function useDrawer(board: Board, onShape: (tool: DrawingTool, ring: Position[]) => void, onLeave: () => void): DrawerState {
  const handle = useMapHandle();
  const [map, setMap] = useState<MapLibreMap | null>(null);
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [failed, setFailed] = useState(false);
  const latest = useRef({ onShape, onLeave, draft, board });
  latest.current = { onShape, onLeave, draft, board };
  const wanted = board.do !== 'rest';

  const load = useCallback(() => {
    if (!handle) return;
    setFailed(false);
    Promise.all([handle.whenReady(), import('./drawer.ts')])
      .then(([ready, { Drawer }]) => {
        setMap(ready);
        setDrawer(new Drawer(ready, { onDraft: setDraft, onShape: (tool, ring) => latest.current.onShape(tool, ring) }));
      })
      .catch(() => setFailed(true));
  }, [handle]);
  useEffect(() => {
    if (wanted && !drawer) load();
  }, [wanted, drawer, load]);
  // The map goes away with its page: so does the drawer on it.
  useEffect(() => {
    if (!handle) return;
    return () => setDrawer(null);
  }, [handle]);

  useEffect(() => {
    if (!drawer) return;
    if (board.do === 'begin') drawer.begin(board.tool);
    else if (board.do === 'edit') drawer.edit(board.ring);
    handle?.setDrawing(board.do !== 'rest');
    return () => {
      drawer.stop();
      handle?.setDrawing(false);
    };
  }, [drawer, board, handle]);

  useEffect(() => {
    if (!wanted || !drawer) return;
    const onKey = (event: KeyboardEvent) => {
      if (isField(event.target)) return;
      if (actOn(event.key, drawer, latest.current, map)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [wanted, drawer, map]);

  return { map, draft, failed, retry: load };
}

interface Latest {
  onShape: (tool: DrawingTool, ring: Position[]) => void;
  onLeave: () => void;
  draft: Draft;
  board: Board;
}

/** Whether the key meant something to the board. */
function actOn(key: string, drawer: Drawer, { draft, onLeave, board }: Latest, map: MapLibreMap | null): boolean {
  if (key === 'Escape') {
    if (drawer.isDrawing) drawer.cancel();
    else onLeave();
    return true;
  }
  if (key === 'Backspace') return drawer.undo();
  if (key !== 'Enter' || document.activeElement instanceof HTMLButtonElement) return false;
  if (drawer.isDrawing) return drawer.close(draft.corners);
  if (board.do === 'begin' && board.tool === 'circle' && map) {
    const { lng, lat } = map.getCenter();
    drawer.circleAt([lng, lat]);
    return true;
  }
  return false;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName);
}

/** The board that fits a tool and what is already drawn. A polygon with holes is shown, not dragged. */
export function boardFor(tool: 'select' | 'alley' | DrawingTool, shape: Shape | null): Board {
  if (tool === 'select' || tool === 'alley') return REST;
  if (tool === 'polygon' && shape?.kind === 'polygon' && shape.rings.length === 1) return { do: 'edit', ring: shape.rings[0] as Position[] };
  return { do: 'begin', tool };
}
