import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Within } from '#contract/coverage';
import { useSettings } from '../api/settings.ts';
import type { AnswerLine, HouseholdGroup } from '../map/panel-view.ts';
import { Failure } from '../ui/load-state.tsx';
import { type CoverageFilter, householdFile, householdFileAddress } from './api.ts';
import { fileName } from './file-name.ts';
import { save } from './save-file.ts';

const FORMATS = ['csv', 'geojson'] as const;

interface FileButtonsProps {
  within: Within;
  filter: CoverageFilter;
  group: HouseholdGroup;
  line?: AnswerLine | undefined;
  /** What the file holds: its name, with the day. */
  title: string;
}

/** Everything of a list as a file. Of a grid a link: it may be millions of rows, which go straight to the disk. */
export function FileButtons(props: FileButtonsProps) {
  return 'grid' in props.within ? <FileLinks {...props} code={props.within.grid} /> : <FileFetchers {...props} />;
}

function FileLinks({ code, filter, group, line }: FileButtonsProps & { code: string }) {
  const { t } = useTranslation('coveragePanel');
  return FORMATS.map((f) => (
    <a key={f} className="button" href={householdFileAddress(code, filter, group, line, f)} download>
      {t(f)}
    </a>
  ));
}

function FileFetchers({ within, filter, group, line, title }: FileButtonsProps) {
  const { t } = useTranslation('coveragePanel');
  const { data: settings } = useSettings();
  const [busy, setBusy] = useState<'csv' | 'geojson' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fetchFile = async (f: 'csv' | 'geojson') => {
    setBusy(f);
    setError(null);
    try {
      save(await householdFile(within, filter, group, line, f), fileName(title, new Date(), settings?.timeZone, f));
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
