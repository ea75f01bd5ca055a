import type { FieldError } from '../http/contract.ts';
import type { PlanSpec } from './contract.ts';
import { addMonths, type PlannedAlley } from './facts.ts';
import { type LostAlleys, lostFigures } from './faults.ts';
import type { BarrierCode } from './kinds.ts';

/** Why an alley is closed to (part of) a programme, by code and figures. */
export interface Barrier {
  code: BarrierCode;
  until?: string;
  [figure: string]: unknown;
}

/** What closes an alley to the programme, or to its first years (until). */
export function barriersOf({ facts, costs }: PlannedAlley, { rules, locks, costCase }: PlanSpec, today: string): Barrier[] {
  const barriers: Barrier[] = [];
  const lock = locks.find(({ alleyId, kind }) => alleyId === facts.id && kind === 'out');
  if (lock) barriers.push({ code: 'locked-out', reason: lock.reason, person: lock.person ?? null });
  if (!facts.hasPlace) barriers.push({ code: 'no-place' });
  else if (costs[costCase] === null) barriers.push({ code: 'no-cost', widthUnknown: facts.widthM === null });
  // Works that cost nothing are no works; in the low case also those that the survey leaves open.
  else if (costs[costCase]?.total === 0) barriers.push({ code: 'nothing-to-do' });
  if (facts.demolition)
    barriers.push({ code: 'demolition', reason: facts.demolition.reason, ...(facts.demolition.until === null ? {} : { until: facts.demolition.until }) });
  if (facts.isUnderWay) barriers.push({ code: 'under-way' });
  if (rules.consentShare !== null) {
    if (facts.consent === null) {
      if (rules.unknownConsent === 'paused') barriers.push({ code: 'consent-unknown' });
    } else if (facts.consent.agreed / facts.consent.asked < rules.consentShare)
      barriers.push({ code: 'consent', share: facts.consent.agreed / facts.consent.asked, needed: rules.consentShare });
  }
  if (rules.coolOffYears !== null && facts.renewedOn !== null) {
    const until = addMonths(facts.renewedOn, 12 * rules.coolOffYears);
    if (until > today) barriers.push({ code: 'cool-off', renewedOn: facts.renewedOn, until });
  }
  if (rules.keepsMoratorium && facts.closedUntil !== null && facts.closedUntil > today) barriers.push({ code: 'moratorium', until: facts.closedUntil });
  if (rules.pipesWithinMonths !== null) {
    const horizon = addMonths(today, rules.pipesWithinMonths);
    for (const work of facts.planned) {
      if (work.digs && work.isSame && work.endsOn !== null && (work.startsOn ?? work.endsOn) <= horizon)
        barriers.push({ code: 'pipes-first', projectId: work.id, name: work.name, until: work.endsOn });
    }
  }
  return barriers;
}

/** A year is open when everything that stands against it is over in its course. */
export const isOpenIn = (barriers: readonly Barrier[], year: number): boolean =>
  barriers.every(({ until }) => until !== undefined && Number(until.slice(0, 4)) <= year);

interface LocksIn {
  placeOf: ReadonlyMap<number, number>;
  barriers: readonly Barrier[][];
  years: readonly number[];
  lost: LostAlleys;
}

/** Locks of nobody, of years outside the programme, and into years that are closed. */
export function lockFaults({ locks }: PlanSpec, { placeOf, barriers, years, lost }: LocksIn): FieldError[] {
  return locks.flatMap(({ alleyId, kind, year }, at): FieldError[] => {
    const pointer = `/spec/locks/${at}`;
    const place = placeOf.get(alleyId);
    if (place === undefined) return [{ pointer, detail: `No alley ${alleyId} lies in the plan.`, code: 'lock-nowhere', figures: lostFigures(alleyId, lost) }];
    if (year !== undefined && !years.includes(year)) return [{ pointer: `${pointer}/year`, detail: `A year of the programme: ${years.join(', ')}.` }];
    if (kind === 'out') return [];
    const open = years.filter((one) => (year === undefined || one === year) && isOpenIn(barriers[place] ?? [], one));
    if (open.length > 0) return [];
    const codes = (barriers[place] ?? []).map(({ code }) => code);
    const detail = `Alley ${alleyId} cannot be locked in: ${codes.join(', ')}.`;
    return [{ pointer, detail, code: 'lock-barred', figures: { alleyId, barrier: codes[0] ?? null } }];
  });
}
