import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type AlleyStandard, Cables, NameStatus, Parking, Surface } from '#contract/alleys';
import { isFiltered, type RegisterState } from './desk-state.ts';

/** What is still being typed asks nothing. */
const SETTLE_MS = 300;

interface FiltersProps {
  register: RegisterState;
  onChange: (change: Partial<RegisterState>) => void;
  onClear: () => void;
}

/** What keeps alleys out of the list: words, standards that fail or that nobody surveyed, surface, name, cables, parking, homes served. */
export function Filters({ register, onChange, onClear }: FiltersProps) {
  const { t } = useTranslation(['register', 'alleyCard', 'alleys', 'alleyFacts']);
  return (
    <section className="register-filters" aria-label={t('filters.label')}>
      <Settling label={t('filters.search')} value={register.q} onSettle={(q) => onChange({ q })} />
      <Letters label={t('filters.fails')} chosen={register.fails} onChange={(fails) => onChange({ fails })} />
      <Letters label={t('filters.unknown')} chosen={register.unknown} onChange={(unknown) => onChange({ unknown })} />
      <Choice
        label={t('filters.surface')}
        value={register.surface}
        options={Surface.options.map((value) => ({ value, label: t(`alleyCard:surfaces.${value}`) }))}
        onChange={(surface) => onChange({ surface })}
      />
      <Choice
        label={t('filters.status')}
        value={register.status}
        options={NameStatus.options.map((value) => ({ value, label: t(`alleyCard:nameStatus.${value}`) }))}
        onChange={(status) => onChange({ status })}
      />
      <Choice
        label={t('filters.cables')}
        value={register.cables}
        options={Cables.options.map((value) => ({ value, label: t(`alleyFacts:cables.${value}`) }))}
        onChange={(cables) => onChange({ cables })}
      />
      <Choice
        label={t('filters.parking')}
        value={register.parking}
        options={Parking.options.map((value) => ({ value, label: t(`alleyFacts:parking.${value}`) }))}
        onChange={(parking) => onChange({ parking })}
      />
      <Settling
        label={t('filters.served')}
        isNumber
        value={register.servedMin === null ? '' : String(register.servedMin)}
        onSettle={(text) => onChange({ servedMin: Number(text) > 0 ? Math.floor(Number(text)) : null })}
      />
      {isFiltered(register) && (
        <button type="button" className="register-link" onClick={onClear}>
          {t('clear')}
        </button>
      )}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: string | null;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | null) => void;
}

/** One of a few kinds, or any. */
function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const { t } = useTranslation('register');
  return (
    <label>
      {label}
      <select
        className="field"
        value={value ?? ''}
        onChange={(event) => onChange(options.find((option) => option.value === event.target.value)?.value ?? null)}
      >
        <option value="">{t('filters.any')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Five letters that can be pressed, in the order of the standards. */
function Letters({ label, chosen, onChange }: { label: string; chosen: readonly AlleyStandard[]; onChange: (chosen: AlleyStandard[]) => void }) {
  const { t } = useTranslation('alleys');
  return (
    <fieldset className="register-letters">
      <legend>{label}</legend>
      {ALLEY_STANDARDS.map((standard) => {
        const isOn = chosen.includes(standard);
        return (
          <button
            key={standard}
            type="button"
            aria-pressed={isOn}
            aria-label={`${label} ${t(`standards.${standard}`)}`}
            title={`${label} ${t(`standards.${standard}`)}`}
            onClick={() => onChange(ALLEY_STANDARDS.filter((one) => (one === standard ? !isOn : chosen.includes(one))))}
          >
            {t(`letters.${standard}`)}
          </button>
        );
      })}
    </fieldset>
  );
}

/** A field that tells its value once typing has come to rest. */
function Settling({ label, value, isNumber = false, onSettle }: { label: string; value: string; isNumber?: boolean; onSettle: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onSettle(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSettle]);
  return (
    <label>
      {label}
      <input
        className={isNumber ? 'field register-number' : 'field register-search'}
        type={isNumber ? 'number' : 'search'}
        min={0}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
