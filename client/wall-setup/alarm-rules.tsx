import { useTranslation } from 'react-i18next';
import { ALARM_KINDS } from '#kinds/alarms';
import { Segmented } from '../ui/segmented.tsx';
import type { WallDraft } from './draft.ts';

interface AlarmRulesProps {
  alarms: WallDraft['alarms'];
  sound: WallDraft['sound'];
  onAlarms: (alarms: WallDraft['alarms']) => void;
  onSound: (sound: WallDraft['sound']) => void;
}

const LEVELS = ['one', 'two', 'three', 'four'] as const;
const MOST_SPANS = 6;

/** Which alarms a wall shows, whether it is heard, and when it keeps silent. */
export function AlarmRules({ alarms, sound, onAlarms, onSound }: AlarmRulesProps) {
  const { t } = useTranslation('wallSetup');
  const setSpan = (index: number, change: Partial<{ from: string; to: string }>) =>
    onSound({ ...sound, quiet: sound.quiet.map((span, other) => (other === index ? { ...span, ...change } : span)) });
  return (
    <div className="alarm-rules">
      <div>
        {ALARM_KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={alarms.kinds.includes(kind)}
              onChange={({ target }) =>
                onAlarms({ ...alarms, kinds: ALARM_KINDS.filter((known) => (known === kind ? target.checked : alarms.kinds.includes(known))) })
              }
            />
            {t(`alarmKinds.${kind}`)}
          </label>
        ))}
      </div>
      <div>
        <span>{t('level')}</span>
        <Segmented
          label={t('level')}
          value={String(alarms.level)}
          options={LEVELS.map((level, index) => ({ value: String(index + 1), label: t(`levels.${level}`) }))}
          onChange={(level) => onAlarms({ ...alarms, level: Number(level) })}
        />
      </div>
      <div>
        <label>
          <input type="checkbox" checked={sound.on} onChange={({ target }) => onSound({ ...sound, on: target.checked })} />
          {t('sound')}
        </label>
      </div>
      {sound.on && (
        <div>
          <span>{t('quiet')}</span>
          {sound.quiet.map((span, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a span is its two times, which are being typed
            <span key={index} className="quiet-span">
              <input
                className="field"
                type="time"
                aria-label={`${t('quiet')} ${t('from')}`}
                value={span.from}
                onChange={({ target }) => setSpan(index, { from: target.value })}
              />
              –
              <input
                className="field"
                type="time"
                aria-label={`${t('quiet')} ${t('to')}`}
                value={span.to}
                onChange={({ target }) => setSpan(index, { to: target.value })}
              />
              <button type="button" aria-label={t('drop')} onClick={() => onSound({ ...sound, quiet: sound.quiet.filter((_, other) => other !== index) })}>
                ×
              </button>
            </span>
          ))}
          {sound.quiet.length < MOST_SPANS && (
            <button type="button" className="button" onClick={() => onSound({ ...sound, quiet: [...sound.quiet, { from: '20:00', to: '07:30' }] })}>
              {t('quietAdd')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
