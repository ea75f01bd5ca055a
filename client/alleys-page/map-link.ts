import { type PanelView, writePanelView } from '../map/panel-view.ts';

/** The address of the map page with this alley chosen and, beside it, a list of what lies near it or one row of such a list: its way back leads to the alley. */
export function mapLink(alley: number, view: PanelView): string {
  return `/map?alley=${alley}&panel=${writePanelView(view)}`;
}
