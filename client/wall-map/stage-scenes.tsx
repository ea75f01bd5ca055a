import { useTranslation } from 'react-i18next';
import type { WallPicture, WallScene } from '#contract/walls';
import { LatenessMark } from '../issues/lateness-mark.tsx';
import { useFormat } from '../ui/use-format.ts';
import { unitWord } from '../works/unit-word.ts';
import { useWallPhoto } from './use-wall-photo.ts';
import { daysOf } from './works-days.ts';

/** Money on a wall is told in ten thousands, in English in thousands. */
const MINOR_PER_WAN = 1_000_000;
const MINOR_PER_THOUSAND = 100_000;

interface GridHeadlineProps {
  title: string;
  name: string;
  covered: number;
  reachable: number;
  uncovered: number;
}

/** One grid in large figures: what share of the reachable is covered, and how many are left. */
export function GridHeadline({ title, name, covered, reachable, uncovered }: GridHeadlineProps) {
  const { t } = useTranslation('wallMap');
  const format = useFormat();
  return (
    <header className="stage-grid">
      <h2>{title}</h2>
      <p className="stage-headline">
        <b>{name}</b>
        <b>{format.share(covered, reachable)}</b>
      </p>
      <p className="stage-quiet">
        <span>{t('stage.covered', { covered: format.number(covered), reachable: format.number(reachable) })}</span>
        <span>
          {t('stage.uncovered')} <b>{t('stage.doors', { count: format.number(uncovered) as never })}</b>
        </span>
      </p>
    </header>
  );
}

/** Works of the scene: the newest with its photos side by side, and what else was completed. */
export function StageWorks({ scene, today, wall }: { scene: WallScene; today: string | undefined; wall: number | undefined }) {
  const { t, i18n } = useTranslation(['wallMap', 'works']);
  const format = useFormat();
  const photo = scene.photos[0] ?? null;
  const shown = scene.works.find(({ id }) => id === photo?.workId) ?? null;
  // The one in the photos first.
  const listed = shown === null ? scene.works : [shown, ...scene.works.filter(({ id }) => id !== shown.id)];
  const { day } = scene.title;
  const isEnglish = i18n.language === 'en';
  // Pictured works of earlier days are listed too: then the heading says since when.
  const { from, to } = daysOf(scene);
  const isToday = day === null || day === today;
  const days = { from: from === null ? '' : format.date(from), day: to === null ? '' : format.date(to) };
  const heading = t(isToday ? (from === to ? 'stage.works' : 'stage.worksSince') : from === to ? 'stage.worksOn' : 'stage.worksSpan', days);
  const amount = ({ quantity, unit, qualifier }: WallScene['works'][number]) => {
    if (quantity === null) return '';
    const value = format.number(quantity, 1);
    return `${qualifier === null ? value : t(`works:qualifier.${qualifier}`, { value })} ${unit === null ? '' : unitWord(unit, i18n.language)}`;
  };
  return (
    <>
      <h2>{heading}</h2>
      {photo !== null && (
        <figure className="stage-photos">
          <Photo id={photo.before} label={t('stage.before')} wall={wall} />
          <Photo id={photo.after} label={shown === null ? t('stage.after') : `${t('stage.after')} ${format.date(shown.completedOn)}`} wall={wall} />
        </figure>
      )}
      <ul className={isEnglish ? 'stage-list stage-twos stage-works' : 'stage-list'}>
        {listed.map((work) => (
          <li key={work.id} className={work.id === shown?.id ? 'stage-shown' : undefined}>
            <b className={isEnglish ? 'stage-name' : ''}>{isEnglish ? work.typeNameEn : work.typeName}</b>
            {isEnglish && <span className="stage-dim">{format.date(work.completedOn)}</span>}
            <span className="stage-name stage-dim">{work.alleyName ?? work.gridName ?? ''}</span>
            <b>{amount(work)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

function Photo({ id, label, wall }: { id: number | null; label: string; wall: number | undefined }) {
  const { t } = useTranslation('wallMap');
  const { url, isFailed } = useWallPhoto(id, wall);
  return (
    <div>
      {url === null ? <span className="stage-no-photo">{id === null || isFailed ? t('stage.noPhoto') : ''}</span> : <img src={url} alt={label} />}
      <p>{label}</p>
    </div>
  );
}

/** Alleys the newest approved plan chose, in its order, with what each is for. */
export function StageAlleys({ scene }: { scene: WallScene }) {
  const { t, i18n } = useTranslation('wallMap');
  const format = useFormat();
  const isEnglish = i18n.language === 'en';
  const wan = (minor: number | null) =>
    minor === null ? '–' : isEnglish ? format.number(Math.round(minor / MINOR_PER_THOUSAND)) : format.number(minor / MINOR_PER_WAN, 1);
  return (
    <>
      <h2>{scene.plan?.name ?? t('stage.alleys')}</h2>
      {scene.plan !== null && (
        <p className="stage-quiet">
          {t('stage.budget', { budget: wan(scene.plan.budgetMinor), cost: wan(scene.plan.costMinor), chosen: format.number(scene.plan.chosen) })}
        </p>
      )}
      <ol className="stage-list stage-twos">
        {scene.alleys.map(({ id, rank, name, gridName, households, costMinor }) => (
          <li key={id}>
            <span className="stage-rank">{rank}</span>
            <b className="stage-name">{name ?? t('stage.unnamed')}</b>
            <b>{t('stage.cost', { cost: wan(costMinor) })}</b>
            <span className="stage-name stage-dim">{gridName ?? ''}</span>
            <span className="stage-dim">{t('stage.households', { count: format.number(households) as never })}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Where overdue issues lie close together: each by its class and how late it is. */
export function StageOverdue({ scene, nowMs }: { scene: WallScene; nowMs: number }) {
  const { t } = useTranslation('wallMap');
  const format = useFormat();
  return (
    <>
      <h2>{t('stage.overdue')}</h2>
      <p className="stage-headline">
        <b>{scene.title.name}</b>
        <b>{t('stage.issues', { count: format.number(scene.issueIds.length) as never })}</b>
      </p>
      <ul className="stage-list stage-twos">
        {scene.issues.map(({ id, title, lateness, dueAt, gridName, unitName }) => (
          <li key={id}>
            <LatenessMark lateness={lateness} />
            <b className="stage-name">{title}</b>
            <b>{dueAt === null ? '' : t('stage.late', { age: ageOf(nowMs - Date.parse(dueAt), t as never) })}</b>
            <span className="stage-name stage-dim">{gridName ?? ''}</span>
            <span className="stage-dim">{unitName ?? ''}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const HOUR_MS = 3_600_000;

function ageOf(ms: number, t: (key: string, words: object) => string): string {
  const hours = Math.max(0, Math.floor(ms / HOUR_MS));
  const minutes = Math.max(0, Math.floor((ms % HOUR_MS) / 60_000));
  return hours >= 24 ? t('age.days', { d: Math.floor(hours / 24), h: hours % 24 }) : t('age.hours', { h: hours, m: minutes });
}

/** Ranked like with like: the group that has most to tell. */
export function StageRanking({ picture, turn }: { picture: WallPicture; turn: number }) {
  const { t } = useTranslation('wallMap');
  const format = useFormat();
  const groups = picture.ranking.groups.filter(({ items, due }) => items.length > 0 && due > 0);
  const group = groups[turn % Math.max(1, groups.length)];
  if (group === undefined) return null;
  return (
    <>
      <h2>{t('stage.ranking', { group: group.group })}</h2>
      <ol className="stage-list">
        {group.items.map(({ rank, name, inTime, due, rate }) => (
          <li key={name}>
            <span className="stage-rank">{rank}</span>
            <span className="stage-name">{name}</span>
            <span className="stage-dim">{t('stage.inTime', { part: format.number(inTime), whole: format.number(due) })}</span>
            <b className="stage-rate">{format.rate(rate)}</b>
          </li>
        ))}
      </ol>
    </>
  );
}

/** What came of the day so far: since the last morning briefing. */
export function StageMorning({ picture: { morning } }: { picture: WallPicture }) {
  const { t } = useTranslation('wallMap');
  const format = useFormat();
  const figures = [
    [t('stage.visits'), morning.visits],
    [t('stage.reported'), morning.reported],
    [t('stage.resolved'), morning.resolved],
    [t('stage.completed'), morning.worksCompleted],
  ] as const;
  return (
    <>
      <h2>
        {t('stage.morning')} <small>{format.moment(morning.at)}</small>
      </h2>
      <dl className="stage-figures">
        {figures.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{format.number(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
