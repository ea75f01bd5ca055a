import { useTranslation } from 'react-i18next';
import type { CoverageFigures } from '#contract/coverage';
import { HOUSEHOLD_KINDS } from '#contract/households';
import type { WallPicture } from '#contract/walls';
import { useSettings } from '../../api/settings.ts';
import { coverageStep } from '../../coverage/layers.ts';
import type { PanelBox } from '../layout.ts';
import { useWords } from '../words.ts';
import { cut, More, WallPanel } from './frame.tsx';

/** The grids one level below, lowest first: a bar in the colour of the map with the mean of all of them drawn across, the rate, how many are left. */
export function ChildrenPanel({ at, items, own }: { at: PanelBox; items: WallPicture['children']; own: CoverageFigures | null }) {
  const { t } = useTranslation('wall');
  const { data: settings } = useSettings();
  const words = useWords();
  if (items === null) return null;
  const level = items.items[0]?.grid.level ?? 2;
  const label = settings?.levelLabels[level - 1];
  const { shown, rest } = cut(items.items, at.rows);
  const breaks = settings?.coverageBreaks ?? [];
  const mean = own?.denominators.reachable.rate ?? null;
  return (
    <WallPanel
      name="subdistricts"
      at={at}
      title={t('children.title', { level: (words.isEnglish ? label?.en.toLowerCase() : label?.zh) ?? '' })}
      note={
        <>
          {mean !== null && (
            <span>
              <span className="w-mean-mark" /> {t('children.mean', { rate: words.rate(mean) })}
            </span>
          )}
          <More rest={rest} of={t('children.unit')} />
        </>
      }
      asOf={items.asOf}
    >
      <ul className="w-rows w-barred">
        {shown.map(({ grid, shortName, coverage }) => {
          const { rate } = coverage.denominators.reachable;
          return (
            <li key={grid.id}>
              <span className="w-name">{shortName ?? grid.name}</span>
              <span className="w-track">
                {rate !== null && <span style={{ width: `${rate * 100}%`, background: `var(--ramp-${coverageStep(rate, breaks) + 1})` }} />}
                {mean !== null && <span className="w-mean" style={{ left: `${mean * 100}%` }} />}
              </span>
              <b className="w-rate">{words.rate(rate)}</b>
              <span className="w-left">{t('children.left', { n: words.number(coverage.uncovered) })}</span>
            </li>
          );
        })}
      </ul>
    </WallPanel>
  );
}

/** Grids where nobody has knocked for days. There is no room for heads of columns: each row says in words what its numbers are. */
export function StalledPanel({ at, stalled }: { at: PanelBox; stalled: WallPicture['stalled'] }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  if (stalled === null) return null;
  const { shown, rest } = cut(stalled.items, at.rows, stalled.count);
  return (
    <WallPanel name="stalled" at={at} title={t('stalled.title')} note={<More rest={rest} of={t('stalled.unit')} />} asOf={stalled.asOf}>
      {shown.length === 0 && <p className="w-empty">{t('stalled.none')}</p>}
      <ul className="w-rows">
        {shown.map(({ grid, covered, reachable, lastVisitOn, days }) => (
          <li key={grid.id}>
            <span className="w-name">{grid.name}</span>
            <span className="w-of w-quiet">{t('stalled.of', { covered: words.number(covered), reachable: words.number(reachable) })}</span>
            <b className="w-days">{lastVisitOn === null ? t('stalled.never') : t('stalled.days', { n: days })}</b>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}

/** Enterprises, schools and sites: of all of them. */
export function KindsPanel({ at, coverage }: { at: PanelBox; coverage: WallPicture['coverage'] }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  if (coverage === null) return null;
  const { byKind, asOf } = coverage;
  const kinds = HOUSEHOLD_KINDS.filter((kind) => kind !== 'household' && (byKind[kind]?.denominators.all.count ?? 0) > 0);
  return (
    <WallPanel name="kinds" at={at} title={t('kinds.title')} asOf={asOf}>
      <ul className="w-rows">
        {cut(kinds, at.rows).shown.map((kind) => {
          const all = byKind[kind]?.denominators.all;
          return (
            all && (
              <li key={kind}>
                <span className="w-name">{t(`kinds.${kind}`)}</span>
                <span className="w-of">
                  {words.number(all.covered)} / {words.number(all.count)}
                </span>
                <b className="w-rate">{words.rate(all.rate)}</b>
              </li>
            )
          );
        })}
      </ul>
    </WallPanel>
  );
}
