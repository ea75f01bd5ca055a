import { useTranslation } from 'react-i18next';
import type { BulkPlace } from './bulk-form.tsx';
import { isUncovered, type ShownDoor } from './door-states.ts';
import type { Last } from './last.ts';

interface SheetLowerProps {
  doors: readonly ShownDoor[];
  /** Where several doors can be recorded at once, the nearest first. */
  places: readonly BulkPlace[];
  last: Last | null;
  isCorrecting: boolean;
  onBulk: (place: BulkPlace) => void;
  onMore: () => void;
  onUndo: () => void;
  onCancel: () => void;
}

/** At the very foot of the sheet: the rest of a floor at once, and the way back from the last record. */
export function SheetLower({ doors, places, last, isCorrecting, onBulk, onMore, onUndo, onCancel }: SheetLowerProps) {
  const { t } = useTranslation('field');
  const [quick] = places;
  return (
    <div className="field-lower">
      {quick ? (
        <button type="button" className="field-button field-bulk" onClick={() => onBulk(quick)}>
          {quick.text}
        </button>
      ) : (
        <span className="field-bulk field-muted">{t(doors.length === 0 ? 'building.empty' : doors.some(isUncovered) ? 'bulk.none' : 'building.allDone')}</span>
      )}
      {places.length > 1 ? (
        <button type="button" className="field-button" onClick={onMore}>
          {t('bulk.more')}
        </button>
      ) : null}
      {isCorrecting ? (
        <button type="button" className="field-button" onClick={onCancel}>
          {t('cancel')}
        </button>
      ) : (
        <button type="button" className="field-button" disabled={last === null} onClick={onUndo}>
          {t(last?.kind === 'sent' ? 'undo.correct' : 'undo.drop')}
        </button>
      )}
    </div>
  );
}
