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

/** Photos of one item or find: those the server has and those that wait on this device. A photo takes a second to scale, and what is written meanwhile stays. */
export function PhotoPicker({ own, store, onChange }: { own: Own; store: PhotoStore; onChange: (change: (own: Own) => Own) => void }) {
  const { t } = useTranslation('surveys');
  const [failed, setFailed] = useState<'photoFailed' | 'photoUnkept' | null>(null);
  const count = own.photos.length + own.photoIds.length;
  const take = async (files: FileList | null) => {
    setFailed(null);
    for (const file of [...(files ?? [])].slice(0, MOST_PHOTOS - count)) {
      const photo = await scaledPhoto(file).catch(() => null);
      if (photo === null) setFailed('photoFailed');
      else
        await store.keep(photo).then(
          () => onChange(({ photos, photoIds }) => ({ photoIds, photos: [...photos, photo.uuid] })),
          () => setFailed('photoUnkept'),
        );
    }
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
          onRemove={() => onChange(({ photos, photoIds }) => ({ photos, photoIds: photoIds.filter((one) => one !== id) }))}
        />
      ))}
      {own.photos.map((uuid, index) => (
        <Kept
          key={uuid}
          photo={store.photos.get(uuid)}
          label={t('removePhoto', { n: own.photoIds.length + index + 1 })}
          onRemove={() => onChange(({ photos, photoIds }) => ({ photoIds, photos: photos.filter((one) => one !== uuid) }))}
        />
      ))}
      {count > 0 ? <small>{t('photos', { n: count, most: MOST_PHOTOS })}</small> : null}
      {failed === null ? null : <p role="alert">{t(failed)}</p>}
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
