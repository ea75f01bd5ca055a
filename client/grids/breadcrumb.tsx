import { useTranslation } from 'react-i18next';
import type { GridRef } from '#contract/grids';
import { useAlley } from '../alleys/api.ts';
import { useSettings } from '../api/settings.ts';
import { useMapState } from '../map/map-state.ts';
import { Popover } from '../ui/popover.tsx';
import { useGrid, useRootGrid } from './api.ts';
import { ChildPicker } from './child-picker.tsx';
import { useHolder } from './holder.ts';
import './breadcrumb.css';

/** The way down to what is selected: an alley or a drawn shape ends it, after the smallest grid that holds it. A name goes back to that grid; the mark behind it lists the grids below, so that a neighbour is two keys away. */
export function Breadcrumb() {
  const { t } = useTranslation('grids');
  const { state, select } = useMapState();
  const { data: root } = useRootGrid();
  const { data: settings } = useSettings();
  const { i18n } = useTranslation();
  const { data: selected } = useGrid(useHolder(state));
  const thing = useThing();
  const steps: GridRef[] = selected ? [...selected.ancestors, selected] : root ? [root] : [];
  const last = steps[steps.length - 1];
  if (!last) return null;
  const below = settings?.levelLabels[last.level];
  const belowName = below ? (i18n.language === 'en' ? below.en : below.zh) : '';
  const goTo = (code: string) => select(code === root?.code ? {} : { grid: code });
  return (
    <nav className="breadcrumb floating" data-thing={thing !== null} aria-label={t('breadcrumb')}>
      <ol>
        {steps.map((step, index) => (
          <li key={step.id}>
            <button type="button" className="crumb" aria-current={step === last && thing === null ? 'location' : undefined} onClick={() => goTo(step.code)}>
              {step.name}
            </button>
            {step !== last || hasChildren(selected ?? root, step) ? (
              <Below grid={step} current={steps[index + 1]?.code ?? null} hint={step === last && thing === null ? belowName : ''} onSelect={goTo} />
            ) : (
              thing !== null && (
                <span className="crumb crumb-below" aria-hidden="true">
                  ›
                </span>
              )
            )}
          </li>
        ))}
        {thing !== null && (
          <li>
            <span className="crumb crumb-thing" aria-current="location">
              {thing}
            </span>
          </li>
        )}
      </ol>
    </nav>
  );
}

/** What is selected and is no grid, as the last step. */
function useThing(): string | null {
  const { t } = useTranslation(['grids', 'alleys']);
  const { state } = useMapState();
  const { data: alley } = useAlley(state.alley);
  if (state.shape !== null) return t('grids:drawnShape');
  if (state.alley !== null) return alley === undefined ? '…' : (alley.name ?? t('alleys:unnamed'));
  return state.place === null ? null : t('grids:thisPlace');
}

/** Only the last step's children are counted already; whoever has a step below has children. */
function hasChildren(counted: { id: number; childCount: number } | null | undefined, step: GridRef): boolean {
  return counted?.id === step.id && counted.childCount > 0;
}

interface BelowProps {
  grid: GridRef;
  /** Code of the grid below that lies on the way, null at its end. */
  current: string | null;
  /** What the level below is called, at the end of the way. */
  hint: string;
  onSelect: (code: string) => void;
}

function Below({ grid, current, hint, onSelect }: BelowProps) {
  const { t } = useTranslation('gridCard');
  const title = t('children', { name: grid.name });
  const label = (
    <>
      <span aria-hidden="true">›</span>
      {hint !== '' && <span className="crumb-hint">{hint}</span>}
      <span className="visually-hidden">{title}</span>
    </>
  );
  return (
    <Popover label={label} title={title} className="crumb crumb-below">
      {(close) => (
        <ChildPicker
          code={grid.code}
          current={current}
          onSelect={(code) => {
            close();
            onSelect(code);
          }}
        />
      )}
    </Popover>
  );
}
