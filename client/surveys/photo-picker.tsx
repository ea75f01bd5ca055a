import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scaledPhoto } from '../field/device/photos.ts';
import type { DevicePhoto } from '../field/device/records.ts';
import { usePhoto } from '../photos/api.ts';
import type { DraftItem } from './draft.ts';
import './surveys.css';

/** POST /api/alleys/{id}/surveys takes as many with an item or a find. */
const MOST_PHOTOS = 6;
type Own = Pick<DraftItem, 'photos' | 'photoIds'>;

export interface PhotoStore {
  /** Photos of this device by uuid. */
  photos: ReadonlyMap<string, DevicePhoto>;
  /** Keeps a new one, before it is named anywhere. */
  keep(photo: DevicePhoto): Promise<void>;
}

/** Photos of one item or find: those the server has and those that wait on this device. */
export function PhotoPicker({ own, store, onChange }: { own: Own; store: PhotoStore; onChange: (own: Own) => void }) {
  const { t } = useTranslation('surveys');
  const [hasFailed, setFailed] = useState(false);
  const count = own.photos.length + own.photoIds.length;
  const take = async (files: FileList | null) => {
    setFailed(false);
    const taken: string[] = [];
    for (const file of [...(files ?? [])].slice(0, MOST_PHOTOS - count)) {
      try {
        const photo = await scaledPhoto(file);
        await store.keep(photo);
        taken.push(photo.uuid);
      } catch {
        setFailed(true);
      }
    }
    if (taken.length > 0) onChange({ ...own, photos: [...own.photos, ...taken] });
  };
  return (
    <div className="survey-photos">
      {count < MOST_PHOTOS ? (
        <label className="survey-take">
          {t('photo')}
          <input
            type="file"
            className="visually-hidden"
            accept="image/*"
            capture="environment"
            onChange={(event) => {
              void take(event.target.files);
              event.target.value = '';
            }}
          />
        </label>
      ) : null}
      {own.photoIds.map((id, index) => (
        <Stored
          key={id}
          id={id}
          label={t('removePhoto', { n: index + 1 })}
          alt={t('stored', { n: index + 1 })}
          onRemove={() => onChange({ ...own, photoIds: own.photoIds.filter((one) => one !== id) })}
        />
      ))}
      {own.photos.map((uuid, index) => (
        <Kept
          key={uuid}
          photo={store.photos.get(uuid)}
          label={t('removePhoto', { n: own.photoIds.length + index + 1 })}
          onRemove={() => onChange({ ...own, photos: own.photos.filter((one) => one !== uuid) })}
        />
      ))}
      {count > 0 ? <small>{t('photos', { n: count, most: MOST_PHOTOS })}</small> : null}
      {hasFailed ? <p role="alert">{t('photoFailed')}</p> : null}
    </div>
  );
}

function Kept({ photo, label, onRemove }: { photo: DevicePhoto | undefined; label: string; onRemove: () => void }) {
  const address = useMemo(() => (photo === undefined ? null : URL.createObjectURL(photo.blob)), [photo]);
  useEffect(() => () => void (address !== null && URL.revokeObjectURL(address)), [address]);
  return <Thumbnail address={address} alt="" label={label} onRemove={onRemove} />;
}

function Stored({ id, label, alt, onRemove }: { id: number; label: string; alt: string; onRemove: () => void }) {
  const { url } = usePhoto(id, 'thumb');
  return <Thumbnail address={url} alt={alt} label={label} onRemove={onRemove} />;
}

function Thumbnail({ address, alt, label, onRemove }: { address: string | null; alt: string; label: string; onRemove: () => void }) {
  return (
    <button type="button" className="survey-thumbnail" aria-label={label} onClick={onRemove}>
      {address === null ? null : <img src={address} alt={alt} />}
      <span aria-hidden="true">×</span>
    </button>
  );
}
