import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import type { Show } from './tree.ts';

const PER_CENT = 100;
const LABEL_PX = 20;

interface HistogramProps {
  counts: { steps: readonly number[]; unknown: number };
  breaks: readonly number[];
  level: number;
  levels: readonly number[];
  show: Show | null;
  /** The bar of the grid that is pointed at or chosen elsewhere. */
  marked: Show | null;
  onLevel: (level: number) => void;
  onShow: (show: Show | null) => void;
}

/** Grids of a level by their rate, in the steps and colours of the map: it is the map's legend too. A bar shows its grids alone. */
export function Histogram({ counts, breaks, level, levels, show, marked, onLevel, onShow }: HistogramProps) {
  const { t } = useTranslation('pace');
  const words = useStepWords(breaks);
  const label = useLevelLabel();
  const most = Math.max(1, ...counts.steps, counts.unknown);
  const bars: [Show, number][] = [
    ...counts.steps.map((count, step): [Show, number] => [step, count]),
    ...(counts.unknown > 0 ? [['unknown', counts.unknown] as [Show, number]] : []),
  ];
  return (
    <section className="pace-panel histogram" aria-labelledby="histogram-title">
      <header>
        <h2 id="histogram-title">{t('histogram.title')}</h2>
        <Segmented
          label={t('histogram.level')}
          value={String(level)}
          options={levels.map((value) => ({ value: String(value), label: label(value) }))}
          onChange={(value) => onLevel(Number(value))}
        />
      </header>
      <ul className="histogram-bars">
        {bars.map(([which, count]) => (
          <li key={which}>
            <button
              type="button"
              aria-pressed={show === which}
              data-marked={marked === which || undefined}
              aria-label={t('histogram.bar', { range: words(which), n: count })}
              title={t('histogram.bar', { range: words(which), n: count })}
              disabled={count === 0 && show !== which}
              onClick={() => onShow(show === which ? null : which)}
            >
              <span className="histogram-count">{count}</span>
              <span
                className={which === 'unknown' ? 'histogram-bar legend-hatch' : 'histogram-bar'}
                style={{
                  height: `calc(${count / most} * (100% - ${LABEL_PX}px))`,
                  ...(typeof which === 'number' ? { background: `var(--ramp-${which + 1})` } : {}),
                }}
              />
            </button>
          </li>
        ))}
      </ul>
      <ul className="histogram-axis" aria-hidden="true">
        {bars.map(([which]) => (
          <li key={which}>{words(which).replace(' %', '')}</li>
        ))}
      </ul>
    </section>
  );
}

/** What a step of the rates is called, `60–70 %`. */
export function useStepWords(breaks: readonly number[]): (show: Show) => string {
  const { t } = useTranslation('pace');
  const format = useFormat();
  const edge = (step: number) => format.number((breaks[step] ?? 0) * PER_CENT);
  return (show) => {
    if (show === 'stalled') return t('stalledList.title');
    if (show === 'unknown') return t('histogram.unknown');
    if (show === 0) return `< ${edge(0)} %`;
    return show === breaks.length ? `≥ ${edge(show - 1)} %` : t('histogram.between', { from: edge(show - 1), to: `${edge(show)} %` });
  };
}

/** What a level is called in this district. */
export function useLevelLabel(): (level: number) => string {
  const { i18n } = useTranslation();
  const { data: settings } = useSettings();
  return (level) => {
    const label = settings?.levelLabels[level - 1];
    return label === undefined ? String(level) : i18n.language === 'en' ? label.en : label.zh;
  };
}
