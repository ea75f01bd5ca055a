import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMapHandle } from '../map/map-context.ts';
import { PagesList } from '../ui/pages-list.tsx';
import { useFormat } from '../ui/use-format.ts';
import { type HouseholdLine, type HouseholdRow, householdLines } from './household-lines.ts';
import { StateMark } from './state-mark.tsx';

const DOOR_ZOOM = 18;
const HEADING_HEIGHT = 36;
const ROW_HEIGHT = 34;
const heightOf = (line: HouseholdLine) => (line.type === 'building' ? HEADING_HEIGHT : ROW_HEIGHT);
const keyOf = (line: HouseholdLine) => line.key;

interface HouseholdListProps {
  query: UseInfiniteQueryResult<InfiniteData<{ items: HouseholdRow[]; next: string | null; total?: number | undefined }, string | null>>;
  label: string;
}

/** Visit targets by building and door. Hover and focus show one on the map, a click flies to it. */
export function HouseholdList({ query, label }: HouseholdListProps) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  const map = useMapHandle();
  useEffect(() => () => map?.highlight(null), [map]);
  return (
    <PagesList
      query={query}
      linesOf={householdLines}
      heightOf={heightOf}
      keyOf={keyOf}
      label={label}
      empty={t('list.empty')}
      note={(loaded, ended) => t(ended ? 'list.ended' : 'list.more', { n: format.number(loaded) })}
    >
      {(line) => (line.type === 'building' ? <BuildingLine line={line} /> : <HouseholdRowButton household={line.household} />)}
    </PagesList>
  );
}

function BuildingLine({ line }: { line: Extract<HouseholdLine, { type: 'building' }> }) {
  const { t } = useTranslation('coveragePanel');
  const format = useFormat();
  return (
    <div className="list-head">
      <span>
        {line.name ?? t('list.noBuilding')} <small>{line.gridName}</small>
      </span>
      <small>{t('households', { value: format.number(line.count) })}</small>
    </div>
  );
}

function HouseholdRowButton({ household }: { household: HouseholdRow }) {
  const { t } = useTranslation(['coveragePanel', 'coverage']);
  const format = useFormat();
  const map = useMapHandle();
  const place = usePlaceName(household);
  const position: [number, number] = [household.lon, household.lat];
  const show = () => map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: position } });
  return (
    <button
      type="button"
      className="list-row"
      title={t('list.zoom', { place })}
      onClick={() => {
        show();
        map?.flyTo(position, DOOR_ZOOM);
      }}
      onPointerEnter={show}
      onPointerLeave={() => map?.highlight(null)}
      onFocus={show}
    >
      <StateMark state={household.state} />
      <span className="grow">
        <span>{place}</span>
      </span>
      <small>{t(`coverage:states.${household.state}`)}</small>
      <small className="end">
        {household.distanceM !== undefined && <>{t('list.metres', { value: format.number(household.distanceM) })} </>}
        {household.appointmentAt
          ? t('list.appointment', { time: format.moment(household.appointmentAt) })
          : household.lastVisitedAt
            ? t('list.lastVisited', { time: format.moment(household.lastVisitedAt) })
            : t('list.never')}
      </small>
    </button>
  );
}

/** A door by staircase and room; a school or a site by its name; whatever has neither by its address. */
function usePlaceName({ kind, name, unit, room, floor, address, buildingName }: HouseholdRow): string {
  const { t } = useTranslation('coveragePanel');
  if (name !== null) return kind === 'household' ? name : `${name} ${t(`kinds.${kind}`)}`;
  if (unit !== null && room !== null) return t('list.place', { unit, room });
  if (room !== null) return room;
  if (buildingName === null) return address;
  return floor === null ? t('list.whole') : t('list.floor', { floor });
}
