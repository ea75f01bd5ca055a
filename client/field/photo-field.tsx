import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_PHOTOS, scaledPhoto } from './device/photos.ts';
import type { DevicePhoto } from './device/records.ts';

/** Photos as they will be sent: scaled and without their place. */
export function PhotoField({ photos, onChange }: { photos: DevicePhoto[]; onChange: (photos: DevicePhoto[]) => void }) {
  const { t } = useTranslation('field');
  const [hasFailed, setFailed] = useState(false);
  const take = async (files: FileList | null) => {
    setFailed(false);
    const taken: DevicePhoto[] = [];
    for (const file of [...(files ?? [])].slice(0, MOST_PHOTOS - photos.length)) {
      try {
        taken.push(await scaledPhoto(file));
      } catch {
        setFailed(true);
      }
    }
    if (taken.length > 0) onChange([...photos, ...taken]);
  };
  return (
    <div className="field-photos">
      {photos.length < MOST_PHOTOS ? (
        <label className="field-button field-photo-take">
          {t('extras.photo')}
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
      {photos.map((photo, index) => (
        <Thumbnail
          key={photo.uuid}
          photo={photo}
          label={t('extras.removePhoto', { n: index + 1 })}
          onRemove={() => onChange(photos.filter((one) => one !== photo))}
        />
      ))}
      <span className="field-muted">{t('extras.photos', { n: photos.length, most: MOST_PHOTOS })}</span>
      {hasFailed ? (
        <p className="field-said field-said-bad" role="alert">
          {t('extras.photoFailed')}
        </p>
      ) : null}
    </div>
  );
}

function Thumbnail({ photo, label, onRemove }: { photo: DevicePhoto; label: string; onRemove: () => void }) {
  const address = useMemo(() => URL.createObjectURL(photo.blob), [photo]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <button type="button" className="field-thumbnail" aria-label={label} onClick={onRemove}>
      <img src={address} alt="" />
      <span aria-hidden="true">×</span>
    </button>
  );
}
