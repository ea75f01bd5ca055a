import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WalkList, WalkStop } from '#contract/walk';
import { useSettings } from '../api/settings.ts';
import type { DistrictMap } from '../map/map.ts';
import { webglLimit } from '../map/webgl.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWalk } from './api.ts';
import { WalkFiles } from './files.tsx';
import { Paper } from './paper.tsx';
import { RouteMap } from './route-map.tsx';
import { Sketch } from './sketch.tsx';
import { StopList } from './stop-list.tsx';
import { layoutOf, type PaperLayout } from './strip.ts';
import { useWalkState } from './walk-state.ts';
import { useWalkWords } from './words.ts';
import '../map/map.css';
import '../ui/panel.css';
import './walk.css';

const BARS = [60, 30, 90, 90, 90, 90] as const;
const STOP_ZOOM = 17.5;
const LAYOUTS: readonly PaperLayout[] = ['compact', 'full'];

/** `/walk`: whom to visit next in a place, in the order of a walk; on the screen with a map, on paper with a sketch. */
export default function WalkPage() {
  const { t } = useTranslation('walk');
  const state = useWalkState();
  const query = useWalk(state.question);
  const isPrinting = usePrinting();
  const isPaper = state.isPaper || isPrinting;
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  if (state.question === null) {
    return (
      <main className="walk-page walk-empty">
        <h1>{t('title')}</h1>
        <Empty>{t('noPlace')}</Empty>
        <Link className="button" to="/map">
          {t('toMap')}
        </Link>
      </main>
    );
  }
  return (
    <main className={isPaper ? 'walk-page walk-on-paper' : 'walk-page'}>
      {!isPaper && <WalkMap list={query.data ?? null}>{(show, point) => <WalkPanel state={state} query={query} onShow={show} onPoint={point} />}</WalkMap>}
      {isPaper && (
        <>
          <div className="walk-paper-bar">
            <button type="button" className="button" onClick={() => state.showPaper(false)}>
              {t('screen')}
            </button>
            <button type="button" className="button button-primary" disabled={query.data === undefined} onClick={() => window.print()}>
              {t('print')}
            </button>
            {query.data && (
              <Segmented
                label={t('layout.label')}
                value={state.layout ?? layoutOf(query.data.stops.length)}
                options={LAYOUTS.map((value) => ({ value, label: t(`layout.${value}`) }))}
                onChange={state.layOut}
              />
            )}
          </div>
          <Loaded query={query} bars={BARS}>
            {(list) => <Paper list={list} layout={state.layout ?? layoutOf(list.stops.length)} />}
          </Loaded>
        </>
      )}
    </main>
  );
}

interface WalkMapProps {
  list: WalkList | null;
  children: (show: (stop: WalkStop) => void, point: (stop: WalkStop | null) => void) => React.ReactNode;
}

/** The map beside the list; a drawing where the browser has no WebGL. */
function WalkMap({ list, children }: WalkMapProps) {
  const { t } = useTranslation('walk');
  const settings = useSettings();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [pointed, setPointed] = useState<WalkStop | null>(null);
  const [limit] = useState(webglLimit);
  return (
    <>
      <section className="walk-map" aria-label={t('mapLabel')}>
        {settings.data && limit !== null ? (
          <RouteMap settings={settings.data} maxCanvas={limit} list={list} pointed={pointed} onMap={setMap} />
        ) : (
          limit === null && list !== null && list.stops.length > 0 && <Sketch list={list} />
        )}
      </section>
      {children((stop) => map?.flyTo([stop.lon, stop.lat], STOP_ZOOM), setPointed)}
    </>
  );
}

interface WalkPanelProps {
  state: ReturnType<typeof useWalkState>;
  query: ReturnType<typeof useWalk>;
  onShow: (stop: WalkStop) => void;
  onPoint: (stop: WalkStop | null) => void;
}

function WalkPanel({ state, query, onShow, onPoint }: WalkPanelProps) {
  const { t } = useTranslation('walk');
  return (
    <section className="walk-panel" aria-labelledby="walk-title">
      <Loaded query={query} bars={BARS}>
        {(list) => (
          <>
            <WalkHead list={list} state={state} onRefresh={() => void query.refetch()} />
            {list.stops.length === 0 ? (
              <div className="walk-nobody">
                <Empty>{t('nobody')}</Empty>
              </div>
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
              <section className="walk-scroll" tabIndex={0} aria-label={t('listLabel')}>
                <StopList list={list} onShow={onShow} onPoint={onPoint} onStart={(stop) => state.startAt([stop.lon, stop.lat])} />
              </section>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function WalkHead({ list, state, onRefresh }: { list: WalkList; state: WalkPanelProps['state']; onRefresh: () => void }) {
  const { t } = useTranslation(['walk', 'ui']);
  const format = useFormat();
  const words = useWalkWords();
  return (
    <header className="walk-head">
      <div className="walk-title">
        <h1 id="walk-title">{t('ofPlace', { place: words.place(list.place) })}</h1>
        <small>{t('ui:asOf', { time: format.time(list.asOf) })}</small>
        <button type="button" className="row-link walk-start" onClick={onRefresh}>
          {t('refresh')}
        </button>
      </div>
      <p className="walk-answer">
        <b>{format.number(list.doors)}</b>
        <span>
          {t('doors')}　{t('summary', { stops: format.number(list.stops.length), length: words.length(list.lengthM) })}
        </span>
      </p>
      <p className="walk-note">
        {words.route(list)}
        {state.question?.start != null && (
          <button type="button" className="row-link walk-start" onClick={() => state.startAt(null)}>
            {t('resetStart')}
          </button>
        )}
      </p>
      <div className="walk-actions">
        <button type="button" className="button button-primary" onClick={() => state.showPaper(true)}>
          {t('print')}
        </button>
        {state.question && <WalkFiles question={state.question} name={words.place(list.place)} />}
        <Link className="button push-end" to={state.mapAddress}>
          {t('toMap')}
        </Link>
      </div>
    </header>
  );
}

/** Whether the browser is printing: what is printed is the paper, from whichever view somebody chose "print" in the browser. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
