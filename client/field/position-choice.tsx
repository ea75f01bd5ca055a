import { useTranslation } from 'react-i18next';
import { useFieldDesk } from './desk.ts';

/** Asks once whether the position may be used, and says how well it is known. */
export function PositionChoice() {
  const { t } = useTranslation('field');
  const { state, allow } = useFieldDesk().positioning;
  if (state.kind === 'off')
    return (
      <button type="button" className="field-button field-wide" onClick={() => allow(true)}>
        {t('grid.position')}
      </button>
    );
  const words = {
    insecure: () => t('grid.positionInsecure'),
    denied: () => t('grid.positionDenied'),
    waiting: () => t('grid.positionWait'),
    on: () => (state.kind === 'on' ? t('grid.accuracy', { n: Math.round(state.fix.accuracyM) }) : ''),
  };
  return (
    <div className="field-foot-line field-position">
      <p className="field-muted" role="status">
        {words[state.kind]()}
      </p>
      {state.kind === 'on' || state.kind === 'waiting' ? (
        <button type="button" className="field-button" onClick={() => allow(false)}>
          {t('grid.positionOff')}
        </button>
      ) : null}
    </div>
  );
}
