import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import type { DevicePhoto } from './device/records.ts';
import { PhotoField } from './photo-field.tsx';

interface ReportFormProps {
  domains: PublicSettings['issueDomains'];
  onRecord: (issue: { title: string; domain: string; description: string }, photos: DevicePhoto[]) => void;
}

/** What a resident complains of, or what the worker sees on the stairs. */
export function ReportForm({ domains, onRecord }: ReportFormProps) {
  const { t, i18n } = useTranslation('field');
  const id = useId();
  const [title, setTitle] = useState('');
  const [domain, setDomain] = useState(domains[0]?.code ?? '');
  const [description, setDescription] = useState('');
  const [photos, setPhotos] = useState<DevicePhoto[]>([]);
  const [isEmpty, setEmpty] = useState(false);
  return (
    <form
      className="field-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() === '') setEmpty(true);
        else onRecord({ title: title.trim(), domain, description }, photos);
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
        onChange={(event) => {
          setTitle(event.target.value);
          setEmpty(false);
        }}
      />
      {isEmpty ? (
        <p className="field-said field-said-bad" role="alert">
          {t('report.needTitle')}
        </p>
      ) : null}
      <label className="field-label" htmlFor={`${id}-domain`}>
        {t('report.domain')}
      </label>
      <select id={`${id}-domain`} className="field field-input" value={domain} onChange={(event) => setDomain(event.target.value)}>
        {domains.map(({ code, name, nameEn }) => (
          <option key={code} value={code}>
            {i18n.language === 'en' ? (nameEn ?? name) : name}
          </option>
        ))}
      </select>
      <label className="field-label" htmlFor={`${id}-more`}>
        {t('report.description')}
      </label>
      <textarea
        id={`${id}-more`}
        className="field field-text"
        rows={2}
        maxLength={2000}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <PhotoField photos={photos} onChange={setPhotos} />
      <button type="submit" className="field-button field-met">
        {t('report.save')}
      </button>
    </form>
  );
}
