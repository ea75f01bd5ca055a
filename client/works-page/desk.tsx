import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PublicSettings } from '#contract/settings';
import type { Work } from '#contract/works';
import { useWorkingAs } from '../api/work-as.ts';
import { fileName } from '../coverage/file-name.ts';
import { save } from '../coverage/save-file.ts';
import { localTime } from '../field/times.ts';
import { useGrid, useRootGrid } from '../grids/api.ts';
import { useMapState } from '../map/map-state.ts';
import { webglLimit } from '../map/webgl.ts';
import { Empty, Failure, Loaded } from '../ui/load-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { mayRecordWorks } from '../works/api.ts';
import { WorkCard } from '../works/card.tsx';
import { FILES, type ListQuestion, useTotals, useWorks, type WorksQuestion, worksFile } from './api.ts';
import { DEFAULT_WORKS, daysOf, useWorksState, VIEWS } from './desk-state.ts';
import type { WorkEditing } from './edit/place-map.ts';
import { WorkEditor } from './edit/work-editor.tsx';
import { Filters } from './filters.tsx';
import { Gallery } from './gallery.tsx';
import { MapPane } from './map-pane.tsx';
import { TotalsPane } from './totals-pane.tsx';
import { WorksList } from './works-list.tsx';

const WAITING = [34, 34, 34, 34, 34, 34];
const NOTHING: Work[] = [];

/** Totals, map and list of the same question; whatever is chosen in one is chosen in all. */
export function WorksDesk({ settings }: { settings: PublicSettings }) {
  const { t } = useTranslation('worksPage');
  const { state, select } = useMapState();
  const { works, change } = useWorksState();
  const root = useRootGrid();
  const navigate = useNavigate();
  const [editing, setEditing] = useState<WorkEditing | null>(null);
  const [hovered, setHovered] = useState<Work | null>(null);
  const today = localTime(Date.now(), settings.timeZone).day;
  const days = daysOf(works, today);
  const isBackwards = days.from !== undefined && days.to !== undefined && days.from > days.to;
  // The district by name, so that its totals are read from the tally; a district without grids has its works all the same.
  const grid = state.grid ?? root.data?.code;
  const isReady = !isBackwards && (state.grid !== null || !root.isPending);
  const question: WorksQuestion = { grid, from: days.from, to: days.to, programme: works.programme ?? undefined, type: works.type ?? undefined };
  const totals = useTotals(question, isReady);
  const asked: ListQuestion = works.view === 'downgraded' ? { ...question, grade: 'downgraded' } : question;
  const query = useWorks(asked, isReady);
  const listed = query.data?.items ?? NOTHING;
  const open = useCallback((work: number | null) => change({ work }, true), [change]);
  const chosen = useMemo(() => listed.find(({ id }) => id === works.work) ?? null, [listed, works.work]);
  const toGrid = (code: string) => select({ grid: code === root.data?.code ? null : code });
  const limit = webglLimit();
  return (
    <div className="works-desk" data-card={(works.work !== null && works.edit === null) || undefined} data-edit={works.edit !== null || undefined}>
      <header className="works-top">
        <h1>{t('title')}</h1>
        <Place code={state.grid} onClear={() => select({})} />
        <Filters works={works} onChange={change} isBackwards={isBackwards} />
        <New onNew={() => change({ edit: 'new', issue: null }, true)} />
        <Files question={asked} isReady={isReady} />
      </header>
      <section className="works-totals-pane" aria-label={t('totals')}>
        <Loaded query={totals} bars={WAITING}>
          {(answer) => (
            <TotalsPane
              totals={answer}
              today={today}
              chosen={works.type}
              grid={grid ?? null}
              onChoose={(type) => change({ type: type === works.type ? null : type, view: 'list', work: null })}
            />
          )}
        </Loaded>
      </section>
      <div className="works-map" data-editing={(works.edit !== null && editing !== null) || undefined}>
        {limit === null ? (
          <p className="works-note">{t('noMap')}</p>
        ) : (
          <MapPane
            settings={settings}
            maxCanvas={limit}
            works={listed}
            chosen={chosen}
            hovered={hovered}
            editing={works.edit === null ? null : editing}
            onOpen={open}
            onGrid={toGrid}
          />
        )}
      </div>
      {works.edit !== null && (
        <aside className="works-edit">
          <WorkEditor
            key={`${works.edit} ${works.issue}`}
            id={works.edit === 'new' ? null : works.edit}
            issueId={works.issue}
            today={today}
            onMap={setEditing}
            onDone={(saved) => change({ edit: null, ...(saved !== null && { work: saved }) }, true)}
          />
        </aside>
      )}
      <div className="works-side" hidden={works.edit !== null}>
        <div className="works-side-head">
          <Segmented label={t('view')} value={works.view} options={VIEWS.map((value) => ({ value, label: t(value) }))} onChange={(view) => change({ view })} />
          {query.data !== undefined && works.view !== 'gallery' && (
            <span className="works-note" role="status">
              <Listed count={listed.length} parts={listed.filter(({ partOfId }) => partOfId !== null).length} isAll={query.data.next === null} />
            </span>
          )}
        </div>
        <Loaded query={query} bars={WAITING}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty action={{ label: t('clear'), go: () => change(DEFAULT_WORKS) }}>{t(works.view === 'downgraded' ? 'noDowngraded' : 'nothing')}</Empty>
            ) : works.view === 'gallery' ? (
              <Gallery works={items} onOpen={open} />
            ) : (
              <WorksList works={items} chosen={works.work} onOpen={open} onHover={setHovered} />
            )
          }
        </Loaded>
      </div>
      {works.work !== null && works.edit === null && (
        <aside className="works-card">
          <WorkCard
            id={works.work}
            onBack={() => open(null)}
            onGrid={toGrid}
            onAlley={(alley) => void navigate(`/alleys?alley=${alley}`)}
            onCorrect={() => change({ edit: works.work }, true)}
          />
        </aside>
      )}
    </div>
  );
}

function New({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation('workEdit');
  const isAllowed = mayRecordWorks(useWorkingAs()?.role ?? '');
  return (
    <span title={isAllowed ? undefined : t('notAllowed')}>
      <button type="button" className="button button-primary" disabled={!isAllowed} onClick={onNew}>
        {t('newWork')}
      </button>
    </span>
  );
}

/** How many are listed; where some are "of which" figures, why the totals count fewer. */
function Listed({ count, parts, isAll }: { count: number; parts: number; isAll: boolean }) {
  const { t } = useTranslation('worksPage');
  const format = useFormat();
  return (
    <>
      {t(isAll ? 'listed' : 'first', { n: format.number(count) })}
      {parts > 0 && t('listedParts', { parts: format.number(parts) })}
    </>
  );
}

/** Which grid is looked at; the whole district without one. */
function Place({ code, onClear }: { code: string | null; onClear: () => void }) {
  const { t } = useTranslation(['worksPage', 'ui']);
  const grid = useGrid(code);
  if (code === null) return <p className="works-place">{t('place', { name: t('wholePlace') })}</p>;
  return (
    <p className="works-place">
      {t('place', { name: grid.data?.name ?? code })}{' '}
      <button type="button" className="row-link" onClick={onClear}>
        {t('wholePlace')}
      </button>
    </p>
  );
}

function Files({ question, isReady }: { question: ListQuestion; isReady: boolean }) {
  const { t } = useTranslation('worksPage');
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fetchFile = async (f: (typeof FILES)[number]) => {
    setBusy(f);
    setError(null);
    try {
      save(await worksFile(question, f), fileName(t('file.title'), new Date(), undefined, f));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };
  return (
    <span className="works-files">
      {error !== null && <Failure error={error} onRetry={() => setError(null)} />}
      {FILES.map((f) => (
        <button key={f} type="button" className="button" disabled={busy !== null || !isReady} onClick={() => void fetchFile(f)}>
          {busy === f ? t('file.busy') : t(`file.${f}`)}
        </button>
      ))}
    </span>
  );
}
