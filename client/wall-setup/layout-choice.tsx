import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { WALL_LAYOUTS, type WallLayout } from '#kinds/walls';
import { CANVASES, layoutWall } from '../wall/layout.ts';
import { canvasOf } from './draft.ts';

const COUNTS = { subdistricts: 5, kinds: 3, domains: 6, ranking: 5 };
const NONE = { columns: [], rows: [] };

interface LayoutChoiceProps {
  value: WallLayout;
  bezels: { columns: readonly number[]; rows: readonly number[] };
  onChange: (layout: WallLayout) => void;
}

/** The layouts as small drawings of what stands where, seams included: one of them is taken. */
export function LayoutChoice({ value, bezels, onChange }: LayoutChoiceProps) {
  const { t } = useTranslation('wallSetup');
  const group = useId();
  return (
    <fieldset className="layout-choice">
      <legend className="visually-hidden">{t('layout')}</legend>
      {WALL_LAYOUTS.map((layout) => (
        <label key={layout}>
          <input type="radio" className="visually-hidden" name={group} checked={layout === value} onChange={() => onChange(layout)} />
          <Drawing layout={layout} bezels={layout === value ? bezels : NONE} />
          <span>{layout === 'auto' ? t('auto') : layout.replace('x', ' × ')}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Drawing({ layout, bezels }: { layout: WallLayout; bezels: LayoutChoiceProps['bezels'] }) {
  const [widthPx, heightPx] = layout === 'auto' ? canvasOf('auto') : CANVASES[layout];
  const drawn = useMemo(() => layoutWall({ widthPx, heightPx, canvas: layout, bezels, counts: COUNTS, language: 'zh' }), [widthPx, heightPx, layout, bezels]);
  return (
    <svg viewBox={`0 0 ${widthPx} ${heightPx}`} aria-hidden="true">
      <rect className="layout-ground" width={widthPx} height={heightPx} />
      <rect className="layout-map" {...drawn.map} />
      {Object.entries(drawn.panels).map(([name, { x, y, width, height }]) => (
        <rect key={name} className="layout-panel" x={x} y={y} width={width} height={height} />
      ))}
      <rect className="layout-panel" {...drawn.scene} />
      {drawn.seams.columns.map((x) => (
        <path key={x} className="layout-seam" d={`M${x} 0V${heightPx}`} />
      ))}
      {drawn.seams.rows.map((y) => (
        <path key={y} className="layout-seam" d={`M0 ${y}H${widthPx}`} />
      ))}
    </svg>
  );
}
