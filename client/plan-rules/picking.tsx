import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { addRoom } from '../i18n/i18n.ts';
import type { PlanAlleys } from '../plan-page/api.ts';
import type { PlanState } from '../plan-page/desk-state.ts';
import { nameOf } from '../plan-page/name-of.ts';
import { planRulesMessages } from './messages.ts';

addRoom('planRules', planRulesMessages);

export type PairKind = 'conflicts' | 'precedences';
/** Two alleys are being picked, on the map or in the table; null: the first is still to come. */
export interface Picking {
  kind: PairKind;
  first: number | null;
}

/** What a click on an alley does while a pair is picked. The same alley twice is no pair; a pair that is known is not known twice. */
export function pickedPair(
  { kind, first }: Picking,
  alley: number,
  state: Pick<PlanState, PairKind>,
): { change: Partial<Pick<PlanState, PairKind>> | null; next: Picking | null } {
  if (first === null) return { change: null, next: { kind, first: alley } };
  if (first === alley) return { change: null, next: { kind, first } };
  const isKnown = state[kind].some(([a, b]) => (a === first && b === alley) || (kind === 'conflicts' && a === alley && b === first));
  return { change: isKnown ? null : { [kind]: [...state[kind], [first, alley]] }, next: null };
}

/** Says what to click next, and how to leave. */
export function PickingNote({ picking, alleys, onStop }: { picking: Picking; alleys: PlanAlleys; onStop: () => void }) {
  const { t } = useTranslation('planRules');
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && onStop();
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onStop]);
  const name = picking.first === null ? '' : (nameOf(alleys, picking.first) ?? '');
  return (
    <p className="plan-note plan-picking" role="status">
      <b>{picking.first === null ? t(`pick.${picking.kind}.first`) : t(`pick.${picking.kind}.second`, { name })}</b>
      <button type="button" className="button" onClick={onStop}>
        {t('pick.stop')}
      </button>
    </p>
  );
}
