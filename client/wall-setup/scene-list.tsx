import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SceneChoice } from '#contract/walls';
import { TOUR_KINDS } from '#kinds/walls';
import { AddScene } from './add-scene.tsx';
import { moved } from './draft.ts';
import './scenes.css';

interface SceneListProps {
  scenes: readonly SceneChoice[];
  /** Code of the wall's area: own scenes lie in it. */
  grid: string;
  /** What a scene shows at this moment, in words; null: no data, it is skipped; undefined: not known. */
  shows: (scene: SceneChoice) => string | null | undefined;
  onChange: (scenes: SceneChoice[]) => void;
}

const MOST = 20;
interface Row {
  id: number;
  scene: SceneChoice;
}

/** The tour in its order: each kind on or off, moved by hand, by arrows or by Alt and the arrow keys; own places as many as wanted, named here. */
export function SceneList({ scenes, grid, shows, onChange }: SceneListProps) {
  const { t } = useTranslation('wallSetup');
  // A row keeps its identity while it is moved and renamed, or the keyboard would lose it.
  const next = useRef(scenes.length);
  const [rows, setRows] = useState<readonly Row[]>(() => scenes.map((scene, id) => ({ id, scene })));
  const [held, setHeld] = useState<number | null>(null);
  const missing = TOUR_KINDS.filter((kind) => !rows.some(({ scene }) => scene.kind === kind));
  const keep = (changed: readonly Row[]): void => {
    setRows(changed);
    onChange(changed.map(({ scene }) => scene));
  };
  const add = (scene: SceneChoice): void => keep([...rows, { id: next.current++, scene }]);
  const move = (from: number, to: number): void => keep(moved(rows, from, to));
  return (
    <>
      <ol className="scene-list">
        {rows.map(({ id, scene }, index) => {
          const name = scene.kind === 'own' ? scene.title : t(`kinds.${scene.kind}`);
          const shown = shows(scene);
          return (
            <li
              key={id}
              draggable
              data-held={held === index || undefined}
              onDragStart={() => setHeld(index)}
              onDragEnd={() => setHeld(null)}
              onDragOver={(event) => {
                event.preventDefault();
                if (held === null || held === index) return;
                move(held, index);
                setHeld(index);
              }}
              onKeyDown={(event) => {
                if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                event.preventDefault();
                move(index, index + (event.key === 'ArrowUp' ? -1 : 1));
              }}
            >
              <span className="scene-number">{index + 1}</span>
              <input
                type="checkbox"
                aria-label={t('on', { name })}
                checked
                disabled={rows.length === 1}
                onChange={() => keep(rows.filter((_, other) => other !== index))}
              />
              {scene.kind === 'own' ? (
                <input
                  className="field scene-title"
                  aria-label={t('own.title')}
                  aria-invalid={scene.title.trim() === ''}
                  maxLength={60}
                  value={scene.title}
                  onChange={({ target }) => keep(rows.map((row) => (row.id === id ? { id, scene: { ...scene, title: target.value } } : row)))}
                />
              ) : (
                <span className="scene-name">
                  {name}
                  {shown !== undefined && shown !== name && <small data-empty={shown === null || undefined}>{shown ?? t('skipped')}</small>}
                </span>
              )}
              <button type="button" aria-label={`${t('up')} ${name}`} disabled={index === 0} onClick={() => move(index, index - 1)}>
                ↑
              </button>
              <button type="button" aria-label={`${t('down')} ${name}`} disabled={index === rows.length - 1} onClick={() => move(index, index + 1)}>
                ↓
              </button>
            </li>
          );
        })}
        {missing.map((kind) => (
          <li key={kind} className="scene-off">
            <span className="scene-number" />
            <input
              type="checkbox"
              aria-label={t('on', { name: t(`kinds.${kind}`) })}
              checked={false}
              disabled={rows.length >= MOST}
              onChange={() => add({ kind })}
            />
            <span className="scene-name">{t(`kinds.${kind}`)}</span>
          </li>
        ))}
      </ol>
      {rows.some(({ scene }) => scene.kind === 'own' && scene.title.trim() === '') && <p className="form-fault">{t('own.nameless')}</p>}
      {rows.length < MOST ? <AddScene key={grid} grid={grid} onAdd={add} /> : <p className="form-hint">{t('most', { n: MOST })}</p>}
    </>
  );
}
