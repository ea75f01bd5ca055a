import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridColumns } from '../api/layer-state.ts';
import { coverageRates } from '../coverage/layers.ts';
import type { DenominatorName } from '../map/map-state.ts';
import { useFormat } from '../ui/use-format.ts';
import './hover-tip.css';

/** Pixels between the pointer and the words, and the least between them and the edge. */
const GAP = 14;

interface HoverTipProps {
  grids: GridColumns | null;
  /** The grid under the pointer. */
  code: string | null;
  denominator: DenominatorName;
}

/** What the grid under a mouse is called and how far it has come, beside the pointer. For the eye alone: the card says it to everybody. */
export function HoverTip({ grids, code, denominator }: HoverTipProps) {
  const { t } = useTranslation('grids');
  const format = useFormat();
  const tip = useRef<HTMLDivElement>(null);
  const index = grids === null || code === null ? -1 : grids.code.indexOf(code);
  useEffect(() => {
    const follow = (event: PointerEvent) => {
      const words = tip.current;
      const room = words?.offsetParent;
      if (!words || !room) return;
      const { left, top, width, height } = room.getBoundingClientRect();
      const x = event.clientX - left + GAP;
      const y = event.clientY - top + GAP;
      // To the other side of the pointer where there is no room.
      const right = x + words.offsetWidth > width ? x - 2 * GAP - words.offsetWidth : x;
      const below = y + words.offsetHeight > height ? y - 2 * GAP - words.offsetHeight : y;
      words.style.transform = `translate(${right}px, ${below}px)`;
      words.dataset.pointer = event.pointerType;
    };
    document.addEventListener('pointermove', follow);
    return () => document.removeEventListener('pointermove', follow);
  }, []);
  const rate = grids === null || index < 0 ? null : (coverageRates(grids, denominator).get(grids.id[index] ?? 0) ?? null);
  return (
    <div ref={tip} className="hover-tip floating" hidden={grids === null || index < 0} aria-hidden="true">
      <b>{grids?.name[index]}</b>
      {grids?.hasRound === true && (
        <span>
          {rate === null ? t('noTargetsOn') : t('coveredOn', { rate: format.rate(rate), count: format.number(grids.uncovered[index] ?? 0) as never })}
        </span>
      )}
    </div>
  );
}
