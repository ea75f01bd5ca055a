import { useTranslation } from 'react-i18next';
import type { AlleyStandard, Need } from '#contract/alleys';
import './need-bar.css';
import { FAILS_FROM } from '#geodata/standards/standards';

const WIDTH = 56;
const HEIGHT = 10;

/** A need on a scale of 0-100: filled up to what is known, hatched where it may lie, with a thin line where the standard begins to fail. */
export function NeedBar({ standard, need }: { standard: AlleyStandard; need: Need }) {
  const { t } = useTranslation(['register', 'alleys']);
  const at = (value: number) => (value / 100) * WIDTH;
  const isOpen = need.max - need.min > 0.5;
  const label = useNeedLabel()(standard, need);
  const threshold = at(FAILS_FROM[standard]);
  return (
    <svg className="need-bar" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{label}</title>
      <rect className="need-track" x="0" y="3" width={WIDTH} height="4" />
      <rect className={need.min >= FAILS_FROM[standard] ? 'need-known need-fails' : 'need-known'} x="0" y="2" width={at(need.min)} height="6" />
      {isOpen && <rect x={at(need.min)} y="1" width={at(need.max) - at(need.min)} height="8" fill="url(#need-hatch)" className="need-open" />}
      <path className="need-threshold" d={`M${threshold} 0V${HEIGHT}`} />
      <desc>{t('need.legend')}</desc>
    </svg>
  );
}

/** The hatch all bars of the page share. */
export function NeedHatch() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="need-defs">
      <defs>
        <pattern id="need-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill="var(--hatch-ground)" />
          <rect width="1.6" height="5" fill="var(--hatch)" />
        </pattern>
      </defs>
    </svg>
  );
}

/** A need in words. */
export function useNeedLabel(): (standard: AlleyStandard, need: Need) => string {
  const { t } = useTranslation(['register', 'alleys']);
  return (standard, { min, max, source }) => {
    const name = t(`alleys:standards.${standard}`);
    if (source === 'none') return t('need.unknown', { standard: name });
    const [low, high] = [String(Math.round(min)), String(Math.round(max))];
    const text = low === high ? t('need.exact', { standard: name, value: low }) : t('need.between', { standard: name, min: low, max: high });
    return source === 'components' ? t('need.components', { text }) : text;
  };
}
