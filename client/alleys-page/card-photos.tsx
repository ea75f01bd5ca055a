import { useTranslation } from 'react-i18next';
import { useAlleySurveys } from '../alleys/api.ts';
import { Photos } from '../photos/photos.tsx';
import { Section } from '../ui/panel.tsx';
import { photosOf } from './alley-file.ts';

/** What surveys have photographed, the newest first. */
export function SurveyPhotos({ id }: { id: number }) {
  const { t } = useTranslation('register');
  const { data } = useAlleySurveys(id);
  const ids = photosOf(data ?? []);
  if (ids.length === 0) return null;
  return (
    <Section title={t('card.photos')}>
      <Photos ids={ids} />
    </Section>
  );
}
