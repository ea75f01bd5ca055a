import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type AlleyDetail } from '#contract/alleys';
import { useAlley } from '../alleys/api.ts';
import { ConditionCells } from '../alleys/condition-cells.tsx';
import { useFactWords } from '../alleys/fact-words.ts';
import { Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useAlleyFile } from './alley-file.ts';
import { NeedBar } from './need-bar.tsx';
import './compare.css';

const PER_M = 100;

/** Two alleys side by side, line by line: the same standards, the same measures, and which need is the higher where both are known. */
export function Compare({ ids: [first, second], onClose }: { ids: readonly [number, number]; onClose: () => void }) {
  const { t } = useTranslation('register');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="register-compare" aria-label={t('compare.title')} onClose={onClose}>
      <header>
        <h2>{t('compare.title')}</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('compare.close')}
        </button>
      </header>
      <div className="compare-columns">
        <Column id={first} other={second} />
        <Column id={second} other={first} />
      </div>
    </dialog>
  );
}

function Column({ id, other }: { id: number; other: number }) {
  const query = useAlley(id);
  const against = useAlley(other).data;
  return (
    <Loaded query={query} bars={[28, 22, 22, 22, 22, 22]}>
      {(alley) => <Facts alley={alley} against={against ?? null} />}
    </Loaded>
  );
}

function Facts({ alley, against }: { alley: AlleyDetail; against: AlleyDetail | null }) {
  const { t } = useTranslation(['register', 'alleyCard', 'alleys', 'ui', 'alleyFacts']);
  const format = useFormat();
  const words = useFactWords();
  const { issues, works, chain } = useAlleyFile(alley);
  const unknown = <span className="muted">{t('ui:unknown')}</span>;
  const number = (value: number | null | undefined, decimals = 0) => (value === null || value === undefined ? unknown : format.number(value, decimals));
  const perLength = alley.servedHouseholds === null ? null : (alley.servedHouseholds / alley.lengthM) * PER_M;
  const lines: [string, ReactNode][] = [
    [t('card.grid'), alley.grid?.name ?? unknown],
    [t('compare.length'), t('alleyCard:metres', { value: format.number(alley.lengthM) })],
    [t('alleyCard:width'), alley.widthM === null ? unknown : t('alleyCard:metres', { value: format.number(alley.widthM, 1) })],
    [t('alleyCard:surface'), alley.surface === 'unknown' ? unknown : words.surface(alley.surface)],
    [t('alleyFacts:fields.cables'), alley.cables === 'unknown' && alley.overheadM === null ? unknown : words.cables(alley)],
    [t('alleyFacts:fields.parking'), alley.parking === 'unknown' && alley.parkingSpaces === null ? unknown : words.parking(alley)],
    [t('card.served'), number(alley.servedHouseholds)],
    [t('compare.density'), number(perLength, 1)],
    [
      t('card.dark'),
      alley.darkM === null ? unknown : t('card.darkValue', { length: format.number(alley.darkM), share: format.share(alley.darkM, alley.lengthM) }),
    ],
    [t('card.drains'), alley.water === null || alley.water.drains === 0 ? unknown : `${alley.water.faulty} / ${alley.water.drains}`],
    [t('compare.issues'), issues === undefined ? '…' : format.number(issues.filter(({ closedAt }) => closedAt === null).length)],
    [t('compare.works'), works === undefined ? '…' : format.number(works.length)],
    [t('card.projects'), alley.projects.length === 0 ? t('card.none') : alley.projects.map(({ name }) => name).join('、')],
    [t('columns.surveyed'), alley.surveyedOn === null ? unknown : format.date(alley.surveyedOn)],
    [t('card.chain'), chain?.tiers.flatMap(({ holders }) => holders[0]?.person.name ?? []).join('、') ?? '…'],
  ];
  return (
    <article className="compare-column">
      <h3>
        {alley.name ?? t('alleys:unnamed')} <small>{alley.code}</small>
      </h3>
      <ConditionCells conditions={alley.conditions} />
      <table className="data-table">
        <tbody>
          {ALLEY_STANDARDS.map((standard) => {
            const need = alley.needs[standard];
            const theirs = against?.needs[standard];
            if (need === undefined) return null;
            const [low, high] = [Math.round(need.min), Math.round(need.max)];
            // Two intervals that overlap say nothing about which is worse.
            const isWorse = theirs !== undefined && need.source !== 'none' && theirs.source !== 'none' && need.min > theirs.max;
            return (
              <tr key={standard}>
                <td>{t(`alleys:standards.${standard}`)}</td>
                <td>
                  <NeedBar standard={standard} need={need} />
                </td>
                <td>{need.source === 'none' ? unknown : low === high ? low : `${low}–${high}`}</td>
                <td className="muted">{isWorse && t('compare.worse')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <dl className="compare-facts">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
