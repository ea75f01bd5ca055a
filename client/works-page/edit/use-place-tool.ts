import { useQuery } from '@tanstack/react-query';
import type { Position } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type AlleyDetail, alleyRoutes } from '#contract/alleys';
import { gridRoutes } from '#contract/grids';
import { request } from '../../api/request.ts';
import { closedRing } from '../../drawing/shape.ts';
import type { MapHit } from '../../map/map-context.ts';
import { placeOn } from '../../surveys/line-plan.ts';
import type { WorkGeometry, WorkPlace } from './draft.ts';
import { isOnAlley, lineOf, type PlaceTool, ringOf, stretchOf, toolOf, type WorkEditing } from './place-map.ts';

const NO_PLACE: WorkPlace = { of: 'none' };
const rounded = ([lon = 0, lat = 0]: Position): [number, number] => [Number(lon.toFixed(7)), Number(lat.toFixed(7))];

export interface PlaceToolState {
  tool: PlaceTool;
  linePoints: number;
  onTool: (tool: PlaceTool) => void;
  onUndo: () => void;
  onRedraw: () => void;
}

/** Joins the place in the form with the map: what is clicked or drawn there is the place, and the place is drawn there. */
export function usePlaceTool(place: WorkPlace, onPlace: (place: WorkPlace) => void, onMap: (editing: WorkEditing | null) => void): PlaceToolState {
  const [tool, setTool] = useState(() => toolOf(place));
  // One point is no line yet, so it is not in the draft.
  const [first, setFirst] = useState<Position[]>([]);
  const line = useMemo(() => (tool !== 'line' ? [] : lineOf(place).length > 0 ? lineOf(place) : first), [tool, place, first]);
  const alleyId = place.of === 'alley' ? place.alley.id : null;
  const alley = useQuery({
    queryKey: ['alley-drawn', alleyId],
    queryFn: ({ signal }) => request(alleyRoutes.detail, { params: { id: alleyId as number }, signal }),
    enabled: alleyId !== null,
  }).data;
  const draw = (geometry: WorkGeometry) => onPlace({ of: 'drawn', geometry, alley: null });
  const setLine = (points: Position[]) => {
    setFirst(points.slice(0, 1));
    if (points.length < 2) onPlace(NO_PLACE);
    else draw({ type: 'LineString', coordinates: points.map(rounded) });
  };
  const take = (hit: MapHit) => {
    if (tool === 'line') setLine([...line, hit.lngLat]);
    if (tool === 'point') draw({ type: 'Point', coordinates: rounded(hit.lngLat) });
    if (tool === 'grid' && hit.kind === 'grid')
      void request(gridRoutes.detail, { params: { code: hit.code } }).then(({ code, name }) => onPlace({ of: 'grid', code, name }));
    if (tool !== 'alley') return;
    if (place.of === 'alley' && alley !== undefined && isOnAlley(alley, hit)) onPlace(withEnd(place, alley, hit.lngLat));
    else if (hit.kind === 'alley')
      void request(alleyRoutes.detail, { params: { id: hit.id } }).then(({ id, code, name, lengthM }) =>
        onPlace({ of: 'alley', alley: { id, name: name ?? code, lengthM: lengthM ?? 0 }, fromM: '', toM: '' }),
      );
  };
  const latest = useRef({ take, draw });
  latest.current = { take, draw };
  const editing = useMemo<WorkEditing>(
    () => ({
      board: {
        ring: tool === 'area' ? ringOf(place) : undefined,
        line,
        onRing: (ring) => latest.current.draw({ type: 'Polygon', coordinates: [closedRing(ring).map(rounded)] }),
      },
      shape: stretchOf(place, alley ?? null),
      onHit: (hit) => latest.current.take(hit),
    }),
    [tool, place, line, alley],
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
      if (place.of !== 'none' && toolOf(place) !== next) onPlace(NO_PLACE);
    },
    onUndo: () => setLine(line.slice(0, -1)),
    onRedraw: () => {
      setFirst([]);
      onPlace(NO_PLACE);
    },
  };
}

/** A click on the line of the alley sets one end of the stretch, the next the other; a third begins anew. */
function withEnd(place: Extract<WorkPlace, { of: 'alley' }>, alley: AlleyDetail, at: [number, number]): WorkPlace {
  const lines = alley.geometry?.coordinates ?? [];
  // A stretch of an alley in pieces has no metres of its own.
  if (lines.length !== 1) return place;
  const along = Math.round(Math.min(placeOn(lines, at).alongM, alley.lengthM ?? 0) * 10) / 10;
  const { fromM, toM } = place;
  if (fromM === '' || toM !== '') return { ...place, fromM: String(along), toM: '' };
  const other = Number(fromM);
  return { ...place, fromM: String(Math.min(other, along)), toM: String(Math.max(other, along)) };
}
