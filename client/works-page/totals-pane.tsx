import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WorkTotal, WorkTotals } from '#contract/works';
import { type WorkGroup, writePanelView } from '../map/panel-view.ts';
import { useFormat } from '../ui/use-format.ts';
import { FamilyMark } from '../works/family-mark.tsx';
import { Quantity } from '../works/quantity.tsx';
import { useWorkTypeName } from '../works/totals.tsx';

interface TotalsPaneProps {
  totals: WorkTotals;
  /** YYYY-MM-DD */
  today: string;
  /** Code of the type that is listed. */
  chosen: string | null;
  /** Code of the grid the totals are of; null = the whole district. */
  grid: string | null;
  onChoose: (type: string) => void;
}

/** The map with the works of a line: the same rows listed, and no other works drawn. */
const mapOf = (grid: string | null, group: WorkGroup): string =>
  `/map?${new URLSearchParams({ ...(grid !== null && { grid }), panel: writePanelView({ list: 'works', ...group }) })}`;

/** One line per type, kind and unit: what there is so far, and beside it what came in the period. A line opens its works. */
export function TotalsPane({ totals: { items, from, to }, today, chosen, grid, onChoose }: TotalsPaneProps) {
  const { t } = useTranslation('worksPage');
  const format = useFormat();
  const hasPeriod = from !== null;
  return (
    <>
      <table className="works-table">
        <caption>{t('totalsNote')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('totals')}</th>
            {hasPeriod && <th scope="col">{t('inPeriod')}</th>}
            <th scope="col">{t('cumulative', { day: format.date(to ?? today) })}</th>
            <td />
          </tr>
        </thead>
        {items.map((total) => (
          <Lines
            key={`${total.workType.code} ${total.kind} ${total.unit}`}
            total={total}
            hasPeriod={hasPeriod}
            isChosen={total.workType.code === chosen}
            grid={grid}
            days={{ ...(from !== null && { from }), ...(to !== null && { to }) }}
            onChoose={onChoose}
          />
        ))}
      </table>
      {items.length === 0 && <p className="works-note">{t('nothing')}</p>}
    </>
  );
}

interface LinesProps {
  total: WorkTotal;
  hasPeriod: boolean;
  isChosen: boolean;
  grid: string | null;
  days: Pick<WorkGroup, 'from' | 'to'>;
  onChoose: (type: string) => void;
}

function Lines({ total, hasPeriod, isChosen, grid, days, onChoose }: LinesProps) {
  const { t } = useTranslation(['worksPage', 'workPanel']);
  const format = useFormat();
  const typeName = useWorkTypeName();
  const { workType, kind, unit, period } = total;
  const name = kind === workType.kind ? typeName(workType) : `${typeName(workType)}（${t(`workPanel:kinds.${kind}`)}）`;
  const spanOf = (figureFrom: string | null, asOf: string | null) =>
    asOf === null ? '' : figureFrom === null ? t('asOf', { day: format.date(asOf) }) : t('since', { from: format.date(figureFrom), to: format.date(asOf) });
  return (
    <tbody data-chosen={isChosen || undefined}>
      <tr>
        <th scope="row">
          <button type="button" aria-pressed={isChosen} title={t('onlyType', { name, n: format.number(total.count) })} onClick={() => onChoose(workType.code)}>
            <FamilyMark family={workType.family} />
            <span>{name}</span>
          </button>
        </th>
        {hasPeriod && (
          <td>
            {period === null || period.count === 0 ? (
              <span className="unit">–</span>
            ) : (
              <Quantity quantity={period.quantity} unit={unit} qualifier={period.qualifier} />
            )}
          </td>
        )}
        <td>{total.count === 0 ? <span className="unit">–</span> : <Quantity quantity={total.quantity} unit={unit} qualifier={total.qualifier} />}</td>
        <td className="works-to-map">
          <Link to={mapOf(grid, { type: workType.code, kind, ...days })} aria-label={t('onMapOf', { name })} title={t('onMapOf', { name })}>
            {t('onMap')}
          </Link>
        </td>
      </tr>
      {total.ofWhich.map((part) => (
        <tr key={part.id} className="works-part">
          <td colSpan={hasPeriod ? 2 : 1}>
            {t('ofWhich')} {part.name} <small>{spanOf(part.figureFrom, part.asOf)}</small>
          </td>
          <td>
            <Quantity quantity={part.quantity} unit={unit} qualifier={part.qualifier} />
          </td>
          <td />
        </tr>
      ))}
    </tbody>
  );
}
