import { type ComponentType, lazy } from 'react';
import { Breadcrumb } from '../grids/breadcrumb.tsx';
import { SearchBox } from '../grids/search-box.tsx';

/**
 * Where panels plug into the shell and the map page, one line each. All are placed and kept in their corner by the page; a slot draws
 * nothing when there is nothing to say. Inside the map page they may use useMapState and useMapHandle.
 */
export const searchSlot: ComponentType = SearchBox;
/** Upper left, 36 px high. */
export const breadcrumbSlot: ComponentType = Breadcrumb;
/** Top centre. Fetched beside the first picture, which does not wait for it. */
export const toolsSlot: ComponentType = lazy(async () => ({ default: (await import('../drawing/toolbar.tsx')).Toolbar }));
/** Bottom centre: the days that are over, and what has changed since the morning briefing. Fetched like the tools. */
export const timeSlot = lazy(async () => ({ default: (await import('../time/machine.tsx')).TimeMachine }));
/** In place of the card: the list of changes. */
export const changesSlot: ComponentType = lazy(async () => ({ default: (await import('../time/changes.tsx')).Changes }));
/** Right, 400 px wide, full height (bottom sheet below 1280 px): the card of what is selected, or the answer. Fetched like the tools. */
export const cardSlot: ComponentType = lazy(async () => ({ default: (await import('../map-page/card.tsx')).Card }));
