import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './alleys.css';

export const MIN_DISTANCE_M = 10;
export const MAX_DISTANCE_M = 500;
export const DEFAULT_DISTANCE_M = 50;
const STEP_M = 10;
/** A slider that is still moving asks nothing. */
const SETTLE_MS = 250;

interface DistanceFieldProps {
  /** Metres. */
  value: number;
  onChange: (metres: number) => void;
}

/** Metres around an alley: a slider, and a field for those who know the number. Tells its value once it has come to rest. */
export function DistanceField({ value, onChange }: DistanceFieldProps) {
  const { t } = useTranslation('alleyCard');
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const metres = Number(text);
  const valid = Number.isFinite(metres) && metres >= MIN_DISTANCE_M && metres <= MAX_DISTANCE_M;
  useEffect(() => {
    if (!valid || metres === value) return;
    const timer = setTimeout(() => onChange(metres), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [valid, metres, value, onChange]);
  const label = t('distance');
  return (
    <div className="near-distance">
      <input
        type="range"
        aria-label={label}
        min={MIN_DISTANCE_M}
        max={MAX_DISTANCE_M}
        step={STEP_M}
        value={valid ? metres : value}
        onChange={(event) => setText(event.target.value)}
      />
      <input
        type="number"
        className="field"
        aria-label={label}
        aria-invalid={!valid}
        min={MIN_DISTANCE_M}
        max={MAX_DISTANCE_M}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <span>{t('metres', { value: '' }).trim()}</span>
    </div>
  );
}
