import { useTranslation } from 'react-i18next';
import type { PublicGrid } from '#contract/responsibilities';
import { TIERS, tierName } from '../responsibilities/tiers.ts';
import { QrCode } from './qr-code.tsx';

interface ContactCardProps {
  grid: PublicGrid;
  /** Address of the grid's public page. */
  url: string;
}

/** 便民联系卡, A6 landscape: who answers for the grid, the service lines, and the code to its public page. Duty phones only. */
export function ContactCard({ grid, url }: ContactCardProps) {
  const { t, i18n } = useTranslation('contactCard');
  const isEnglish = i18n.language === 'en';
  const label = grid.levelLabels[grid.level - 1];
  const [year = '', month = ''] = grid.asOf.split('-');
  return (
    <article className="card-paper" aria-label={`${t('title')} ${grid.name}`}>
      <header>
        <div>
          <p className="card-kind">
            {t('title')}
            <span>{t('slogan')}</span>
          </p>
          <h2>{grid.name}</h2>
          <p className="card-within">{grid.within.join(isEnglish ? ', ' : ' · ')}</p>
        </div>
        <figure>
          <QrCode text={url} label={url} />
          <figcaption>{t('scan', { label: (isEnglish ? label?.en.toLowerCase() : label?.zh) ?? '' })}</figcaption>
        </figure>
      </header>
      <div className="card-lists">
        <section>
          <h3>{t('people')}</h3>
          <ul>
            {peopleLines(grid).map(({ tier, name, phone, isFirst }) => (
              <li key={`${tier} ${name}`}>
                <span>{isFirst ? t(`tiers.${tierName(tier)}`) : ''}</span>
                <b>{name}</b>
                <span className="card-phone">{phone}</span>
              </li>
            ))}
          </ul>
        </section>
        <section data-many={grid.services.length > MANY_SERVICES ? '' : undefined}>
          <h3>{t('services')}</h3>
          <ul>
            {grid.services.slice(0, MOST_SERVICES).map(({ service, serviceEn, headName, phone }) => (
              <li key={`${service} ${phone}`}>
                <span>{(isEnglish ? serviceEn : null) ?? service}</span>
                <b>{headName}</b>
                <span className="card-phone">{phone}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <footer>{t('made', { month: t('month', { year, month: String(Number(month)) }) })}</footer>
    </article>
  );
}

/** From here on the lines stand closer; more than the most do not fit, and the code leads to the rest. */
const MANY_SERVICES = 10;
const MOST_SERVICES = 13;

/** All five tiers, one line a person; a tier that nobody may be published for keeps its empty line. */
function peopleLines({ people }: PublicGrid): { tier: number; name: string; phone: string | null; isFirst: boolean }[] {
  return TIERS.flatMap((_, index) => {
    const tier = index + 1;
    const holders = people.filter((person) => person.tier === tier);
    if (holders.length === 0) return [{ tier, name: '', phone: null, isFirst: true }];
    return holders.map(({ name, dutyPhone }, place) => ({ tier, name, phone: dutyPhone, isFirst: place === 0 }));
  });
}
