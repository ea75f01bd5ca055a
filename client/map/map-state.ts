import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { CoverageFigures } from '#contract/coverage';
import { HOUSEHOLD_KINDS } from '#contract/households';
import type { HouseholdKind } from '#kinds/households';
import { type Camera, DEFAULT_OVERLAYS, type OverlayState, readCamera, readOverlays, writeCamera, writeOverlays } from './url-values.ts';

/**
 * The URL is the state of the map page: what is selected, drawn, switched on and looked at. A link shows another person the same thing.
 *
 * For panels:
 *   const { state, select, update } = useMapState();
 *   select({ grid: 'KFQ-XZ-03' })              one step: the browser's Back returns to what was selected before
 *   select({ alley: 12, distanceM: 80 })       a selection clears the other kinds of selection (grid, alley, shape) unless they are given with it
 *   select({ place: [114.65, 33.62] })         a building or an address: nothing of ours has its name, so its position is its name
 *   select({ shape: encodeShape(drawn) })      the text of client/drawing/shape.ts; this file does not look inside
 *   update({ kind: 'school' })                 same step of the history: filters, distance while a slider moves, overlays, camera
 * Values equal to their default are not written.
 */
export interface MapState {
  grid: string | null;
  alley: number | null;
  shape: string | null;
  /** A building or an address that was looked up: longitude, latitude. */
  place: [number, number] | null;
  /** Metres around the alley or the point; null where the panel's default holds. */
  distanceM: number | null;
  /** Which list or tab is open in the card, a word of the panel's own. */
  panel: string | null;
  campaign: string | null;
  kind: HouseholdKind | null;
  /** What shares are taken of. */
  denominator: DenominatorName;
  /** Which of the five tiers the overlay of responsibilities shows. */
  tier: number;
  /** All overlays in the order of the switcher, top first. */
  overlays: OverlayState[];
  /** null until the map has been moved: the district as a whole. */
  camera: Camera | null;
}

export type Selection = Partial<Pick<MapState, 'grid' | 'alley' | 'shape' | 'place' | 'distanceM' | 'panel'>>;
export type MapUpdate = Partial<Omit<MapState, 'grid' | 'alley' | 'shape' | 'place'>>;

export interface MapStateHandle {
  state: MapState;
  /** Selects (pushes a step). With {} nothing is selected. */
  select(selection: Selection): void;
  /** Changes anything else in place (no step). */
  update(change: MapUpdate): void;
}

/** The three named denominators of coverage. */
export type DenominatorName = keyof CoverageFigures['denominators'];
export const DENOMINATORS: readonly DenominatorName[] = ['all', 'reachable', 'frozen'];
const DEFAULT_DENOMINATOR: DenominatorName = 'reachable';

/** The grid worker. */
const DEFAULT_TIER = 4;

const EMPTY_SELECTION = { grid: null, alley: null, shape: null, place: null, distanceM: null, panel: null };

/** The text after `?` to a state. Whatever cannot be read is as if it were not there: links get cut. */
export function readMapState(search: string): MapState {
  const parameters = new URLSearchParams(search);
  const kind = parameters.get('kind');
  return {
    grid: parameters.get('grid') || null,
    alley: positiveInteger(parameters.get('alley')),
    shape: parameters.get('shape'),
    place: position(parameters.get('place')),
    distanceM: positiveInteger(parameters.get('distance')),
    panel: parameters.get('panel'),
    campaign: parameters.get('campaign'),
    kind: HOUSEHOLD_KINDS.find((known) => known === kind) ?? null,
    denominator: DENOMINATORS.find((known) => known === parameters.get('of')) ?? DEFAULT_DENOMINATOR,
    tier: tier(parameters.get('tier')),
    overlays: readOverlays(parameters.get('layers')),
    camera: readCamera(parameters.get('at')),
  };
}

/** Every parameter of the map with its value, null where it is the default. */
function entriesOf(state: MapState): [string, string | null][] {
  const overlays = writeOverlays(state.overlays);
  return [
    ['grid', state.grid],
    ['alley', state.alley === null ? null : String(state.alley)],
    ['shape', state.shape],
    ['place', state.place === null ? null : state.place.map((degrees) => degrees.toFixed(6)).join(',')],
    ['distance', state.distanceM === null ? null : String(Math.round(state.distanceM))],
    ['panel', state.panel],
    ['campaign', state.campaign],
    ['kind', state.kind],
    ['of', state.denominator === DEFAULT_DENOMINATOR ? null : state.denominator],
    ['tier', state.tier === DEFAULT_TIER ? null : String(state.tier)],
    ['layers', overlays === writeOverlays(DEFAULT_OVERLAYS) ? null : overlays],
    ['at', state.camera === null ? null : writeCamera(state.camera)],
  ];
}

/** A state to the text after `?` (with it, or '' when all is default). */
export function writeMapState(state: MapState): string {
  const text = entriesOf(state)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}=${encodeValue(value)}`)
    .join('&');
  return text === '' ? '' : `?${text}`;
}

/** What the page shows and the two ways to change it. Identities are stable while the URL is. */
export function useMapState(): MapStateHandle {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  return useMemo(() => {
    // Read from the address bar, not from the closure: two changes within one render must not undo each other.
    const now = () => readMapState(window.location.search);
    const go = (state: MapState, replace: boolean) => {
      // A map still flying says where it came to rest while its page is being left: that must not fetch the page back.
      if (window.location.pathname !== pathname) return;
      const next = withOthers(writeMapState(state), window.location.search);
      // What is already so makes no step: Back must always lead somewhere else.
      if (next !== withOthers(writeMapState(now()), window.location.search)) void navigate({ pathname, search: next }, { replace });
    };
    return {
      state: readMapState(search),
      select: (selection) => go({ ...now(), ...EMPTY_SELECTION, ...selection }, false),
      update: (change) => go({ ...now(), ...change }, true),
    };
  }, [search, pathname, navigate]);
}

const OWN = entriesOf(readMapState('')).map(([name]) => name);

/** A written state with what else stands in the address: a page may keep more there than the map does. */
export function withOthers(own: string, search: string): string {
  const others = [...new URLSearchParams(search)].filter(([name]) => !OWN.includes(name)).map(([name, value]) => `${name}=${encodeValue(value)}`);
  return others.length === 0 ? own : `${own === '' ? '?' : `${own}&`}${others.join('&')}`;
}

function position(text: string | null): [number, number] | null {
  const [lon, lat, ...rest] = (text ?? '').split(',').map(Number);
  const isOne = lon !== undefined && lat !== undefined && rest.length === 0 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return isOne ? [lon, lat] : null;
}

function tier(text: string | null): number {
  const value = positiveInteger(text);
  return value !== null && value <= 5 ? value : DEFAULT_TIER;
}

function positiveInteger(text: string | null): number | null {
  const value = Number(text);
  return text !== null && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** Commas, colons and the marks of shapes stay readable in the address. */
function encodeValue(value: string): string {
  return encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%21/g, '!').replace(/%7E/g, '~');
}
