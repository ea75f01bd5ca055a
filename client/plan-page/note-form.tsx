import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/load-state.tsx';
import { type PlanAlley, useMayPlan, useNoteAlley } from './api.ts';

type Kind = 'consent' | 'demolition';

/** Notes what residents answered, or that the place is to be torn down: both bar an alley, so both are written where one asks why. */
export function NoteForm({ alley: { id, demolition }, today, onNoted }: { alley: PlanAlley; today: string; onNoted: () => void }) {
  const { t } = useTranslation('planKept');
  const mayPlan = useMayPlan();
  const note = useNoteAlley(id);
  const [kind, setKind] = useState<Kind | null>(null);
  const [fields, setFields] = useState({ asked: '', agreed: '', on: today, until: '', reason: '' });
  if (!mayPlan) return null;
  if (kind === null)
    return (
      <p className="plan-noting">
        {(['consent', 'demolition'] as const).map((one) => (
          <button key={one} type="button" className="plan-link" onClick={() => setKind(one)}>
            {t(`note.${one === 'demolition' && demolition !== null ? 'lift' : one}`)}
          </button>
        ))}
      </p>
    );
  const [asked, agreed] = [Number(fields.asked), Number(fields.agreed)];
  const isTooMany = kind === 'consent' && agreed > asked;
  const field = (name: keyof typeof fields, type: 'number' | 'date' | 'text', isNeeded = true) => (
    <label>
      <span>{t(`note.${name}`)}</span>
      <input
        className="field"
        type={type}
        required={isNeeded}
        {...(type === 'number'
          ? { min: name === 'asked' ? 1 : 0, max: 1_000_000 }
          : type === 'text'
            ? { maxLength: 500 }
            : name === 'on'
              ? { max: today }
              : {})}
        value={fields[name]}
        onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      />
    </label>
  );
  const save = () =>
    note.mutate(
      {
        kind,
        isLifted: kind === 'demolition' && demolition !== null,
        notedOn: fields.on,
        reason: fields.reason.trim(),
        ...(kind === 'consent' ? { asked, agreed } : fields.until === '' ? {} : { untilOn: fields.until }),
      },
      {
        onSuccess: () => {
          setKind(null);
          onNoted();
        },
      },
    );
  return (
    <form
      className="plan-noting"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isTooMany && fields.reason.trim() !== '') save();
      }}
    >
      {kind === 'consent' && field('asked', 'number')}
      {kind === 'consent' && field('agreed', 'number')}
      {field('on', 'date')}
      {kind === 'demolition' && demolition === null && field('until', 'date', false)}
      {field('reason', 'text')}
      <button type="submit" className="button" disabled={note.isPending || isTooMany}>
        {t('note.save')}
      </button>
      <button type="button" className="plan-link" onClick={() => setKind(null)}>
        {t('note.cancel')}
      </button>
      {isTooMany && <p role="alert">{t('note.tooMany')}</p>}
      {note.isError && <Failure error={note.error} onRetry={note.reset} />}
    </form>
  );
}
