import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

/** Address of the walking list of what an address of the map selects. */
export function walkAddress(mapSearch: string, grid?: string): string {
  const kept = new URLSearchParams(mapSearch);
  const parameters = new URLSearchParams();
  for (const name of ['grid', 'alley', 'distance', 'shape', 'campaign', 'kind']) {
    const value = kept.get(name);
    if (value !== null) parameters.set(name, value);
  }
  if (grid !== undefined) parameters.set('grid', grid);
  return `/walk?${parameters}`;
}

/** The way from a card or an answer of the map to whom to visit next there. */
export function WalkLink({ grid }: { grid?: string }) {
  const { t } = useTranslation('coveragePanel');
  const { search } = useLocation();
  return (
    <Link className="button button-primary" to={walkAddress(search, grid)}>
      {t('walk')}
    </Link>
  );
}
