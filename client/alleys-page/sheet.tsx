import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type AlleyDetail, type DarkStretches, type LineFaults } from '#contract/alleys';
import type { AlleySurvey } from '#contract/surveys';
import { ConditionCells } from '../alleys/condition-cells.tsx';
import { useFactWords } from '../alleys/fact-words.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { usePhoto } from '../photos/api.ts';
import { tierName } from '../responsibilities/tiers.ts';
import { useSurveyWords } from '../surveys/said.ts';
import { cssVariables, themes } from '../tokens.ts';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { Quantity } from '../works/quantity.tsx';
import { useWorkTypeName } from '../works/totals.tsx';
import { photosOf, standing, useAlleyFile } from './alley-file.ts';
import { NeedBar, NeedHatch } from './need-bar.tsx';
import { SheetSketch } from './sheet-sketch.tsx';

/** What one A4 holds beside the tables; the rest is in the register. */
const MOST_PHOTOS = 4;
const MOST_ROWS = 6;

interface SheetProps {
  alley: AlleyDetail;
  unknownLight: DarkStretches['features'];
  faults: LineFaults['features'];
}

/** 一街一策: one alley on one page, black on white whatever the theme of the screen is. */
export function Sheet({ alley, unknownLight, faults }: SheetProps) {
  const { t } = useTranslation(['register', 'alleyCard', 'alleys', 'ui', 'gridCard', 'alleyFacts']);
  const format = useFormat();
  const words = useFactWords();
  const ink = useMemo(() => cssVariables(themes.light) as React.CSSProperties, []);
  const { issues, works, chain, surveys } = useAlleyFile(alley);
  const now = standing(surveys ?? []);
  const open = (issues ?? []).filter(({ closedAt }) => closedAt === null);
  const unknown = t('ui:unknown');
  const facts: [string, string][] = [
    [t('card.grid'), alley.grid?.name ?? unknown],
    [t('compare.length'), t('alleyCard:metres', { value: format.number(alley.lengthM) })],
    [t('alleyCard:width'), alley.widthM === null ? unknown : t('alleyCard:metres', { value: format.number(alley.widthM, 1) })],
    [t('card.area'), alley.areaM2 === null ? unknown : `${format.number(alley.areaM2)} m²`],
    [t('alleyCard:surface'), words.surface(alley.surface)],
    [t('alleyFacts:fields.cables'), words.cables(alley)],
    [t('alleyFacts:fields.parking'), words.parking(alley)],
    [t('sheet.households'), alley.servedHouseholds === null ? unknown : t('card.homes', { count: format.number(alley.servedHouseholds) as never })],
    [
      t('card.dark'),
      alley.darkM === null ? unknown : t('card.darkValue', { length: format.number(alley.darkM), share: format.share(alley.darkM, alley.lengthM) }),
    ],
    [t('card.drains'), alley.water === null || alley.water.drains === 0 ? unknown : `${alley.water.faulty} / ${alley.water.drains}`],
  ];
  return (
    <article className="alley-sheet" style={ink}>
      <NeedHatch />
      <header>
        <h1>
          {alley.name ?? t('alleys:unnamed')} <small>{alley.code}</small>
        </h1>
        <em>{t('sheet.title')}</em>
      </header>
      {/* It is filed: the year, which screens leave out. */}
      <p className="alley-sheet-of">{t('sheet.asOf', { time: `${new Date().getFullYear()}-${format.moment(new Date().toISOString())}` })}</p>
      <div className="alley-sheet-top">
        <figure>
          <SheetSketch alley={alley} unknownLight={unknownLight} faults={faults} works={works ?? []} issues={open} />
          <figcaption>{t('sheet.legend')}</figcaption>
        </figure>
        <section>
          <h2>{t('sheet.condition')}</h2>
          <ConditionCells conditions={alley.conditions} />
          <table>
            <tbody>
              {ALLEY_STANDARDS.map((standard) => {
                const need = alley.needs[standard];
                if (need === undefined) return null;
                const [low, high] = [Math.round(need.min), Math.round(need.max)];
                return (
                  <tr key={standard}>
                    <td>{t(`alleys:standards.${standard}`)}</td>
                    <td>
                      <NeedBar standard={standard} need={need} />
                    </td>
                    <td>{need.source === 'none' ? '' : low === high ? low : `${low}–${high}`}</td>
                    <td>{t(`card.source.${need.source}`)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <dl>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Values surveys={now} />
      <SheetPhotos surveys={now} />
      <div className="alley-sheet-pair">
        <section>
          <h2>{t('sheet.issues')}</h2>
          <SheetList
            rows={open.map(({ id, title, distanceM }) => [id, title, distanceM === undefined ? '' : t('card.away', { metres: format.number(distanceM) })])}
          />
          <h2>{t('sheet.projects')}</h2>
          <SheetList rows={alley.projects.map(({ id, name, phase }) => [id, name, t(`phases.${phase}`)])} />
        </section>
        <section>
          <h2>{t('sheet.works')}</h2>
          <Works works={works ?? []} />
          <h2>{t('sheet.people')}</h2>
          <SheetList
            rows={(chain?.tiers ?? []).map(({ tier, holders }) => [
              tier,
              `${t(`gridCard:tiers.${tierName(tier)}`)} ${holders.map(({ person }) => person.name).join(t('sheet.comma'))}`,
              holders[0]?.dutyPhone ?? '',
            ])}
          />
        </section>
      </div>
      <section className="alley-sheet-measures">
        <h2>{t('sheet.measures')}</h2>
        <p>
          {t('sheet.sign')} <span />
        </p>
      </section>
    </article>
  );
}

function Values({ surveys }: { surveys: readonly AlleySurvey[] }) {
  const { t } = useTranslation(['register', 'alleys', 'surveys']);
  const format = useFormat();
  const words = useSurveyWords();
  const rows = ALLEY_STANDARDS.flatMap((standard) => surveys.filter((survey) => survey.standard === standard)).map((survey) => ({
    survey,
    text: words(survey) ?? (survey.items.length > 0 ? t('surveys:absent') : ''),
  }));
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{t('sheet.values')}</h2>
      <table className="alley-sheet-values">
        <tbody>
          {rows.map(({ survey, text }) => (
            <tr key={survey.id}>
              <td>{t(`alleys:standards.${survey.standard}`)}</td>
              <td>{text}</td>
              <td>{format.date(survey.surveyedOn)}</td>
              <td>{survey.person?.name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SheetPhotos({ surveys }: { surveys: readonly AlleySurvey[] }) {
  const { t } = useTranslation('register');
  const isStaff = useWorkingAs() !== null;
  const ids = photosOf(surveys).slice(0, MOST_PHOTOS);
  if (ids.length === 0) return null;
  return (
    <section>
      <h2>{t('sheet.photos')}</h2>
      {isStaff ? (
        <div className="alley-sheet-photos">
          {ids.map((id) => (
            <SheetPhoto key={id} id={id} />
          ))}
        </div>
      ) : (
        <p>{t('sheet.staff')}</p>
      )}
    </section>
  );
}

function SheetPhoto({ id }: { id: number }) {
  const { url } = usePhoto(id, 'full');
  return url === null ? null : <img src={url} alt="" />;
}

function Works({ works }: { works: NonNullable<ReturnType<typeof useAlleyFile>['works']> }) {
  const { t } = useTranslation('register');
  const format = useFormat();
  const types = useWorkTypes().data;
  const typeName = useWorkTypeName();
  if (works.length === 0) return <p>{t('card.none')}</p>;
  return (
    <>
      <table>
        <tbody>
          {works.slice(0, MOST_ROWS).map((work) => {
            const type = types?.get(work.workType);
            return (
              <tr key={work.id}>
                <td>{type === undefined ? work.workType : typeName(type)}</td>
                <td>
                  <Quantity quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} />
                </td>
                <td>{work.completedOn !== null && format.date(work.completedOn)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Rest count={works.length - MOST_ROWS} />
    </>
  );
}

function SheetList({ rows }: { rows: [key: number, text: string, end: string][] }) {
  const { t } = useTranslation('register');
  if (rows.length === 0) return <p>{t('card.none')}</p>;
  return (
    <>
      <table>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(([key, text, end]) => (
            <tr key={key}>
              <td>{text}</td>
              <td>{end}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest count={rows.length - MOST_ROWS} />
    </>
  );
}

function Rest({ count }: { count: number }) {
  const { t } = useTranslation('register');
  return count > 0 ? <p>{t('card.more', { n: String(count) })}</p> : null;
}
