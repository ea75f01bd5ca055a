import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import type { DevicePhoto } from './device/records.ts';
import type { IssueWords } from './device/rewrite.ts';
import { PhotoField } from './photo-field.tsx';

/** An issue while it is written. domain: a code of the settings, '' = the first of them. */
export interface IssueDraft extends IssueWords {
  photos: DevicePhoto[];
}
export const NO_ISSUE: IssueDraft = { title: '', domain: '', description: '', photos: [] };

interface ReportFormProps {
  domains: PublicSettings['issueDomains'];
  draft: IssueDraft;
  onChange: (draft: IssueDraft) => void;
  saveText: string;
  onRecord: (draft: IssueDraft) => void;
}

/** What a resident complains of, or what the worker sees on the stairs. */
export function ReportForm({ domains, draft, onChange, saveText, onRecord }: ReportFormProps) {
  const { t, i18n } = useTranslation('field');
  const id = useId();
  const [isAsked, setAsked] = useState(false);
  const { title, description, photos } = draft;
  const isEmpty = isAsked && title.trim() === '';
  // A domain that is no longer used has to be chosen anew: the field would show another than the one that is sent.
  const isGone = draft.domain !== '' && !domains.some(({ code }) => code === draft.domain);
  const domain = isGone ? '' : draft.domain || (domains[0]?.code ?? '');
  return (
    <form
      className="field-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '' && !isGone) onRecord({ ...draft, domain });
        else setAsked(true);
      }}
    >
      <p className="field-form-title">{t('report.title')}</p>
      <label className="field-label" htmlFor={`${id}-title`}>
        {t('report.what')}
      </label>
      <input
        id={`${id}-title`}
        className="field field-input"
        value={title}
        maxLength={100}
        aria-invalid={isEmpty}
        onChange={(event) => onChange({ ...draft, title: event.target.value })}
      />
      {isEmpty ? (
        <p className="field-said field-said-bad" role="alert">
          {t('report.needTitle')}
        </p>
      ) : null}
      <label className="field-label" htmlFor={`${id}-domain`}>
        {t('report.domain')}
      </label>
      <select
        id={`${id}-domain`}
        className="field field-input"
        value={domain}
        aria-invalid={isAsked && isGone}
        onChange={(event) => onChange({ ...draft, domain: event.target.value })}
      >
        {isGone ? <option value="">{t('report.choose')}</option> : null}
        {domains.map(({ code, name, nameEn }) => (
          <option key={code} value={code}>
            {i18n.language === 'en' ? (nameEn ?? name) : name}
          </option>
        ))}
      </select>
      {isAsked && isGone ? (
        <p className="field-said field-said-bad" role="alert">
          {t('report.needDomain')}
        </p>
      ) : null}
      <label className="field-label" htmlFor={`${id}-more`}>
        {t('report.description')}
      </label>
      <textarea
        id={`${id}-more`}
        className="field field-text"
        rows={2}
        maxLength={2000}
        value={description}
        onChange={(event) => onChange({ ...draft, description: event.target.value })}
      />
      <PhotoField photos={photos} onChange={(next) => onChange({ ...draft, photos: next })} />
      <button type="submit" className="field-button field-met">
        {saveText}
      </button>
    </form>
  );
}
