import type { Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useReducer } from 'react';
import { createPortal } from 'react-dom';
import type { Draft } from './draft.ts';
import './drawing.css';

const CORNER_PX = 10;
const MIDPOINT_RADIUS_PX = 3.5;
/** More handles than this cannot be told apart; the outline alone is drawn then. */
const MOST_HANDLES = 400;

interface DraftOverlayProps {
  map: MapLibreMap;
  draft: Draft;
  /** Where a length is written: "半径 250 米". */
  note: { at: Position; text: string } | null;
}

/** The shape in the making, drawn over the map: outline, square corners, round midpoints. It takes no clicks; the map below does. */
export function DraftOverlay({ map, draft, note }: DraftOverlayProps) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    map.on('move', redraw);
    map.on('resize', redraw);
    return () => {
      map.off('move', redraw);
      map.off('resize', redraw);
    };
  }, [map]);
  const point = (position: Position) => map.project(position as [number, number]);
  const path = draft.rings
    .map((ring) => ring.map((position, index) => `${index === 0 ? 'M' : 'L'}${point(position).x.toFixed(1)} ${point(position).y.toFixed(1)}`).join(''))
    .join('');
  const hasHandles = draft.corners.length + draft.midpoints.length <= MOST_HANDLES;
  const notePoint = note && point(note.at);
  return createPortal(
    <svg className="draft" aria-hidden="true">
      <path className="draft-casing" d={path} />
      <path className="draft-line" d={path} />
      {hasHandles &&
        draft.midpoints.map((position) => {
          const { x, y } = point(position);
          return <circle key={position.join()} className="draft-handle" cx={x} cy={y} r={MIDPOINT_RADIUS_PX} />;
        })}
      {hasHandles &&
        draft.corners.map((position) => {
          const { x, y } = point(position);
          return <rect key={position.join()} className="draft-handle" x={x - CORNER_PX / 2} y={y - CORNER_PX / 2} width={CORNER_PX} height={CORNER_PX} />;
        })}
      {note && notePoint && (
        <text className="draft-note" x={notePoint.x + 12} y={notePoint.y - 10}>
          {note.text}
        </text>
      )}
    </svg>,
    map.getContainer(),
  );
}
