import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AlleyDetail, MAY_EDIT_ALLEYS } from '#contract/alleys';
import { useFactWords } from '../alleys/fact-words.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { useFormat } from '../ui/use-format.ts';
import { Quantity } from '../works/quantity.tsx';
import { addedSpaces, useAlleyFile } from './alley-file.ts';
import { AmendForm } from './amend-form.tsx';

interface Fact {
  name: string;
  value: string;
  isUnknown?: boolean;
  rule?: string;
}

/** What the register says of the alley, and the way to correct it. */
export function Facts({ alley }: { alley: AlleyDetail }) {
  const { t } = useTranslation(['register', 'alleyCard', 'ui', 'alleyFacts']);
  const format = useFormat();
  const words = useFactWords();
  const known = (name: string, value: string | null, rule?: string): Fact => ({
    name,
    value: value ?? t('ui:unknown'),
    isUnknown: value === null,
    ...(rule !== undefined && { rule }),
  });
  const facts: Fact[] = [
    known(t('card.grid'), alley.grid?.name ?? null),
    known(t('alleyCard:width'), alley.widthM === null ? null : t('alleyCard:metres', { value: format.number(alley.widthM, 1) })),
    known(t('alleyCard:length'), t('alleyCard:metres', { value: format.number(alley.lengthM) })),
    known(t('card.area'), alley.areaM2 === null ? null : `${format.number(alley.areaM2)} m²`),
    { name: t('alleyCard:surface'), value: words.surface(alley.surface), isUnknown: alley.surface === 'unknown' },
    { name: t('alleyFacts:fields.cables'), value: words.cables(alley), isUnknown: alley.cables === 'unknown' && alley.overheadM === null },
    { name: t('alleyFacts:fields.parking'), value: words.parking(alley), isUnknown: alley.parking === 'unknown' && alley.parkingSpaces === null },
    known(
      t('card.served'),
      alley.servedHouseholds === null ? null : t('card.homes', { count: format.number(alley.servedHouseholds) as never }),
      t('card.servedRule'),
    ),
    { name: t('columns.status'), value: t(`alleyCard:nameStatus.${alley.nameStatus}`) },
  ];
  return (
    <>
      <dl className="pair-list register-fixtures">
        {facts.map(({ name, value, isUnknown, rule }) => (
          <div key={name} title={rule}>
            <dt>{name}</dt>
            <dd className={isUnknown ? 'fact-unknown' : undefined}>{value}</dd>
          </div>
        ))}
        <AddedSpaces alley={alley} />
      </dl>
      <Amend alley={alley} />
    </>
  );
}

/** Spaces that works of this very alley have added: beside what the register counts, never in one sum with it or with one another. */
function AddedSpaces({ alley }: { alley: AlleyDetail }) {
  const { t } = useTranslation('register');
  const format = useFormat();
  return addedSpaces(alley.id, useAlleyFile(alley).works ?? []).map(({ id, quantity, unit, qualifier, completedOn }) => (
    <div key={id} title={t('facts.addedRule')}>
      <dt>{t('facts.added')}</dt>
      <dd>
        <Quantity quantity={quantity} unit={unit} qualifier={qualifier} />{' '}
        <small className="muted">{t('facts.done', { date: completedOn === null ? '' : format.date(completedOn) })}</small>
      </dd>
    </div>
  ));
}

/** The form for those who may, and for the others the reason why not. */
function Amend({ alley }: { alley: AlleyDetail }) {
  const { t } = useTranslation('register');
  const person = useWorkingAs();
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');
  if (state === 'open') return <AmendForm alley={alley} onDone={(isSaved) => setState(isSaved ? 'done' : 'closed')} />;
  if (person === null || !MAY_EDIT_ALLEYS.includes(person.role)) return <p className="form-note">{t('amend.who')}</p>;
  return (
    <p className="form-deeds">
      <button type="button" className="button" onClick={() => setState('open')}>
        {t('amend.open')}
      </button>
      <span role="status" className="form-note">
        {state === 'done' && t('amend.done')}
      </span>
    </p>
  );
}
