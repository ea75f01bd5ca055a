import { useTranslation } from 'react-i18next';
import { type Language, setLanguage } from '../i18n/i18n.ts';
import { setTheme, useTheme } from '../ui/theme.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation('shell');
  const other: Language = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <button type="button" className="bar-button" aria-label={`${t('language.label')}: ${t('language.other')}`} lang={other} onClick={() => setLanguage(other)}>
      {t('language.other')}
    </button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation('shell');
  const other = useTheme().name === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" className="bar-button" aria-label={`${t('theme.label')}: ${t(`theme.${other}`)}`} onClick={() => setTheme(other)}>
      {t(`theme.${other}`)}
    </button>
  );
}
