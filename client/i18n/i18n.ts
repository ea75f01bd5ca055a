import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { alleyMessages } from '../alleys/messages.ts';
import { coverageMessages } from '../coverage/messages.ts';
import { gridMessages } from '../grids/messages.ts';
import { issueMessages } from '../issues/messages.ts';
import { mapMessages } from '../map/messages.ts';
import { shellMessages } from '../shell/messages.ts';
import { uiMessages } from '../ui/messages.ts';
import { workMessages } from '../works/messages.ts';

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** One line per room: the namespace of its messages. `useTranslation('coverage')` then `t('legend.title')`. */
export const rooms = {
  ui: uiMessages,
  shell: shellMessages,
  map: mapMessages,
  grids: gridMessages,
  coverage: coverageMessages,
  issues: issueMessages,
  works: workMessages,
  alleys: alleyMessages,
};

type Zh = { [Room in keyof typeof rooms]: (typeof rooms)[Room]['zh'] };
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: Zh;
    defaultNS: 'ui';
  }
}

const KEY = 'alleygrid.language';

/** Starts the texts in the kept language, else Chinese. */
export function startI18n(): void {
  const resources = Object.fromEntries(
    LANGUAGES.map((language) => [language, Object.fromEntries(Object.entries(rooms).map(([room, { zh, en }]) => [room, language === 'en' ? en : zh]))]),
  );
  void i18next.use(initReactI18next).init({
    lng: keptLanguage(),
    fallbackLng: 'zh-CN',
    defaultNS: 'ui',
    ns: Object.keys(rooms),
    resources,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = i18next.language;
}

export function setLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Not kept: the choice lasts as long as the page.
  }
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}
