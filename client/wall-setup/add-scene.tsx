import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { SearchHit } from '#contract/search';
import { searchRoutes } from '#contract/search';
import type { SceneChoice } from '#contract/walls';
import { request } from '../api/request.ts';
import { type Area, useArea } from '../wall-map/own-area.ts';
import { Locator } from './locator.tsx';
import { cameraOfAddress, cameraOfBox, cameraOfHit, isInside, type OwnCamera } from './own-camera.ts';
import { ScenePreview } from './scene-preview.tsx';

const MOST_HITS = 50;
const SHOWN_HITS = 6;
/** The map page is a window of its own: its address is read this often while it is open. */
const LOOK_MS = 700;

/** A place of the tour that somebody chooses: found by name, or taken over from the map page. What it will show is drawn before it is added. */
export function AddScene({ grid, onAdd }: { grid: string; onAdd: (scene: SceneChoice) => void }) {
  const { t } = useTranslation('wallSetup');
  const area = useArea(grid);
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const [address, setAddress] = useState('');
  // The map page's own button brings its view along.
  const [query, setQuery] = useSearchParams();
  const brought = query.get('scene');
  const [camera, setCamera] = useState<OwnCamera | null>(() => cameraOfBox(brought));
  const isBrought = camera !== null && brought !== null;
  const form = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (!isBrought) return;
    form.current?.scrollIntoView({ block: 'center' });
    form.current?.querySelector<HTMLInputElement>('.add-scene-draft input')?.focus({ preventScroll: true });
  }, [isBrought]);
  const finder = useMapWindow((seen) => {
    setAddress('');
    setCamera(seen);
  });
  const hits = useHits(text, area);
  const isOutside = camera !== null && area !== null && !isInside(camera, area);
  const isWrong = address !== '' && camera === null;
  const reset = (): void => {
    setText('');
    setTitle('');
    setAddress('');
    setCamera(null);
    if (brought !== null) setQuery({}, { replace: true });
  };
  return (
    <fieldset className="add-scene" ref={form}>
      <legend>{t('own.head')}</legend>
      <div className="add-scene-by">
        <input
          className="field"
          type="search"
          aria-label={t('own.search')}
          placeholder={t('own.search')}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="button" className="button" onClick={() => finder.open(camera)}>
          {t('own.onMap')}
        </button>
        <input
          className="field"
          aria-label={t('own.address')}
          placeholder={t('own.address')}
          aria-invalid={isWrong}
          value={address}
          onChange={({ target }) => {
            setAddress(target.value);
            setCamera(cameraOfAddress(target.value));
          }}
        />
      </div>
      {text.trim() !== '' && hits !== null && (
        <ul className="add-scene-hits">
          {hits.map((hit) => (
            <li key={`${hit.type} ${hit.id}`}>
              <button
                type="button"
                onClick={() => {
                  setText('');
                  setAddress('');
                  setTitle(hit.name);
                  setCamera(cameraOfHit(hit));
                }}
              >
                <b>{hit.name}</b> <small>{hit.detail}</small>
              </button>
            </li>
          ))}
          {hits.length === 0 && <li className="form-hint">{t('own.nothing')}</li>}
        </ul>
      )}
      {isWrong && <p className="form-fault">{t('own.wrong')}</p>}
      {finder.isOpen && <p className="form-hint">{t('own.following')}</p>}
      {camera !== null && (
        <div className="add-scene-draft">
          <ScenePreview camera={camera} />
          <div>
            <Locator area={area} camera={camera} />
            {isBrought && <p className="form-hint">{t('own.fromMap')}</p>}
            <input
              className="field"
              aria-label={t('own.title')}
              placeholder={t('own.title')}
              maxLength={60}
              value={title}
              onChange={({ target }) => setTitle(target.value)}
            />
            {isOutside && <p className="form-fault">{t('own.outside')}</p>}
            <button
              type="button"
              className="button button-primary"
              disabled={isOutside || title.trim() === ''}
              onClick={() => {
                onAdd({ kind: 'own', title: title.trim(), camera });
                reset();
              }}
            >
              {t('own.add')}
            </button>
          </div>
        </div>
      )}
    </fieldset>
  );
}

/** Grids, alleys and buildings by name, of those that lie in the area; null while it is searched. */
function useHits(text: string, area: Area | null): SearchHit[] | null {
  const q = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['wall-setup', 'places', q],
    queryFn: async ({ signal }) => (await request(searchRoutes.search, { query: { q, limit: MOST_HITS }, signal })).items,
    enabled: q !== '',
  });
  return useMemo(() => {
    if (data === undefined) return null;
    const inside = data.filter((hit) => {
      const camera = hit.type === 'address' ? null : cameraOfHit(hit);
      return camera !== null && (area === null || isInside(camera, area));
    });
    return inside.slice(0, SHOWN_HITS);
  }, [data, area]);
}

/** The map page in a window beside this one: where it stands is told while it is open. */
function useMapWindow(onSeen: (camera: OwnCamera) => void): { isOpen: boolean; open: (camera: OwnCamera | null) => void } {
  const [opened, setOpened] = useState<Window | null>(null);
  useEffect(() => {
    if (opened === null) return;
    let seen = '';
    const timer = setInterval(() => {
      if (opened.closed) return setOpened(null);
      const { search } = opened.location;
      const camera = search === seen ? null : cameraOfAddress(search);
      seen = search;
      if (camera !== null) onSeen(camera);
    }, LOOK_MS);
    return () => clearInterval(timer);
  });
  return {
    isOpen: opened !== null,
    open: (camera) => {
      const at = camera?.center === undefined ? '' : `?at=${[...camera.center, camera.zoom ?? 15].map((value) => value.toFixed(5)).join(',')}`;
      setOpened(window.open(`/map${at}`, 'alleygrid-map'));
    },
  };
}
