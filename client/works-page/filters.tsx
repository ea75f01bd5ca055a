import { useTranslation } from 'react-i18next';
import { useProgrammes } from '../projects-page/api.ts';
import { Segmented } from '../ui/segmented.tsx';
import { PERIODS, type WorksState } from './desk-state.ts';

interface FiltersProps {
  works: WorksState;
  onChange: (change: Partial<WorksState>) => void;
  isBackwards: boolean;
}

/** When the works were completed, and for which programme. */
export function Filters({ works, onChange, isBackwards }: FiltersProps) {
  const { t } = useTranslation('worksPage');
  const programmes = useProgrammes().data ?? [];
  return (
    <div className="works-filters">
      <Segmented
        label={t('period')}
        value={works.period}
        options={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        onChange={(period) => onChange({ period })}
      />
      {works.period === 'custom' && (
        <>
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {t(end)}{' '}
              <input
                type="date"
                className="field"
                value={works[end] ?? ''}
                aria-invalid={isBackwards || undefined}
                onChange={(event) => onChange({ [end]: event.target.value || null })}
              />
            </label>
          ))}
          {isBackwards && <span role="alert">{t('badPeriod')}</span>}
        </>
      )}
      {programmes.length > 0 && (
        <label>
          {t('programme')}{' '}
          <select className="field" value={works.programme ?? ''} onChange={(event) => onChange({ programme: event.target.value || null })}>
            <option value="">{t('anyProgramme')}</option>
            {programmes.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
