import type { FeatureCollection } from 'geojson';
import { type ProjectClash, projectRoutes } from '#contract/projects';
import { request, requestAs } from '../api/request.ts';
import { addRoom } from '../i18n/i18n.ts';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';
import { clashLayers, projectLayers } from './layers.ts';
import { projectsMessages } from './messages.ts';
import { PhaseDays, shapesOn } from './past-project.ts';

addRoom('projects', projectsMessages);

/** Projects on the map of everything: fetched, with this file, when somebody switches them on. */
export class ProjectPlaces {
  readonly #shapes: FeatureCollection;
  readonly phases: PhaseDays;
  #past: { day: string; shapes: FeatureCollection } | null = null;

  constructor(shapes: FeatureCollection, phases: PhaseDays) {
    this.#shapes = shapes;
    this.phases = phases;
  }

  /** Where they are on a day; null: now. */
  #on(day: string | null): FeatureCollection {
    if (day === null) return this.#shapes;
    if (this.#past?.day !== day) this.#past = { day, shapes: shapesOn(this.#shapes, this.phases, day) };
    return this.#past.shapes;
  }

  /** How many have a place on a day. */
  count(day: string | null): number {
    return this.#on(day).features.filter(({ geometry }) => geometry !== null).length;
  }

  part(theme: Theme, day: string | null, clashes: readonly ProjectClash[], selected: number | null, opacity: number): MapPart {
    const projects = projectLayers(theme, this.#on(day), null, selected, null, opacity);
    const dug = clashLayers(theme, clashes);
    return { sources: { ...projects.sources, ...dug.sources }, layers: [...projects.layers, ...dug.layers] };
  }
}

export async function readProjectPlaces(signal: AbortSignal): Promise<ProjectPlaces> {
  const [shapes, steps] = await Promise.all([
    requestAs(projectRoutes.list, { query: { f: 'geojson' }, signal }, 'application/geo+json').then((answer) => answer.json() as Promise<FeatureCollection>),
    request(projectRoutes.steps, { signal }),
  ]);
  return new ProjectPlaces(shapes, new PhaseDays(steps));
}

export async function readClashesOn(day: string | undefined, signal: AbortSignal): Promise<ProjectClash[]> {
  return (await request(projectRoutes.clashes, { query: day === undefined ? {} : { day }, signal })).items;
}
