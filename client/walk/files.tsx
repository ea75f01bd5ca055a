import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { fileName } from '../coverage/file-name.ts';
import { save } from '../coverage/save-file.ts';
import { Failure } from '../ui/load-state.tsx';
import { type WalkQuestion, walkFile } from './api.ts';

const FORMATS = ['xlsx', 'csv'] as const;
type Format = (typeof FORMATS)[number];

/** The list as a spreadsheet, in the language of the screen. */
export function WalkFiles({ question, name }: { question: WalkQuestion; name: string }) {
  const { t, i18n } = useTranslation('walk');
  const { data: settings } = useSettings();
  const [busy, setBusy] = useState<Format | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fetchFile = async (f: Format) => {
    setBusy(f);
    setError(null);
    try {
      const file = await walkFile(question, f, i18n.language === 'en' ? 'en' : 'zh');
      save(file, fileName(t('ofPlace', { place: name }), new Date(), settings?.timeZone, f));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      {error !== null && <Failure error={error} onRetry={() => setError(null)} />}
      {FORMATS.map((f) => (
        <button key={f} type="button" className="button" disabled={busy !== null} onClick={() => void fetchFile(f)}>
          {busy === f ? t('preparing') : t(f)}
        </button>
      ))}
    </>
  );
}
