import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { alleyCardMessages } from '../alleys/card-messages.ts';
import type { alleyFactMessages } from '../alleys/fact-messages.ts';
import { alleyMessages } from '../alleys/messages.ts';
import type { registerMessages } from '../alleys-page/messages.ts';
import type { contactCardMessages } from '../contact-card/messages.ts';
import { coverageMessages } from '../coverage/messages.ts';
import type { coveragePanelMessages } from '../coverage/panel-messages.ts';
import type { pacePageMessages } from '../coverage-page/messages.ts';
import type { drawingMessages } from '../drawing/messages.ts';
import type { fieldMessages } from '../field/messages.ts';
import { gridCardMessages } from '../grids/card-messages.ts';
import { gridMessages } from '../grids/messages.ts';
import { issueMessages } from '../issues/messages.ts';
import type { issuePanelMessages } from '../issues/panel-messages.ts';
import { mapMessages } from '../map/messages.ts';
import type { offlineMessages } from '../offline/messages.ts';
import type { photoMessages } from '../photos/messages.ts';
import type { planCompareMessages } from '../plan-compare/messages.ts';
import type { planEffectMessages } from '../plan-effect/messages.ts';
import type { planKeptMessages } from '../plan-page/kept-messages.ts';
import type { planMessages } from '../plan-page/messages.ts';
import type { planReportMessages } from '../plan-report/messages.ts';
import type { planRulesMessages } from '../plan-rules/messages.ts';
import type { planTourMessages } from '../plan-tour/messages.ts';
import type { planWeightsMessages } from '../plan-weights/messages.ts';
import type { editMessages } from '../projects-page/edit/messages.ts';
import type { projectsMessages } from '../projects-page/messages.ts';
import type { publicPageMessages } from '../public-page/messages.ts';
import type { dutyMessages } from '../responsibilities/duty-messages.ts';
import { responsibilityMessages } from '../responsibilities/messages.ts';
import type { roundsMessages } from '../rounds/messages.ts';
import type { sectionMessages } from '../section/messages.ts';
import { shellMessages } from '../shell/messages.ts';
import type { surveyPageMessages } from '../survey-page/messages.ts';
import type { surveyMessages } from '../surveys/messages.ts';
import type { threadMessages } from '../thread/messages.ts';
import type { timeMessages } from '../time/messages.ts';
import { uiMessages } from '../ui/messages.ts';
import type { walkMessages } from '../walk/messages.ts';
import type { wallMessages } from '../wall/messages.ts';
import type { wallMapMessages } from '../wall-map/messages.ts';
import type { wallRemoteMessages } from '../wall-remote/messages.ts';
import type { wallSetupMessages } from '../wall-setup/messages.ts';
import type { evidenceMessages } from '../works/evidence-messages.ts';
import { workMessages } from '../works/messages.ts';
import type { workPanelMessages } from '../works/panel-messages.ts';
import type { workEditMessages } from '../works-page/edit/messages.ts';
import type { worksPageMessages } from '../works-page/messages.ts';

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** One line per room: the namespace of its messages. `useTranslation('coverage')` then `t('legend.title')`. */
export const rooms = {
  ui: uiMessages,
  shell: shellMessages,
  map: mapMessages,
  grids: gridMessages,
  responsibilities: responsibilityMessages,
  gridCard: gridCardMessages,
  coverage: coverageMessages,
  issues: issueMessages,
  works: workMessages,
  alleys: alleyMessages,
};

/** Rooms of cards, tools and pages that load later: types only, their texts come with the page (addRoom). */
interface LateRooms {
  workPanel: typeof workPanelMessages;
  issuePanel: typeof issuePanelMessages;
  drawing: typeof drawingMessages;
  coveragePanel: typeof coveragePanelMessages;
  alleyCard: typeof alleyCardMessages;
  alleyFacts: typeof alleyFactMessages;
  register: typeof registerMessages;
  surveys: typeof surveyMessages;
  surveyPage: typeof surveyPageMessages;
  pace: typeof pacePageMessages;
  rounds: typeof roundsMessages;
  duties: typeof dutyMessages;
  publicPage: typeof publicPageMessages;
  contactCard: typeof contactCardMessages;
  section: typeof sectionMessages;
  walk: typeof walkMessages;
  field: typeof fieldMessages;
  offline: typeof offlineMessages;
  photos: typeof photoMessages;
  time: typeof timeMessages;
  thread: typeof threadMessages;
  plan: typeof planMessages;
  planCompare: typeof planCompareMessages;
  planEffect: typeof planEffectMessages;
  planReport: typeof planReportMessages;
  planKept: typeof planKeptMessages;
  planRules: typeof planRulesMessages;
  planTour: typeof planTourMessages;
  planWeights: typeof planWeightsMessages;
  projects: typeof projectsMessages;
  projectEdit: typeof editMessages;
  evidence: typeof evidenceMessages;
  worksPage: typeof worksPageMessages;
  workEdit: typeof workEditMessages;
  wall: typeof wallMessages;
  wallMap: typeof wallMapMessages;
  wallRemote: typeof wallRemoteMessages;
  wallSetup: typeof wallSetupMessages;
}

type AllRooms = typeof rooms & LateRooms;
type Zh = { [Room in keyof AllRooms]: AllRooms[Room]['zh'] };
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

/** Adds the texts of a page that has just been loaded, so that the first picture need not carry them. Call it where the module of the page begins. */
export function addRoom<Room extends keyof LateRooms>(room: Room, { zh, en }: LateRooms[Room]): void {
  i18next.addResourceBundle('zh-CN', room, zh);
  i18next.addResourceBundle('en', room, en);
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
