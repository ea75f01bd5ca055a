import { createRandom } from './random.ts';
import type { DemoDistrict } from './types.ts';

export interface DemoResidents {
  buildingId: number;
  residents: number;
  aged60: number;
}

const HOUSEHOLD = 0;
const PER_HOME = 2.6;
/** Where the count has not got to: one building in twelve. */
const UNCOUNTED = 1 / 12;
/** Share of 60 and over in a house of this year; the young moved into the new ones. */
const SHARES = [
  [1990, 0.31],
  [2000, 0.26],
  [2010, 0.18],
] as const;
const NEW_SHARE = 0.11;
const SPREAD = 0.06;

/** Residents and those of 60 and over by building, as a count brings them: most buildings, none by person. From a stream of its own. */
export function buildResidents({ options, buildings, households }: Pick<DemoDistrict, 'options' | 'buildings' | 'households'>): DemoResidents[] {
  const random = createRandom(options.seed).fork('residents');
  const homes = new Map<number, number>();
  for (let row = 0; row < households.count; row++) {
    const building = households.buildingId[row] as number;
    if (building !== 0 && households.kind[row] === HOUSEHOLD) homes.set(building, (homes.get(building) ?? 0) + 1);
  }
  // Neighbours grow old together: a compound has a lean of its own.
  const leans = new Map<string, number>();
  return buildings.flatMap(({ id, compound, builtYear }): DemoResidents[] => {
    const count = homes.get(id) ?? 0;
    const lean = leans.get(compound ?? '') ?? SPREAD * random.normal();
    leans.set(compound ?? '', lean);
    if (count === 0 || random.chance(UNCOUNTED)) return [];
    const residents = Math.max(1, Math.round(count * PER_HOME * (1 + 0.12 * random.normal())));
    const share = (SHARES.find(([before]) => builtYear < before)?.[1] ?? NEW_SHARE) + lean + (SPREAD / 2) * random.normal();
    return [{ buildingId: id, residents, aged60: Math.min(residents, Math.max(0, Math.round(residents * share))) }];
  });
}
