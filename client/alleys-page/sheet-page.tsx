import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useAlley, useDarkStretches, useLineFaults } from '../alleys/api.ts';
import { alleyCardMessages } from '../alleys/card-messages.ts';
import { useSettings } from '../api/settings.ts';
import { addRoom } from '../i18n/i18n.ts';
import { surveyMessages } from '../surveys/messages.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { registerMessages } from './messages.ts';
import { Sheet } from './sheet.tsx';
import './sheet.css';

addRoom('alleyCard', alleyCardMessages);
addRoom('register', registerMessages);
addRoom('surveys', surveyMessages);

/** `/alley-sheet?alley=ID`: 一街一策, one sheet of A4 as it will be printed. */
export default function AlleySheetPage() {
  const { t } = useTranslation('register');
  const [search] = useSearchParams();
  const id = Number(search.get('alley'));
  const isChosen = Number.isInteger(id) && id > 0;
  const query = useAlley(isChosen ? id : null);
  // Dates and numbers are written as the district's settings say.
  useSettings();
  const dark = useDarkStretches(isChosen).data;
  const faults = useLineFaults(isChosen).data;
  useEffect(() => {
    document.title = query.data === undefined ? t('sheet.title') : `${query.data.name ?? query.data.code} ${t('sheet.title')}`;
  }, [query.data, t]);
  return (
    <main className="alley-sheet-page">
      <style>{'@page { size: 210mm 297mm; margin: 0 }'}</style>
      <div className="alley-sheet-bar">
        <Link className="button" to={isChosen ? `/alleys?alley=${id}` : '/alleys'}>
          {t('sheet.back')}
        </Link>
        <button type="button" className="button button-primary" disabled={query.data === undefined} onClick={() => window.print()}>
          {t('sheet.print')}
        </button>
      </div>
      {isChosen ? (
        <Loaded query={query} bars={[60, 240, 120, 120]}>
          {(alley) => (
            <Sheet
              alley={alley}
              unknownLight={dark?.features.filter(({ id: of, properties }) => of === alley.id && properties.state === 'unknown') ?? []}
              faults={faults?.features.filter(({ properties }) => properties.alleyId === alley.id) ?? []}
            />
          )}
        </Loaded>
      ) : (
        <Empty>{t('sheet.none')}</Empty>
      )}
    </main>
  );
}
