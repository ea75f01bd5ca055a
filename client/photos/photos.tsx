import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkingAs } from '../api/work-as.ts';
import { addRoom } from '../i18n/i18n.ts';
import { usePhoto } from './api.ts';
import { photoMessages } from './messages.ts';
import './photos.css';

addRoom('photos', photoMessages);

/** The photos of a record: small ones in a row, each opens large. Whoever is nobody only learns how many there are. */
export function Photos({ ids }: { ids: readonly number[] }) {
  const { t } = useTranslation('photos');
  const person = useWorkingAs();
  const [open, setOpen] = useState<number | null>(null);
  if (ids.length === 0) return null;
  if (person === null) return <p className="photos-note">{t('staffOnly', { n: ids.length })}</p>;
  return (
    <section className="photos" aria-label={t('count', { n: ids.length })}>
      <p className="photos-note">{t('count', { n: ids.length })}</p>
      <ul className="photo-row">
        {ids.map((id, index) => (
          <li key={id}>
            <Thumbnail id={id} index={index} onOpen={() => setOpen(index)} />
          </li>
        ))}
      </ul>
      {open === null ? null : <Viewer ids={ids} index={open} onMove={setOpen} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Thumbnail({ id, index, onOpen }: { id: number; index: number; onOpen: () => void }) {
  const { t } = useTranslation('photos');
  const { url, isFailed } = usePhoto(id, 'thumb');
  return (
    <button type="button" className="photo-thumb" aria-label={t('open', { n: index + 1 })} title={isFailed ? t('failed') : undefined} onClick={onOpen}>
      {url === null ? <span aria-hidden="true">{isFailed ? '×' : ''}</span> : <img src={url} alt={t('alt', { n: index + 1 })} />}
    </button>
  );
}

interface ViewerProps {
  ids: readonly number[];
  index: number;
  onMove: (index: number) => void;
  onClose: () => void;
}

/** One photo as large as the window; Esc and the arrow keys work. */
function Viewer({ ids, index, onMove, onClose }: ViewerProps) {
  const { t } = useTranslation('photos');
  const dialog = useRef<HTMLDialogElement>(null);
  const { url, isFailed } = usePhoto(ids[index] ?? 0, 'full');
  useEffect(() => dialog.current?.showModal(), []);
  const move = (by: number) => onMove((index + by + ids.length) % ids.length);
  const arrows = ids.length < 2 ? {} : { ArrowLeft: -1, ArrowRight: 1 };
  return (
    <dialog
      ref={dialog}
      className="photo-viewer"
      aria-label={t('alt', { n: index + 1 })}
      onClose={onClose}
      onKeyDown={({ key }) => key in arrows && move(arrows[key as keyof typeof arrows] as number)}
    >
      <div className="photo-viewer-picture">{url === null ? <p>{isFailed ? t('failed') : ''}</p> : <img src={url} alt={t('alt', { n: index + 1 })} />}</div>
      <div className="photo-viewer-foot">
        {ids.length < 2 ? null : (
          <>
            <button type="button" className="button" onClick={() => move(-1)}>
              {t('previous')}
            </button>
            <span>{t('place', { n: index + 1, total: ids.length })}</span>
            <button type="button" className="button" onClick={() => move(1)}>
              {t('next')}
            </button>
          </>
        )}
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </div>
    </dialog>
  );
}
