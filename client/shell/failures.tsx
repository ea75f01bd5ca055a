import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { pages } from './pages.ts';

/** A page that threw: what, and what to do. The text of the error is for whoever reports it. */
export function PageFailure() {
  const { t } = useTranslation('shell');
  const error = useRouteError();
  return (
    <main className="failure" role="alert">
      <h1>{t('crash.title')}</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
        {t('crash.action')}
      </button>
    </main>
  );
}

export function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <main className="failure">
      <h1>{t('notFound.title')}</h1>
      <Link to={pages[0].path}>{t('notFound.action')}</Link>
    </main>
  );
}
