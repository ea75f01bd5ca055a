import type { ComponentType } from 'react';

/**
 * Where panels plug into the shell and the map page, one line each. All are placed and kept in their corner by the page; a slot draws
 * nothing when there is nothing to say. Inside the map page they may use useMapState and useMapHandle.
 */
export const searchSlot: ComponentType = () => null;
/** Upper left, 36 px high. */
export const breadcrumbSlot: ComponentType = () => null;
/** Top centre. */
export const toolsSlot: ComponentType = () => null;
/** Right, 400 px wide, full height (bottom sheet below 1280 px): the card of what is selected, or the answer. */
export const cardSlot: ComponentType = () => null;
