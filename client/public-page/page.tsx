import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { PublicGrid } from '#contract/responsibilities';
import { Problem } from '../api/request.ts';
import { addRoom } from '../i18n/i18n.ts';
import { tierName } from '../responsibilities/tiers.ts';
import { LanguageSwitch } from '../shell/appearance.tsx';
import { formatNumber } from '../ui/format.ts';
import { Loaded } from '../ui/load-state.tsx';
import { unitWord } from '../works/unit-word.ts';
import { usePublicGrid } from './api.ts';
import { publicPageMessages } from './messages.ts';
import './public-page.css';

addRoom('publicPage', publicPageMessages);

const WAITING = [56, 24, 52, 52, 52, 52, 24, 44, 44, 44] as const;
const DECIMALS = 2;
/** Nearest first: who is called about something broken. */
const NEAREST_TIERS = [4, 3, 2];

/** `/g/{code}`: what anybody may know of a grid, for the phone that read the code on a card. No login, no map. */
export default function PublicPage() {
  const { t } = useTranslation('publicPage');
  const { code = '' } = useParams();
  const query = usePublicGrid(code);
  const name = query.data?.name;
  const isMissing = query.error instanceof Problem && query.error.status === 404;
  useEffect(() => {
    if (name !== undefined) document.title = t('title', { name });
    else if (isMissing) document.title = t('missing.title');
  }, [name, isMissing, t]);
  return (
    <div className="public-page">
      <header className="public-bar">
        <span>{t('heading')}</span>
        <LanguageSwitch />
      </header>
      <main>
        {isMissing ? (
          <section className="public-missing">
            <h1>{t('missing.title')}</h1>
            <p>{t('missing.text', { code })}</p>
            <p>{t('missing.remedy')}</p>
          </section>
        ) : (
          <Loaded query={query} bars={WAITING}>
            {(grid) => <Body grid={grid} />}
          </Loaded>
        )}
      </main>
    </div>
  );
}

function Body({ grid }: { grid: PublicGrid }) {
  const { t, i18n } = useTranslation('publicPage');
  const isEnglish = i18n.language === 'en';
  const label = grid.kind === 'basic' ? grid.levelLabels[grid.level - 1] : undefined;
  const nearest = NEAREST_TIERS.flatMap((tier) => grid.people.filter((person) => person.tier === tier && person.dutyPhone !== null));
  return (
    <>
      <section className="public-head">
        <h1>{grid.name}</h1>
        <p>
          {[label && (isEnglish ? label.en : label.zh), grid.within.length > 0 && t('within', { names: grid.within.join(isEnglish ? ', ' : ' › ') })]
            .filter(Boolean)
            .join('　')}
        </p>
      </section>
      <Part title={t('people')} note={t('peopleNote')}>
        {grid.people.length === 0 ? (
          <p>{t('noPeople')}</p>
        ) : (
          <ul className="public-calls">
            {grid.people.map(({ tier, name, dutyPhone }) => (
              <Call key={`${tier} ${name}`} what={t(`tiers.${tierName(tier)}`)} name={name} office={null} phone={dutyPhone} />
            ))}
          </ul>
        )}
      </Part>
      {grid.services.length > 0 && (
        <Part title={t('services')}>
          <ul className="public-calls">
            {grid.services.map(({ service, serviceEn, headName, office, phone }) => (
              <Call key={`${service} ${phone}`} what={(isEnglish ? serviceEn : null) ?? service} name={headName ?? ''} office={office} phone={phone} />
            ))}
          </ul>
        </Part>
      )}
      {nearest.length > 0 && (
        <Part title={t('report')}>
          <p>{t('reportHow')}</p>
          <ol className="public-order">
            {nearest.map(({ tier, name, dutyPhone }) => (
              <li key={`${tier} ${name}`}>
                {t(`tiers.${tierName(tier)}`)} {name} <a href={`tel:${dutyPhone}`}>{dutyPhone}</a>
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Works grid={grid} />
      <footer className="public-foot">{t('foot', { day: grid.asOf })}</footer>
    </>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="public-part">
      <h2>{title}</h2>
      {note !== undefined && <p className="public-note">{note}</p>}
      {children}
    </section>
  );
}

/** One line to call: the whole right side is the button, wide enough for a thumb. */
function Call({ what, name, office, phone }: { what: string; name: string; office: string | null; phone: string | null }) {
  const { t } = useTranslation('publicPage');
  return (
    <li>
      <span>
        <b>{what}</b>
        <small>
          {office} <span className="public-name">{name}</span>
        </small>
      </span>
      {phone !== null && (
        <a href={`tel:${phone}`} aria-label={t('call', { name: `${what} ${name}`, phone })}>
          {phone}
        </a>
      )}
    </li>
  );
}

function Works({ grid }: { grid: PublicGrid }) {
  const { t, i18n } = useTranslation(['publicPage', 'works']);
  const locale = i18n.language;
  if (grid.works.length === 0)
    return (
      <Part title={t('works')}>
        <p className="public-note">{t('noWorks', { day: grid.asOf })}</p>
      </Part>
    );
  return (
    <Part title={t('works')} note={t('worksNote', { day: grid.asOf })}>
      <dl className="public-works">
        {grid.works.map(({ name, nameEn, quantity, unit, qualifier }) => {
          const value = quantity === null ? null : formatNumber(quantity, locale, DECIMALS);
          return (
            <div key={`${name} ${unit}`}>
              <dt>{locale === 'en' ? nameEn : name}</dt>
              <dd>
                {value === null ? (
                  <small>{t('unknown')}</small>
                ) : (
                  <>
                    <b>{qualifier === null ? value : t(`works:qualifier.${qualifier}`, { value })}</b> <small>{unitWord(unit, locale)}</small>
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </Part>
  );
}
