import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useSettings } from '../api/settings.ts';
import { LanguageSwitch, ThemeSwitch } from './appearance.tsx';
import { Connection } from './connection.tsx';
import { useLiveUpdates } from './live-updates.ts';
import { pages } from './pages.ts';
import { Round } from './round.tsx';
import { searchSlot as Search } from './slots.ts';
import { WorkAs } from './work-as.tsx';
import './shell.css';

/** The bar, and the page below it. */
export function Shell() {
  const { t, i18n } = useTranslation('shell');
  const settings = useSettings();
  useLiveUpdates();
  const district = settings.data?.district;
  return (
    <>
      <a className="skip-link" href="#page">
        {t('skip')}
      </a>
      <header className="bar">
        <span className="bar-product">{t('product')}</span>
        <span className="bar-district">{district ? (i18n.language === 'en' ? district.nameEn : district.name) : ''}</span>
        <nav className="bar-pages" aria-label={t('navigation')}>
          {pages
            .filter((page) => page.frame === undefined)
            .map((page) => (
              <NavLink key={page.path} to={page.path}>
                {t(page.title)}
              </NavLink>
            ))}
        </nav>
        <div className="bar-search">
          <Search />
        </div>
        <Round />
        <Connection />
        {settings.data?.workAs ? <WorkAs /> : null}
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <div className="page" id="page">
        <Outlet />
      </div>
    </>
  );
}
