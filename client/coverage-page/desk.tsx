import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaceTree } from '#contract/pace';
import type { PublicSettings } from '#contract/settings';
import { CoverageControls } from '../coverage/controls.tsx';
import { useMapState } from '../map/map-state.ts';
import { webglLimit } from '../map/webgl.ts';
import { Empty } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { nameOf } from './cells.tsx';
import { DayPicker } from './day-picker.tsx';
import { type DeskState, useDeskState } from './desk-state.ts';
import { ExportButtons } from './export-buttons.tsx';
import { Headline } from './headline.tsx';
import { Histogram, useLevelLabel, useStepWords } from './histogram.tsx';
import { MapPane } from './map-pane.tsx';
import { StalledList } from './stalled-list.tsx';
import { ancestorsOf, barOf, histogram, isShown, type Line, levelsOf, linesOf } from './tree.ts';
import { COLUMNS, TreeTable } from './tree-table.tsx';

/** 网格: what one grid worker answers for. */
const GRID_LEVEL = 4;

/** Headline, map with its histogram, and the tree; whatever is chosen in one is chosen in all. */
export function CoverageDesk({ settings, tree }: { settings: PublicSettings; tree: PaceTree }) {
  const { t, i18n } = useTranslation('pace');
  const { state, select } = useMapState();
  const { desk, change } = useDeskState();
  const format = useFormat();
  const words = useStepWords(settings.coverageBreaks);
  const levelLabel = useLevelLabel();
  const [hoveredRow, setHoveredRow] = useState<string | null>(null);
  const [hoveredGrid, setHoveredGrid] = useState<string | null>(null);
  const [codes, setCodes] = useState<string[]>([]);
  const { denominator: of } = state;
  const { coverageBreaks: breaks } = settings;

  const { roots, all } = useMemo(() => linesOf(tree), [tree]);
  const levels = useMemo(() => levelsOf(tree), [tree]);
  const level = desk.level !== null && levels.includes(desk.level) ? desk.level : ([...levels].reverse().find((one) => one <= GRID_LEVEL) ?? 1);
  const ofLevel = useMemo(() => all.filter(({ row }) => tree.level[row] === level), [all, tree, level]);
  const { show } = desk;
  const matching = useMemo(() => (show === null ? ofLevel : ofLevel.filter((line) => isShown(line, show, of, breaks))), [ofLevel, show, of, breaks]);
  const counts = useMemo(() => histogram(ofLevel, of, breaks), [ofLevel, of, breaks]);

  const { depth } = desk;
  const turned = useMemo(() => new Set(desk.turned), [desk.turned]);
  const isOpen = useCallback((line: Line) => (line.tree.level[line.row] ?? 0) < depth !== turned.has(line.code), [depth, turned]);
  const turn = (lines: readonly Line[]) => {
    const next = new Set(turned);
    for (const { code } of lines) if (!next.delete(code)) next.add(code);
    change({ turned: [...next] });
  };
  const selected = all.find(({ code }) => code === state.grid) ?? null;
  useReveal(selected, (line) => {
    if (show === null) turn(ancestorsOf(all, line).filter((above) => !isOpen(above)));
  });

  const choose = (code: string | null) => select(code === null || code === state.grid ? {} : { grid: code });
  const limit = webglLimit();
  const root = selected ?? roots[0];
  if (root === undefined) return <Empty>{t('nothing')}</Empty>;
  // What is pointed at in the table or on the map, else what is chosen: the histogram says where among its peers it stands.
  const pointed = ofLevel.find(({ code }) => code === (hoveredRow ?? hoveredGrid ?? state.grid)) ?? null;
  const stalled = ofLevel.filter(({ row }) => tree.isStalled[row]).length;
  const sorted = t('file.sorted', { column: t(`columns.${desk.sort.column}`), way: t(desk.sort.isDescending ? 'file.down' : 'file.up') });
  const only = show === null ? null : `${levelLabel(level)} ${words(show)}`;
  const shown = {
    campaign: state.campaign,
    day: desk.day,
    kind: state.kind,
    of,
    lang: i18n.language === 'en' ? ('en' as const) : ('zh' as const),
    grids: codes,
    columns: [...COLUMNS],
    shown: [sorted, ...(only === null ? [] : [t('only', { what: only })])].join(t('file.and')),
  };
  const setShow = (next: DeskState['show']) => change({ show: next });
  return (
    <div className="coverage-desk">
      <section className="pace-top" aria-labelledby="pace-title">
        <div className="pace-title">
          <h1 id="pace-title">{t('title')}</h1>
          <p>
            {nameOf(root)} <small>{desk.day === null ? t('asOf', { time: format.time(tree.asOf) }) : t('day.asOf', { day: tree.today })}</small>
          </p>
          <DayPicker day={desk.day} onDay={(day) => change({ day })} />
        </div>
        <Headline line={root} of={of} stalled={stalled} onStalled={() => setShow('stalled')} />
      </section>
      <div className="pace-left">
        {limit === null ? (
          <p className="pace-no-map">{t('noMap')}</p>
        ) : (
          <MapPane
            settings={settings}
            maxCanvas={limit}
            level={level}
            lines={matching}
            all={all}
            of={of}
            hovered={hoveredRow === null ? null : (all.find(({ code }) => code === hoveredRow) ?? null)}
            onHover={setHoveredGrid}
            onSelect={(code) => code !== null && select({ grid: code })}
            onUp={() => selected && choose(ancestorsOf(all, selected).at(-1)?.code ?? null)}
          />
        )}
        <div className="pace-strip">
          <Histogram
            counts={counts}
            breaks={breaks}
            level={level}
            levels={levels}
            show={show}
            marked={pointed && barOf(pointed, of, breaks)}
            onLevel={(next) => change({ level: next })}
            onShow={setShow}
          />
          <StalledList
            lines={ofLevel}
            days={tree.stalledDays}
            isRunning={tree.campaign.status === 'open'}
            show={show}
            onShow={setShow}
            onSelect={({ code }) => select({ grid: code })}
          />
        </div>
      </div>
      <div className="pace-right">
        <div className="pace-tools">
          <CoverageControls shown={tree.campaign.code} />
          {only === null ? (
            <span className="pace-depth">
              {t('depth')}
              {levels.map((one) => (
                <button
                  key={one}
                  type="button"
                  className="pace-link"
                  aria-pressed={depth === one && turned.size === 0}
                  onClick={() => change({ depth: one, turned: [] })}
                >
                  {levelLabel(one)}
                </button>
              ))}
            </span>
          ) : (
            <span className="pace-depth" role="status">
              {t('onlyCount', { what: only, n: format.number(matching.length) })}
              <button type="button" className="pace-link" onClick={() => setShow(null)}>
                {t('clear')}
              </button>
            </span>
          )}
          <ExportButtons shown={shown} title={`${t('file.title')} ${tree.campaign.name}`} />
        </div>
        {only !== null && matching.length === 0 ? (
          <Empty action={{ label: t('clear'), go: () => setShow(null) }}>{t('nothing')}</Empty>
        ) : (
          <TreeTable
            lines={only === null ? roots : matching}
            isFlat={only !== null}
            parentName={(line) => ancestorsOf(all, line).slice(1).map(nameOf).join(' ')}
            of={of}
            desk={desk}
            isOpen={isOpen}
            selected={state.grid}
            hovered={hoveredGrid}
            onSort={(sort) => change({ sort })}
            onToggle={(line) => turn([line])}
            onSelect={({ code }) => choose(code)}
            onHover={(line) => setHoveredRow(line?.code ?? null)}
            onShown={setCodes}
          />
        )}
        <p className="pace-method">{t('method')}</p>
      </div>
    </div>
  );
}

/** Opens the way to a grid once when it is chosen: afterwards it may be closed again. */
function useReveal(selected: Line | null, open: (line: Line) => void): void {
  const seen = useRef<string | null>(null);
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    if (seen.current === (selected?.code ?? null)) return;
    seen.current = selected?.code ?? null;
    if (selected !== null) latest.current(selected);
  }, [selected]);
}
