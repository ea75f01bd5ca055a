import type { ParseKeys } from 'i18next';
import type { ComponentType } from 'react';

export interface Page {
  path: string;
  title: ParseKeys<'shell'>;
  load: () => Promise<{ default: ComponentType }>;
  /** Where the page stands: under the bar and named in it (the default), under the bar only, or alone on the screen (phones, paper, the public). */
  frame?: 'unnamed' | 'bare';
}

/** Every page of the product, one line each, in the order of the navigation. The first is where `/` leads. */
export const pages: readonly [Page, ...Page[]] = [
  { path: '/map', title: 'pages.map', load: () => import('./map-page.tsx') },
  { path: '/coverage', title: 'pages.coverage', load: () => import('../coverage-page/page.tsx') },
  { path: '/rounds', title: 'pages.rounds', load: () => import('../rounds/page.tsx') },
  { path: '/alleys', title: 'pages.alleys', load: () => import('../alleys-page/page.tsx') },
  { path: '/alley-sheet', title: 'pages.alleySheet', load: () => import('../alleys-page/sheet-page.tsx'), frame: 'bare' },
  { path: '/works', title: 'pages.works', load: () => import('../works-page/page.tsx') },
  { path: '/projects', title: 'pages.projects', load: () => import('../projects-page/page.tsx') },
  { path: '/plan', title: 'pages.plan', load: () => import('../plan-page/page.tsx') },
  { path: '/plan-report', title: 'pages.planReport', load: () => import('../plan-report/page.tsx'), frame: 'bare' },
  { path: '/plan-notice', title: 'pages.planNotice', load: () => import('../plan-report/notice-page.tsx'), frame: 'bare' },
  { path: '/visit', title: 'pages.visit', load: () => import('../field/page.tsx'), frame: 'bare' },
  { path: '/survey', title: 'pages.survey', load: () => import('../survey-page/page.tsx'), frame: 'bare' },
  { path: '/walk', title: 'pages.walk', load: () => import('../walk/page.tsx'), frame: 'unnamed' },
  { path: '/cards', title: 'pages.cards', load: () => import('../contact-card/page.tsx'), frame: 'bare' },
  { path: '/walls', title: 'pages.walls', load: () => import('../wall-setup/page.tsx') },
  { path: '/wall', title: 'pages.wall', load: () => import('../wall/page.tsx'), frame: 'bare' },
  { path: '/remote', title: 'pages.remote', load: () => import('../wall-remote/page.tsx'), frame: 'bare' },
  { path: '/g/:code', title: 'pages.publicGrid', load: () => import('../public-page/page.tsx'), frame: 'bare' },
];
