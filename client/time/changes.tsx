import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Change, ChangeKind } from '#contract/history';
import { addRoom } from '../i18n/i18n.ts';
import { useMapHandle } from '../map/map-context.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { useWorkTypeName } from '../works/totals.tsx';
import { timeMessages } from './messages.ts';
import { useTime } from './provider.tsx';
import { useChanges } from './use-history.ts';

addRoom('time', timeMessages);

const LINES = [30, 120, 120, 120] as const;
const NEAR_ZOOM = 17;
const GRIDS_AT_FIRST = 6;
const ROWS_AT_FIRST = 8;

interface Group {
  name: string;
  items: Change[];
}

/** What has changed since the morning briefing, by kind and grid; a line flies to its place. */
export function Changes() {
  const { t } = useTranslation('time');
  const format = useFormat();
  const { setListOpen } = useTime();
  const query = useChanges(true);
  const since = query.data ? format.moment(query.data.since) : '';
  return (
    <Panel title={t('changesTitle', { time: since })} onClose={() => setListOpen(false)} focusKey="changes">
      <Loaded query={query} bars={LINES}>
        {({ items, counts }) => (
          <>
            <p className="change-legend">
              <span className="change-ring change-ring-new" aria-hidden="true" /> {t('ringsNew')}
              <span className="change-ring" aria-hidden="true" /> {t('ringsDone')}
            </p>
            {items.length === 0 && <Empty>{t('none')}</Empty>}
            {ChangeKind.options.map((kind) => (
              <Kind key={kind} kind={kind} count={counts[kind]} items={items.filter((item) => item.kind === kind)} />
            ))}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Kind({ kind, count, items }: { kind: ChangeKind; count: number; items: Change[] }) {
  const { t } = useTranslation('time');
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  if (count === 0) return null;
  const groups = groupsOf(items, t('noGrid'));
  const shown = isWhole ? groups : groups.slice(0, GRIDS_AT_FIRST);
  return (
    <Section title={t(`kinds.${kind}`)} aside={format.number(count)}>
      <ul className="change-grids">
        {shown.map((group) => (
          <GridGroup key={group.name} group={group} />
        ))}
      </ul>
      {shown.length < groups.length && (
        <button type="button" className="row-link" onClick={() => setWhole(true)}>
          {t('more', { n: format.number(groups.length - shown.length) })}
        </button>
      )}
    </Section>
  );
}

/** Few changes stand one by one; many open when they are wanted. */
function GridGroup({ group: { name, items } }: { group: Group }) {
  const { t } = useTranslation('time');
  const format = useFormat();
  const isDoors = items[0]?.householdId !== null;
  const [isOpen, setOpen] = useState(!isDoors);
  const [most, setMost] = useState(ROWS_AT_FIRST);
  return (
    <li>
      <button type="button" className="change-grid" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>{name}</span>
        <span>{format.number(items.length)}</span>
      </button>
      {isOpen && (
        <ul className="change-rows">
          {items.slice(0, most).map((item) => (
            <Row key={item.id} item={item} />
          ))}
          {items.length > most && (
            <li>
              <button type="button" className="row-link" onClick={() => setMost(most * 4)}>
                {t('more', { n: format.number(items.length - most) })}
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Row({ item }: { item: Change }) {
  const { t } = useTranslation('time');
  const format = useFormat();
  const map = useMapHandle();
  const types = useWorkTypes().data;
  const typeName = useWorkTypeName();
  const type = item.workType === null ? undefined : types?.get(item.workType);
  const what = type ? typeName(type) : (item.title ?? t(item.outcome === null ? `kinds.${item.kind}` : `outcomes.${item.outcome}`));
  const when = item.kind === 'work_completed' ? format.moment(item.at).split(' ')[0] : format.moment(item.at);
  const { lon, lat } = item;
  if (lon === null || lat === null) {
    return (
      <li className="change-row">
        <span>{what}</span> <small>{t('noPlace')}</small>
      </li>
    );
  }
  const show = () => {
    map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } });
    map?.flyTo([lon, lat], NEAR_ZOOM);
  };
  return (
    <li>
      <button type="button" className="change-row" title={t('showAt', { name: what })} onClick={show}>
        <span>{what}</span> <small>{when}</small>
      </button>
    </li>
  );
}

/** By grid, the one with most changes first. */
function groupsOf(items: readonly Change[], noGrid: string): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const key = item.grid?.code ?? '';
    const group = groups.get(key) ?? { name: item.grid?.name ?? noGrid, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.items.length - a.items.length || a.name.localeCompare(b.name));
}
