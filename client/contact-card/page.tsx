import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ContactCards, PublicGrid } from '#contract/responsibilities';
import { useSettings } from '../api/settings.ts';
import { addRoom } from '../i18n/i18n.ts';
import { TIERS, tierName } from '../responsibilities/tiers.ts';
import { LanguageSwitch } from '../shell/appearance.tsx';
import { applyTheme, themes } from '../tokens.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useContactCards } from './api.ts';
import { ContactCard } from './card.tsx';
import { contactCardMessages } from './messages.ts';
import './contact-card.css';

addRoom('contactCard', contactCardMessages);

const WAITING = [397, 397] as const;
const A4_CARDS = 4;
const MOST_HINTS = 3;
/** Paper of each layout; four A6 are one A4 (297 mm hold two of 148 and half a millimetre at each side). */
const PAPER = { a6: '148mm 105mm', a4: '297mm 210mm' } as const;
type Layout = keyof typeof PAPER;

/** `/cards?grid=CODE&level=3|4&layout=a6|a4`: the contact cards of a grid as they will be printed. */
export default function CardsPage() {
  const { t, i18n } = useTranslation('contactCard');
  const [search, setSearch] = useSearchParams();
  const { data: settings } = useSettings();
  const format = useFormat();
  const code = search.get('grid');
  const level = search.get('level') === '4' ? 4 : search.get('level') === '3' ? 3 : null;
  const layout: Layout = search.get('layout') === 'a4' ? 'a4' : 'a6';
  const query = useContactCards(code, level);
  const name = query.data?.grid.name;
  const set = (key: string, value: string) =>
    setSearch(
      (before) => {
        before.set(key, value);
        return before;
      },
      { replace: true },
    );
  useEffect(() => {
    if (name !== undefined) document.title = t('pageTitle', { name });
  }, [name, t]);
  const levelLabel = (of: 3 | 4) => {
    const label = settings?.levelLabels[of - 1];
    return (i18n.language === 'en' ? label?.en : label?.zh) ?? String(of);
  };
  const shownLevel = String(query.data?.items[0]?.level ?? level ?? 3);
  const isBasic = query.data === undefined || query.data.grid.kind === 'basic';
  return (
    <main className="cards-page">
      <style>{`@page { size: ${PAPER[layout]}; margin: 0 }`}</style>
      <header className="cards-bar">
        <h1>{name === undefined ? t('title') : t('pageTitle', { name })}</h1>
        <span className="cards-count">{query.data && t('count', { n: format.number(query.data.items.length) })}</span>
        {isBasic && (
          <Segmented
            label={t('level.label')}
            value={shownLevel}
            options={[
              { value: '3', label: levelLabel(3) },
              { value: '4', label: levelLabel(4) },
            ]}
            onChange={(value) => set('level', value)}
          />
        )}
        <Segmented
          label={t('layout.label')}
          value={layout}
          options={[
            { value: 'a6', label: t('layout.a6') },
            { value: 'a4', label: t('layout.a4') },
          ]}
          onChange={(value) => set('layout', value)}
        />
        <button type="button" className="button button-primary" disabled={!query.data || query.data.items.length === 0} onClick={() => window.print()}>
          {t('print')}
        </button>
        <Link className="button" to={code === null ? '/map' : `/map?grid=${encodeURIComponent(code)}`}>
          {t('toMap')}
        </Link>
        <LanguageSwitch />
      </header>
      {code === null ? (
        <Empty>{t('none')}</Empty>
      ) : (
        <Loaded query={query} bars={WAITING}>
          {(cards) => <Sheets cards={cards} layout={layout} />}
        </Loaded>
      )}
    </main>
  );
}

function Sheets({ cards, layout }: { cards: ContactCards; layout: Layout }) {
  const { t } = useTranslation('contactCard');
  if (cards.items.length === 0) return <Empty>{t('empty')}</Empty>;
  const perSheet = layout === 'a4' ? A4_CARDS : 1;
  const sheets = Array.from({ length: Math.ceil(cards.items.length / perSheet) }, (_, index) => cards.items.slice(index * perSheet, (index + 1) * perSheet));
  return (
    <>
      <Hints cards={cards} />
      {/* Paper is light, whatever the screen is. It scrolls sideways on narrow ones, so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section className="sheets" aria-label={t('title')} tabIndex={0} ref={(element) => (element ? applyTheme(themes.light, element) : undefined)}>
        {sheets.map((items) => (
          <div key={items[0]?.code} className={`sheet sheet-${layout}`}>
            {items.map((grid) => (
              <ContactCard key={grid.code} grid={grid} url={`${cards.publicUrl}/g/${encodeURIComponent(grid.code)}`} />
            ))}
            {layout === 'a4' && <CutMarks />}
          </div>
        ))}
      </section>
    </>
  );
}

/** What whoever prints must know; never on paper. */
function Hints({ cards: { items, publicUrl, isReachable } }: { cards: ContactCards }) {
  const { t } = useTranslation('contactCard');
  const format = useFormat();
  const missing = items.map((grid) => ({ grid, tiers: missingTiers(grid) })).filter(({ tiers }) => tiers.length > 0);
  return (
    <ul className="cards-hints">
      {!isReachable && <li data-warning>{t('hints.loopback', { url: publicUrl })}</li>}
      {missing.slice(0, MOST_HINTS).map(({ grid, tiers }) => (
        <li key={grid.code}>{t('hints.missing', { name: grid.name, tiers: tiers.map((tier) => t(`tiers.${tierName(tier)}`)).join('、') })}</li>
      ))}
      {missing.length > MOST_HINTS && <li>{t('hints.more', { n: format.number(missing.length - MOST_HINTS) })}</li>}
      <li>{t('hints.paper')}</li>
    </ul>
  );
}

function missingTiers(grid: PublicGrid): number[] {
  return TIERS.map((_, index) => index + 1).filter((tier) => !grid.people.some((person) => person.tier === tier));
}

/** Where to cut: short lines at the edges and a cross in the middle, in the margins of the cards. */
function CutMarks() {
  return (
    <svg className="cut-marks" viewBox="0 0 297 210" aria-hidden="true">
      <path d="M148.5 0v5M148.5 205v5M0 105h5M292 105h5M148.5 102v6M145.5 105h6" />
    </svg>
  );
}
