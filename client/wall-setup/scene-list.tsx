import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SceneChoice } from '#contract/walls';
import { TOUR_KINDS } from '#kinds/walls';
import { moved, ownScene } from './draft.ts';

interface SceneListProps {
  scenes: readonly SceneChoice[];
  onChange: (scenes: SceneChoice[]) => void;
}

const MOST = 20;

/** The tour in its order: moved by hand or by arrows, each kind of it once, own places as many as wanted. */
export function SceneList({ scenes, onChange }: SceneListProps) {
  const { t } = useTranslation('wallSetup');
  const [held, setHeld] = useState<number | null>(null);
  const missing = TOUR_KINDS.filter((kind) => !scenes.some((scene) => scene.kind === kind));
  const nameOf = (scene: SceneChoice): string => (scene.kind === 'own' ? scene.title : t(`kinds.${scene.kind}`));
  return (
    <>
      <ol className="scene-list">
        {scenes.map((scene, index) => {
          const name = nameOf(scene);
          return (
            <li
              key={scene.kind === 'own' ? `own ${index} ${scene.title}` : scene.kind}
              draggable
              data-held={held === index || undefined}
              onDragStart={() => setHeld(index)}
              onDragEnd={() => setHeld(null)}
              onDragOver={(event) => {
                event.preventDefault();
                if (held === null || held === index) return;
                onChange(moved(scenes, held, index));
                setHeld(index);
              }}
            >
              <span className="scene-number">{index + 1}</span>
              <span className="scene-name">{name}</span>
              <button type="button" aria-label={`${t('up')} ${name}`} disabled={index === 0} onClick={() => onChange(moved(scenes, index, index - 1))}>
                ↑
              </button>
              <button
                type="button"
                aria-label={`${t('down')} ${name}`}
                disabled={index === scenes.length - 1}
                onClick={() => onChange(moved(scenes, index, index + 1))}
              >
                ↓
              </button>
              <button
                type="button"
                aria-label={`${t('drop')} ${name}`}
                disabled={scenes.length === 1}
                onClick={() => onChange(scenes.filter((_, other) => other !== index))}
              >
                ×
              </button>
            </li>
          );
        })}
      </ol>
      {missing.length > 0 && (
        <p className="scene-missing">
          <span>{t('include')}</span>
          {missing.map((kind) => (
            <button key={kind} type="button" className="button" onClick={() => onChange([...scenes, { kind }])}>
              {t(`kinds.${kind}`)}
            </button>
          ))}
        </p>
      )}
      {scenes.length < MOST && <OwnScene onAdd={(scene) => onChange([...scenes, scene])} />}
    </>
  );
}

function OwnScene({ onAdd }: { onAdd: (scene: SceneChoice) => void }) {
  const { t } = useTranslation('wallSetup');
  const [title, setTitle] = useState('');
  const [address, setAddress] = useState('');
  const scene = ownScene(title, address);
  const isWrong = address !== '' && title.trim() !== '' && scene === null;
  return (
    <div className="own-scene">
      <input
        className="field"
        aria-label={t('own.title')}
        placeholder={t('own.title')}
        maxLength={60}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <input
        className="field"
        aria-label={t('own.address')}
        placeholder={t('own.address')}
        aria-invalid={isWrong}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <button
        type="button"
        className="button"
        disabled={scene === null}
        onClick={() => {
          if (scene === null) return;
          onAdd(scene);
          setTitle('');
          setAddress('');
        }}
      >
        {t('own.add')}
      </button>
      <p className={isWrong ? 'form-fault' : 'form-hint'}>{isWrong ? t('own.wrong') : t('own.hint')}</p>
    </div>
  );
}
