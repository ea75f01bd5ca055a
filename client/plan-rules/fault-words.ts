import { useTranslation } from 'react-i18next';
import { BARRIERS } from '#kinds/plans';
import type { Problem } from '../api/request.ts';
import type { PlanAlleys, PlanModel } from '../plan-page/api.ts';
import { MINOR_PER_10K, type PlanState } from '../plan-page/desk-state.ts';
import { nameOf } from '../plan-page/name-of.ts';
import { useFormat } from '../ui/use-format.ts';
import { type Asked, keptOnce, raisedBudget, replacedAlley, withoutFloor, withoutLock, withoutPair } from './ways.ts';

export type Fault = Problem['errors'][number];
/** One click that mends the question. */
export interface Way {
  label: string;
  change: Partial<PlanState>;
}

/** What is wrong with a question, in the reader's words, and the ways out. Names come from the server where an alley is not there any more. */
export function useFaultWords(alleys: PlanAlleys, { sources }: Pick<PlanModel, 'sources'>): (fault: Fault, asked: Asked) => { text: string; ways: Way[] } {
  const { t, i18n } = useTranslation('planRules');
  const format = useFormat();
  const isEnglish = i18n.language === 'en';
  const money = (minor: number) => t('conflict.money', { amount: format.number(minor / MINOR_PER_10K, 1) });
  const told = (id: number) => nameOf(alleys, id) ?? t('refused.lost', { id: String(id) });
  return ({ code, figures = {}, detail, pointer }, asked) => {
    const { state } = asked;
    const alleyId = Number(figures.alleyId);
    const name = typeof figures.name === 'string' ? figures.name : told(alleyId);
    const into = typeof figures.intoId === 'number' ? { id: figures.intoId, name: String(figures.intoName ?? '') } : null;
    const gone = into === null ? t('refused.nowhere', { name }) : t('refused.joined', { name, into: into.name });
    const takeInto = into === null ? [] : [{ label: t('refused.takeInto', { into: into.name }), change: replacedAlley(state, alleyId, into.id) }];
    const unlock = { label: t('refused.unlock'), change: withoutLock(state, alleyId) };
    switch (code) {
      case 'lock-nowhere':
        return { text: gone, ways: [...takeInto, unlock] };
      case 'lock-barred': {
        const barrier = BARRIERS.find((one) => one === figures.barrier);
        return { text: t('refused.barred', { name, why: barrier === undefined ? t('refused.closed') : t(`refused.barriers.${barrier}`) }), ways: [unlock] };
      }
      case 'pair-nowhere':
      case 'pair-same': {
        const pair: [number, number] = code === 'pair-same' ? [alleyId, alleyId] : [Number(figures.first), Number(figures.second)];
        const [first, second] = pair.map((id) => (id === alleyId ? name : told(id))) as [string, string];
        const why = code === 'pair-same' ? t('refused.same', { name }) : t('refused.pair', { first, second, why: gone });
        return { text: why, ways: [...takeInto, { label: t('refused.lift'), change: withoutPair(state, pair) }] };
      }
      case 'precedence-cycle':
        return {
          text: t('refused.cycle', { name }),
          ways: [{ label: t('refused.liftCycle'), change: { precedences: state.precedences.filter((pair) => !pair.includes(alleyId)) } }],
        };
      case 'floor-nowhere': {
        const grid = String(figures.grid);
        return { text: t('refused.floor', { grid }), ways: [{ label: t('refused.dropFloor'), change: withoutFloor(state, grid) }] };
      }
      case 'locks-break-budget': {
        const [locked, there, source] = [Number(figures.lockedMinor), Number(figures.budgetMinor), String(figures.source)];
        const known = sources.find((one) => one.code === source);
        const year = figures.year === null ? null : Number(figures.year);
        return {
          text: t('refused.breaks', {
            source: (isEnglish ? known?.nameEn : known?.name) ?? t('conflict.purse'),
            year: year === null ? t('conflict.allYears') : t('conflict.year', { year: String(year) }),
            locked: money(locked),
            budget: money(there),
          }),
          ways: [
            { label: t('refused.raise', { amount: money(locked - there) }), change: raisedBudget(asked, { source, year, locked, there }) },
            { label: t('refused.unlockAll'), change: { locks: state.locks.filter(({ kind }) => kind !== 'in') } },
          ],
        };
      }
    }
    if (pointer === '/spec/locks') return { text: t('refused.twice'), ways: [{ label: t('refused.keepLast'), change: keptOnce(state) }] };
    return { text: isEnglish || /\p{Script=Han}/u.test(detail) ? detail : t('refused.other'), ways: [] };
  };
}
