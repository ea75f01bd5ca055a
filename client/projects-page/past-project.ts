import type { FeatureCollection } from 'geojson';
import type { ProjectDetail, ProjectPhase, ProjectSteps } from '#contract/projects';

/** Phases of each project by day: which it was in when a day ended. */
export class PhaseDays {
  readonly #steps = new Map<number, { day: string; phase: ProjectPhase }[]>();

  constructor({ id, day, phase }: ProjectSteps) {
    id.forEach((of, index) => {
      const steps = this.#steps.get(of) ?? [];
      steps.push({ day: day[index] as string, phase: phase[index] as ProjectPhase });
      this.#steps.set(of, steps);
    });
  }

  /** null: it was not in the register. */
  on(project: number, day: string): ProjectPhase | null {
    return (
      this.#steps
        .get(project)
        ?.filter((step) => step.day <= day)
        .at(-1)?.phase ?? null
    );
  }
}

/** Places of projects (features whose id is the project's) with the phases of a day that is over; those that were not there yet are left out. */
export function shapesOn(shapes: FeatureCollection, phases: PhaseDays, day: string): FeatureCollection {
  const features = shapes.features.flatMap((feature) => {
    const phase = phases.on(Number(feature.id), day);
    return phase === null ? [] : [{ ...feature, properties: { ...feature.properties, phase } }];
  });
  return { type: 'FeatureCollection', features };
}

/** A project with the phase, the days and the history it had when a day ended; what else is known of it is of now. */
export function projectOn(project: ProjectDetail, phase: ProjectPhase, day: string): ProjectDetail {
  const until = (on: string | null) => (on !== null && on <= day ? on : null);
  const isOver = phase === 'done' || phase === 'accepted';
  return {
    ...project,
    phase,
    startedOn: until(project.startedOn),
    finishedOn: until(project.finishedOn),
    isLate: project.endsOn !== null && project.endsOn < day && !isOver,
    history: project.history.filter(({ happenedOn }) => happenedOn <= day),
  };
}
