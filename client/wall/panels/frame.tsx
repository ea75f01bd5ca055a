import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box, PanelName } from '../layout.ts';
import { useWallTime } from '../wall-time.ts';
import { useWords } from '../words.ts';

/** A box of the layout as CSS. */
export function placeOf({ x, y, width, height }: Box): CSSProperties {
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}

interface WallPanelProps {
  name: PanelName;
  at: Box;
  title: string;
  /** Beside the title: the figure the panel is about, with its unit. */
  figure?: ReactNode;
  /** Small words before the time: what the list is of, how many are left out. */
  note?: ReactNode;
  /** When the figures were true; absent where a time is no question (a place that is empty). */
  asOf?: string | undefined;
  children?: ReactNode;
}

/** A heading and what stands under it. Old figures step back and say since when they stand still. */
export function WallPanel({ name, at, title, figure, note, asOf, children }: WallPanelProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const isOld = useWallTime((time) => time.isOld) && asOf !== undefined;
  return (
    <section className={isOld ? 'w-panel w-stale' : 'w-panel'} style={placeOf(at)} data-panel={name} aria-label={title}>
      <header className="w-head">
        <h2>{title}</h2>
        {figure && <span className="w-head-figure">{figure}</span>}
        <span className="w-head-note">
          {!isOld && note}
          {asOf !== undefined && <span className={isOld ? 'w-stopped' : 'w-as-of'}>{t(isOld ? 'stopped' : 'asOf', { time: words.clock(asOf) })}</span>}
        </span>
      </header>
      <div className="w-body">{children}</div>
    </section>
  );
}

/** The first entries of a list, as many as have room; what is left out is counted (`rest`). */
export function cut<Item>(items: readonly Item[], rows: number, total = items.length): { shown: readonly Item[]; rest: number } {
  const shown = items.slice(0, rows);
  return { shown, rest: total - shown.length };
}

/** "另有 n 个" beside the time, or nothing. */
export function More({ rest, of }: { rest: number; of: string }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  return rest > 0 ? <span className="w-more">{t('more', { n: words.number(rest), of })}</span> : null;
}

/** A number and its small grey unit. */
export function Figure({ value, unit }: { value: string; unit: string }) {
  return (
    <>
      <b>{value}</b>
      {unit && <span className="w-unit"> {unit}</span>}
    </>
  );
}
