import { useTranslation } from 'react-i18next';
import type { PlanChanges, PlanResult } from '#contract/plans';
import { type PlanAlleys, usePlanChanges } from './api.ts';
import { nameOf } from './name-of.ts';

const MOST_NAMES = 5;
const LISTS = ['redrawn', 'changed', 'added', 'gone'] as const;

/** Names of alleys, also of those that are not there any more: what they were joined into beside it. */
function useNames(alleys: PlanAlleys, lost: PlanChanges['lost']): (ids: readonly number[]) => string {
  const { t } = useTranslation('planKept');
  const told = (id: number): string => {
    const gone = lost.find((one) => one.id === id);
    const name = nameOf(alleys, id) ?? gone?.name ?? t('lost', { id: String(id) });
    return gone?.intoName ? t('joined', { name, into: gone.intoName }) : name;
  };
  return (ids) => {
    const names = ids.slice(0, MOST_NAMES).map(told).join(t('comma'));
    return ids.length > MOST_NAMES ? t('andMore', { names, count: ids.length }) : names;
  };
}

/** Which inputs are not what they were, and of which alleys. */
export function ChangeList({ changes, alleys }: { changes: PlanChanges; alleys: PlanAlleys }) {
  const { t } = useTranslation('plan');
  const names = useNames(alleys, changes.lost);
  return (
    <ul>
      {changes.parts.map((part) => (
        <li key={part}>{t(`again.parts.${part}`)}</li>
      ))}
      {LISTS.filter((list) => changes[list].length > 0).map((list) => (
        <li key={list}>{t(`again.lists.${list}`, { count: changes[list].length as never, names: names(changes[list]) })}</li>
      ))}
    </ul>
  );
}

/** Chosen alleys whose line is not what it was: the server does not approve such a plan unless told to. */
export function outdated({ redrawn, gone }: PlanChanges, { alleys }: PlanResult): number[] {
  const chosen = new Set(alleys.id.filter((_, at) => alleys.year[at] != null));
  return [...redrawn, ...gone].filter((id) => chosen.has(id));
}

/** What has changed since a plan was kept, and what to do about it; nothing where all is as it was. */
export function ChangedSince({ plan, result, alleys }: { plan: number; result: PlanResult; alleys: PlanAlleys }) {
  const { t } = useTranslation('planKept');
  const changes = usePlanChanges(plan).data;
  const names = useNames(alleys, changes?.lost ?? []);
  if (changes === undefined || changes.isReproducible) return null;
  const stale = outdated(changes, result);
  return (
    <div className="plan-since" role="status">
      <p>
        <b>
          {stale.length > 0 && <span aria-hidden="true">▲ </span>}
          {t('since.title')}
        </b>{' '}
        {stale.length > 0 ? `${t('since.chosen', { names: names(stale) })} ${t('since.remedy')}` : t('since.others')}
      </p>
      <ChangeList changes={changes} alleys={alleys} />
    </div>
  );
}
