import type { WorkState } from '#contract/state';
import type { Work } from '#contract/works';

/** Listed works as the map's columns; those without a place are only in the list. */
export function columnsOf(works: readonly Work[]): WorkState {
  const placed = works.flatMap((work) => (work.lon === null || work.lat === null ? [] : [{ ...work, lon: work.lon, lat: work.lat }]));
  return {
    layer: 'works',
    asOf: '',
    id: placed.map(({ id }) => id),
    workType: placed.map(({ workType }) => workType),
    kind: placed.map(({ kind }) => kind),
    name: placed.map(({ name }) => name),
    quantity: placed.map(({ quantity }) => quantity),
    unit: placed.map(({ unit }) => unit),
    qualifier: placed.map(({ qualifier }) => qualifier),
    completedOn: placed.map(({ completedOn }) => completedOn),
    alleyId: placed.map(({ alleyId }) => alleyId ?? 0),
    askedHouseholds: placed.map(({ askedHouseholds }) => askedHouseholds),
    lon: placed.map(({ lon }) => lon),
    lat: placed.map(({ lat }) => lat),
    withoutGeometry: works.length - placed.length,
  };
}
