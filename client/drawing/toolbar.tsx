import type { Position } from 'geojson';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { alleyCardMessages } from '../alleys/card-messages.ts';
import { DEFAULT_DISTANCE_M, DistanceField } from '../alleys/distance-field.tsx';
import { Problem } from '../api/request.ts';
import { useUncoveredSummary } from '../coverage/api.ts';
import { addRoom } from '../i18n/i18n.ts';
import { useMapHandle } from '../map/map-context.ts';
import { type MapState, useMapState } from '../map/map-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { circleOf, type Draft } from './draft.ts';
import { DraftOverlay } from './draft-overlay.tsx';
import type { DrawingTool } from './drawer.ts';
import { drawingMessages } from './messages.ts';
import { closedRing, decodeShape, encodeShape, MAX_RADIUS_M, MIN_RADIUS_M, type Shape, shapePolygon } from './shape.ts';
import { shapeFault } from './shape-fault.ts';
import { boardFor, useDrawer } from './use-drawer.ts';
import './drawing.css';

addRoom('drawing', drawingMessages);
// Of the field for metres around an alley.
addRoom('alleyCard', alleyCardMessages);

const TOOLS = ['select', 'polygon', 'circle', 'alley'] as const;
type Tool = (typeof TOOLS)[number];

/** Tools at the top of the map: select, polygon, circle, alley and distance. The tool is local; what was drawn is in the URL. */
export function Toolbar() {
  const { t } = useTranslation('drawing');
  const { state, select } = useMapState();
  const [tool, setTool] = useState<Tool>(state.distanceM !== null && state.alley !== null ? 'alley' : 'select');
  /** Counts the shapes begun over an existing one, so that "draw again" empties the board. */
  const [again, setAgain] = useState(0);
  const shape = useMemo(() => decodeShape(state.shape), [state.shape]);
  const board = useMemo(() => boardFor(tool, again > 0 ? null : shape), [tool, shape, again]);
  const onShape = useCallback(
    (drawn: DrawingTool, ring: Position[]) => {
      setAgain(0);
      select({ shape: encodeShape(drawn === 'circle' ? { kind: 'circle', ...circleOf(ring) } : { kind: 'polygon', rings: [closedRing(ring)] }) });
    },
    [select],
  );
  const onLeave = useCallback(() => setTool('select'), []);
  const drawer = useDrawer(board, onShape, onLeave);
  useAlleyPicking(tool === 'alley');
  // Whoever selects a grid, or goes back, has left the drawing.
  const { grid, alley } = state;
  const selected = useRef({ grid, alley });
  useEffect(() => {
    const before = selected.current;
    selected.current = { grid, alley };
    if (grid !== before.grid && grid !== null) setTool('select');
    if (alley !== before.alley && alley !== null) setTool((now) => (now === 'alley' ? now : 'select'));
  }, [grid, alley]);

  const choose = (next: Tool) => {
    setAgain(0);
    setTool(next);
  };
  return (
    <div className="tools">
      <div className="tools-bar floating" role="toolbar" aria-label={t('label')}>
        {TOOLS.map((name) => (
          <button key={name} type="button" aria-pressed={tool === name} onClick={() => choose(name)}>
            {t(`tools.${name}`)}
          </button>
        ))}
        <WallScene />
      </div>
      <Hint tool={tool} shape={shape} isAgain={again > 0} onAgain={() => setAgain((count) => count + 1)} failed={drawer.failed} onRetry={drawer.retry} />
      {drawer.map && board.do !== 'rest' && <LiveDraft map={drawer.map} draft={drawer.draft} tool={tool} />}
    </div>
  );
}

/** What is in view becomes a scene of a wall: the set-up page takes it from here. Loaded anew: the map writes its camera into the address until it is gone. */
function WallScene() {
  const { t } = useTranslation('drawing');
  const handle = useMapHandle();
  return (
    <button
      type="button"
      className="tools-wall"
      disabled={handle === null}
      onClick={() => handle && window.location.assign(`/walls?scene=${handle.getViewBounds().map((degrees) => degrees.toFixed(5))}`)}
    >
      {t('tools.wall')}
    </button>
  );
}

/** In the alley tool a click on an alley, or a hit of the search, asks about its surroundings at once. */
function useAlleyPicking(active: boolean): void {
  const handle = useMapHandle();
  const { state, select, update } = useMapState();
  const distanceM = state.distanceM ?? DEFAULT_DISTANCE_M;
  useEffect(() => {
    if (!active || !handle) return;
    return handle.onClick((hit) => {
      if (hit.kind !== 'alley') return false;
      select({ alley: hit.id, distanceM });
      return true;
    });
  }, [active, handle, select, distanceM]);
  const needsDistance = active && state.alley !== null && state.distanceM === null;
  useEffect(() => {
    if (needsDistance) update({ distanceM: DEFAULT_DISTANCE_M });
  }, [needsDistance, update]);
}

function LiveDraft({ map, draft, tool }: { map: NonNullable<ReturnType<typeof useDrawer>['map']>; draft: Draft; tool: Tool }) {
  const { t } = useTranslation('drawing');
  const format = useFormat();
  const ring = draft.rings[0];
  const note = useMemo(() => {
    if (tool !== 'circle' || !ring || ring.length < 4) return null;
    const { centre, radiusM } = circleOf(ring);
    return { at: centre, text: t('radiusIs', { value: format.number(radiusM) }) };
  }, [tool, ring, t, format]);
  return <DraftOverlay map={map} draft={draft} note={note} />;
}

interface HintProps {
  tool: Tool;
  shape: Shape | null;
  isAgain: boolean;
  onAgain: () => void;
  failed: boolean;
  onRetry: () => void;
}

/** Below the tools: what to do next, the number that can be typed, and what is wrong with the shape. */
function Hint({ tool, shape, isAgain, onAgain, failed, onRetry }: HintProps) {
  const { t } = useTranslation(['drawing', 'ui']);
  const { state, update, select } = useMapState();
  const problem = useShapeProblem(state, shape);
  if (failed) {
    return (
      <div className="tools-hint floating" role="alert">
        {t('failed')}
        <button type="button" className="row-link" onClick={onRetry}>
          {t('ui:retry')}
        </button>
      </div>
    );
  }
  if (tool === 'select' && problem === null) return null;
  const isDone = shape !== null && !isAgain;
  return (
    <div className="tools-hint floating">
      {problem !== null && (
        <span className="tools-problem" role="alert">
          {problem}
        </span>
      )}
      {tool !== 'select' && <span>{t(`hints.${hintOf(tool, isDone ? shape : null)}`)}</span>}
      {tool === 'circle' && isDone && shape?.kind === 'circle' && (
        <RadiusField radiusM={shape.radiusM} onChange={(radiusM) => select({ shape: encodeShape({ ...shape, radiusM }) })} />
      )}
      {tool === 'polygon' && isDone && (
        <button type="button" className="row-link" onClick={onAgain}>
          {t('again')}
        </button>
      )}
      {tool === 'alley' && state.alley !== null && (
        <DistanceField value={state.distanceM ?? DEFAULT_DISTANCE_M} onChange={(distanceM) => update({ distanceM })} />
      )}
    </div>
  );
}

function hintOf(tool: Exclude<Tool, 'select'>, shape: Shape | null) {
  if (tool === 'polygon' && shape?.kind === 'polygon') return shape.rings.length === 1 ? 'polygonEdit' : 'polygonFixed';
  return tool === 'circle' && shape?.kind === 'circle' ? 'circleEdit' : tool;
}

function RadiusField({ radiusM, onChange }: { radiusM: number; onChange: (metres: number) => void }) {
  const { t } = useTranslation('drawing');
  const [text, setText] = useState(String(Math.round(radiusM)));
  useEffect(() => setText(String(Math.round(radiusM))), [radiusM]);
  const metres = Number(text);
  const valid = Number.isFinite(metres) && metres >= MIN_RADIUS_M && metres <= MAX_RADIUS_M;
  const commit = () => {
    if (valid && metres !== Math.round(radiusM)) onChange(metres);
  };
  return (
    <label>
      {t('radius')}
      <input
        type="number"
        className="field"
        min={MIN_RADIUS_M}
        max={MAX_RADIUS_M}
        value={text}
        aria-invalid={!valid}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </label>
  );
}

/** Why the shape cannot be asked about, with the remedy; null when it can. What we know ourselves is said at once and in the reader's language. */
function useShapeProblem(state: MapState, shape: Shape | null): string | null {
  const { t } = useTranslation('drawing');
  const fault = useMemo(() => shape && shapeFault(shape), [shape]);
  const within = useMemo(() => (shape && fault === null ? shapePolygon(shape) : null), [shape, fault]);
  const { error } = useUncoveredSummary(within as Parameters<typeof useUncoveredSummary>[0], { campaign: state.campaign, kind: state.kind });
  if (state.shape !== null && shape === null) return t('problems.unreadable');
  if (fault !== null) return t(`problems.${fault}`);
  return error instanceof Problem && error.status === 400 ? error.detail : null;
}
