import type { MultiLineString } from 'geojson';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Alley } from '#contract/alleys';
import type { PublicSettings } from '#contract/settings';
import { useAlley } from '../alleys/api.ts';
import { fileName } from '../coverage/file-name.ts';
import { save } from '../coverage/save-file.ts';
import type { MapHit } from '../map/map-context.ts';
import { useMapState } from '../map/map-state.ts';
import { webglLimit } from '../map/webgl.ts';
import { Empty, Failure, Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { registerFile, useRegister } from './api.ts';
import { RegisterCard } from './card.tsx';
import { Compare } from './compare.tsx';
import { DEFAULT_REGISTER, isFiltered, type RegisterState, useRegisterState } from './desk-state.ts';
import { Filters } from './filters.tsx';
import { Legend } from './legend.tsx';
import { MapPane } from './map-pane.tsx';
import { NeedHatch } from './need-bar.tsx';
import { RegisterTable } from './register-table.tsx';
import { useLineEditor } from './use-line-editor.ts';

const KM = 1_000;
const HECTARE_M2 = 10_000;
const WAITING = [34, 34, 34, 34, 34, 34];

/** Map, register and card: whatever is chosen in one is chosen in all. */
export function RegisterDesk({ settings }: { settings: PublicSettings }) {
  const { t } = useTranslation('register');
  const { state, select } = useMapState();
  const { register, change } = useRegisterState();
  const query = useRegister(register, state.grid);
  const [hovered, setHovered] = useState<number | null>(null);
  const [former, setFormer] = useState<MultiLineString | null>(null);
  const chosen = useAlley(state.alley);
  const own = chosen.data?.id === state.alley ? chosen.data : undefined;
  const editor = useLineEditor(state.alley, own?.geometry.coordinates ?? null, own?.lengthM ?? 0, (id) => select({ grid: state.grid, alley: id }));
  const choose = useCallback(
    (alley: number | null) => {
      setFormer(null);
      select({ grid: state.grid, alley });
    },
    [select, state.grid],
  );
  const only = useMemo(
    () => (query.data !== undefined && (isFiltered(register) || state.grid !== null) ? query.data.items.map(({ id }) => id) : null),
    [query.data, register, state.grid],
  );
  const onHit = (hit: MapHit): boolean => {
    if (editor.take(hit)) return true;
    if (hit.kind === 'alley') choose(hit.id);
    return true;
  };
  const limit = webglLimit();
  const alley = own ?? null;
  return (
    <div className="register-desk" data-card={state.alley !== null || undefined}>
      <NeedHatch />
      <header className="register-top">
        <h1>{t('title')}</h1>
        <Totals alleys={query.data?.items ?? null} />
        <Filters
          register={register}
          onChange={change}
          onClear={() => change({ ...DEFAULT_REGISTER, sort: register.sort, isDescending: register.isDescending })}
        />
        <Files register={register} grid={state.grid} />
      </header>
      <div className="register-left">
        {limit === null ? (
          <p className="register-no-map">{t('noMap')}</p>
        ) : (
          <MapPane
            settings={settings}
            maxCanvas={limit}
            chosen={alley}
            hovered={editor.other ?? hovered}
            only={only}
            draft={editor.draft}
            corners={editor.corners}
            onLine={editor.setDraft}
            former={former}
            isEditing={editor.mode !== null}
            onHit={onHit}
            onUp={() => (editor.mode === null ? choose(null) : editor.stop())}
          />
        )}
        <Legend />
      </div>
      <div className="register-right">
        <Loaded query={query} bars={WAITING}>
          {({ items, next }) =>
            items.length === 0 ? (
              <Empty action={{ label: t('clear'), go: () => change(DEFAULT_REGISTER) }}>{t('nothing')}</Empty>
            ) : (
              <>
                {next !== null && <p className="register-note">{t('first', { count: items.length })}</p>}
                <RegisterTable
                  alleys={items}
                  register={register}
                  selected={state.alley}
                  onSort={(sort, isDescending) => change({ sort, isDescending })}
                  onSelect={(id) => editor.takeRow(id) || choose(id === state.alley ? null : id)}
                  onHover={setHovered}
                />
              </>
            )
          }
        </Loaded>
      </div>
      <Comparison />
      {state.alley !== null && (
        <aside className="register-card">
          <RegisterCard id={state.alley} editor={editor} onFormer={setFormer} onClose={() => choose(null)} />
        </aside>
      )}
    </div>
  );
}

/** Two alleys side by side, while the address names two. */
function Comparison() {
  const [search, setSearch] = useSearchParams();
  const [first = 0, second = 0] = (search.get('compare') ?? '').split(',').map(Number);
  if (!(Number.isInteger(first) && Number.isInteger(second) && first > 0 && second > 0)) return null;
  const close = () =>
    setSearch((before) => {
      before.delete('compare');
      return before;
    });
  return <Compare key={`${first} ${second}`} ids={[first, second]} onClose={close} />;
}

/** How many alleys are listed, how long and how large they are together. Nothing is added up where a width is not known. */
function Totals({ alleys }: { alleys: readonly Alley[] | null }) {
  const { t } = useTranslation('register');
  const format = useFormat();
  if (alleys === null) return null;
  const length = alleys.reduce((sum, { lengthM }) => sum + lengthM, 0);
  const areas = alleys.flatMap(({ areaM2 }) => areaM2 ?? []);
  const area = areas.reduce((sum, areaM2) => sum + areaM2, 0);
  const unknown = alleys.length - areas.length;
  return (
    <p className="register-totals" role="status">
      <strong>{t('count', { count: format.number(alleys.length) as never })}</strong>{' '}
      <small>
        {t('totals', { length: format.number(length / KM, 1) })}
        {areas.length > 0 && t('totalArea', { area: format.number(area / HECTARE_M2, 1) })}
        {/* Unknown is not zero. */}
        {unknown > 0 && t('totalUnknown', { count: format.number(unknown) as never })}
      </small>
    </p>
  );
}

const FORMATS = ['csv', 'geojson'] as const;

function Files({ register, grid }: { register: RegisterState; grid: string | null }) {
  const { t } = useTranslation('register');
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fetchFile = async (f: (typeof FORMATS)[number]) => {
    setBusy(f);
    setError(null);
    try {
      save(await registerFile(register, grid, f), fileName(t('file.title'), new Date(), undefined, f));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };
  return (
    <span className="register-files">
      {error !== null && <Failure error={error} onRetry={() => setError(null)} />}
      {FORMATS.map((f) => (
        <button key={f} type="button" className="button" disabled={busy !== null} onClick={() => void fetchFile(f)}>
          {busy === f ? t('file.busy') : t(`file.${f}`)}
        </button>
      ))}
    </span>
  );
}
