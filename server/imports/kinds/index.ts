import type { ImportKindName } from '../contract.ts';
import { checklists } from './checklists.ts';
import { campaigns, issues, visits, works, workTypes } from './events.ts';
import { grids } from './grids.ts';
import type { ImportKind } from './kind.ts';
import { alleys, buildings, components, green, households, roads, water } from './places.ts';
import { settings } from './settings.ts';
import { contacts, people, responsibilities, units } from './staff.ts';

/** Every kind of import, in the order a new district is loaded. */
export const KINDS: Record<ImportKindName, ImportKind> = {
  settings,
  checklists,
  grids,
  units,
  people,
  responsibilities,
  contacts,
  buildings,
  alleys,
  components,
  roads,
  water,
  green,
  households,
  campaigns,
  visits,
  issues,
  work_types: workTypes,
  works,
};
