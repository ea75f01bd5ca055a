import type { Position } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ProjectClash, ProjectGeometry } from '#contract/projects';
import { closedRing } from '../../drawing/shape.ts';
import { alleyNamed } from './api.ts';
import type { PlaceDraft } from './draft.ts';
import { lineOf, type MapEditing, type PlaceTool, toolOf } from './map-editing.ts';

interface PlaceToolState {
  tool: PlaceTool;
  linePoints: number;
  onTool: (tool: PlaceTool) => void;
  onAlley: (alley: { id: number; name: string }) => void;
  onUndo: () => void;
  onRedraw: () => void;
}

const NO_PLACE: PlaceDraft = { of: 'none' };
const rounded = ([lon = 0, lat = 0]: Position): [number, number] => [Number(lon.toFixed(7)), Number(lat.toFixed(7))];

/** Joins the place in the form with the map: what is clicked or drawn there is the place, and the place is drawn there. */
export function usePlaceTool(
  place: PlaceDraft,
  onPlace: (place: PlaceDraft) => void,
  clashes: readonly ProjectClash[],
  onMap: (editing: MapEditing | null) => void,
): PlaceToolState {
  const [tool, setTool] = useState(() => toolOf(place));
  // One point is no line yet, so it is not in the draft.
  const [first, setFirst] = useState<Position[]>([]);
  const line = useMemo(() => (tool !== 'line' ? [] : lineOf(place).length > 0 ? lineOf(place) : first), [tool, place, first]);
  const setLine = (points: Position[]) => {
    setFirst(points.slice(0, 1));
    onPlace(points.length < 2 ? NO_PLACE : { of: 'drawn', geometry: { type: 'LineString', coordinates: points.map(rounded) } });
  };
  const onAlley = (alley: { id: number; name: string }) => {
    const chosen = place.of === 'alleys' ? place.alleys : [];
    const left = chosen.filter(({ id }) => id !== alley.id);
    onPlace({ of: 'alleys', alleys: left.length < chosen.length ? left : [...chosen, alley] });
  };
  const latest = useRef({ tool, place, line, onAlley, setLine, onPlace });
  latest.current = { tool, place, line, onAlley, setLine, onPlace };
  const editing = useMemo<MapEditing>(
    () => ({
      tool,
      place,
      line,
      clashes,
      onHit: (hit) => {
        const now = latest.current;
        if (now.tool === 'line') now.setLine([...now.line, rounded(hit.lngLat)]);
        if (now.tool !== 'alleys' || hit.kind !== 'alley') return;
        const known = now.place.of === 'alleys' ? now.place.alleys.find(({ id }) => id === hit.id) : undefined;
        if (known !== undefined) now.onAlley(known);
        // By the time its name is known, another may have been clicked.
        else void alleyNamed(hit.id).then((alley) => latest.current.onAlley(alley));
      },
      onRing: (ring) => latest.current.onPlace({ of: 'drawn', geometry: { type: 'Polygon', coordinates: [closedRing(ring)] } as ProjectGeometry }),
    }),
    [tool, place, line, clashes],
  );
  const show = useRef(onMap);
  show.current = onMap;
  useEffect(() => show.current(editing), [editing]);
  useEffect(() => () => show.current(null), []);
  return {
    tool,
    linePoints: line.length,
    onTool: (next) => {
      setTool(next);
      setFirst([]);
      // What is of another kind is no place of this one.
      if (toolOf(place) !== next) onPlace(next === 'alleys' ? { of: 'alleys', alleys: [] } : NO_PLACE);
    },
    onAlley,
    onUndo: () => setLine(line.slice(0, -1)),
    onRedraw: () => {
      setFirst([]);
      onPlace(NO_PLACE);
    },
  };
}
