import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { fileName } from '../coverage/file-name.ts';
import { save } from '../coverage/save-file.ts';
import { Failure } from '../ui/load-state.tsx';
import { paceFile, type Shown } from './api.ts';

const FORMATS = ['csv', 'xlsx'] as const;

/** What the table shows as a file: its rows in their order, its columns, kind, round and denominator. */
export function ExportButtons({ shown, title }: { shown: Shown; title: string }) {
  const { t } = useTranslation('pace');
  const { data: settings } = useSettings();
  const [busy, setBusy] = useState<'csv' | 'xlsx' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fetchFile = async (f: 'csv' | 'xlsx') => {
    setBusy(f);
    setError(null);
    try {
      save(await paceFile(shown, f), fileName(title, new Date(), settings?.timeZone, f));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };
  return (
    <span className="pace-files">
      {error !== null && <Failure error={error} onRetry={() => setError(null)} />}
      {FORMATS.map((f) => (
        <button key={f} type="button" className="button" disabled={busy !== null || shown.grids.length === 0} onClick={() => void fetchFile(f)}>
          {busy === f ? t('file.busy') : t(`file.${f}`)}
        </button>
      ))}
    </span>
  );
}
