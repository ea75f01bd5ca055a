import { useTranslation } from 'react-i18next';
import type { FeedItem, WallPicture } from '#contract/walls';
import { unitWord } from '../../works/unit-word.ts';
import type { PanelBox } from '../layout.ts';
import { useWords } from '../words.ts';
import { cut, placeOf, WallPanel } from './frame.tsx';

interface FeedProps {
  at: PanelBox;
  feed: WallPicture['feed'];
}

/** What happened last, newest first: when, where, what. Never who, never which door. */
export function FeedPanel({ at, feed }: FeedProps) {
  const { t } = useTranslation('wall');
  const { shown } = cut(feed.items, at.rows);
  return (
    <WallPanel name="feed" at={at} title={t('feed.title')} asOf={feed.asOf}>
      {shown.length === 0 && <p className="w-empty">{t('feed.none')}</p>}
      <ul className="w-feed">
        {shown.map((item) => (
          <Line key={item.key} item={item} />
        ))}
      </ul>
    </WallPanel>
  );
}

/** The newest one alone, where there is no room for a list. */
export function FeedLine({ at, feed }: FeedProps) {
  const { t } = useTranslation('wall');
  const newest = feed.items[0];
  return (
    <section className="w-panel w-feed-line" style={placeOf(at)} data-panel="feed" aria-label={t('feed.title')}>
      <h2>{t('feed.title')}</h2>
      <ul className="w-feed">{newest ? <Line key={newest.key} item={newest} /> : <li className="w-empty">{t('feed.none')}</li>}</ul>
    </section>
  );
}

function Line({ item }: { item: FeedItem }) {
  const words = useWords();
  const told = useTold();
  return (
    <li>
      <span className="w-quiet">{words.clock(item.at)}</span>
      <span className="w-name">{item.gridName ?? ''}</span>
      <span className="w-name w-told">{told(item)}</span>
    </li>
  );
}

function useTold(): (item: FeedItem) => string {
  const { t, i18n } = useTranslation('wall');
  const words = useWords();
  return (item) => {
    switch (item.kind) {
      case 'visit':
        return t('feed.visit', { outcome: item.outcome === null ? '' : t(`feed.outcomes.${item.outcome}`) });
      case 'work_completed': {
        const quantity = item.quantity === null ? '' : ` ${words.number(item.quantity, 1)} ${item.unit === null ? '' : unitWord(item.unit, i18n.language)}`;
        return t('feed.work_completed', { type: (words.isEnglish ? item.workTypeNameEn : item.workTypeName) ?? '', quantity });
      }
      case 'alley_surveyed':
        return t('feed.alley_surveyed', { alley: item.alleyName ?? '' });
      default:
        return t(`feed.${item.kind}`, { title: item.title ?? '' });
    }
  };
}
