import { writePanelView } from '../map/panel-view.ts';
import { DEFAULT_OVERLAYS, writeOverlays } from '../map/url-values.ts';

const WITH_PROJECTS = writeOverlays(DEFAULT_OVERLAYS.map((overlay) => (overlay.id === 'projects' ? { ...overlay, visible: true } : overlay)));

/** The map of everything with the overlay of projects on and this one's card open. */
export function projectOnMap({ id }: { id: number }): string {
  return `/map?layers=${WITH_PROJECTS}&panel=${writePanelView({ list: 'project', id })}`;
}
