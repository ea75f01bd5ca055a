import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { COVERAGE_STATES } from '#contract/coverage';
import type { WalkList, WalkStop } from '#contract/walk';
import { StateMark } from '../coverage/state-mark.tsx';
import { BuildingSectionView } from '../section/section.tsx';
import { cssVariables, themes } from '../tokens.ts';
import { useFormat } from '../ui/use-format.ts';
import { PaperStrip } from './paper-strip.tsx';
import { Sketch } from './sketch.tsx';
import type { PaperLayout } from './strip.ts';
import { useWalkWords } from './words.ts';
import './paper.css';

/** More doors than this fill a block from edge to edge: the section stands above them, not beside them. */
const MOST_BESIDE = 24;
const WIDE_SECTION = 8;
const UNCOVERED = COVERAGE_STATES.filter((state) => state !== 'covered' && state !== 'exempt');
/** Fewer doors explain themselves: a head over each of three hundred courtyards is ten pages of heads. */
const HEADED_FROM = 7;

/** The list as it is printed: black on white whatever the theme of the screen is. */
export function Paper({ list, layout }: { list: WalkList; layout: PaperLayout }) {
  const { t } = useTranslation('walk');
  const words = useWalkWords();
  const ink = useMemo(() => cssVariables(themes.light) as React.CSSProperties, []);
  return (
    <article className="paper" style={ink} aria-label={t('ofPlace', { place: words.place(list.place) })}>
      <PaperHead list={list} />
      {list.stops.length > 0 && (
        <section className="paper-sketch">
          <h2>{t('sheet.sketch')}</h2>
          <Sketch list={list} />
        </section>
      )}
      <Legend layout={layout} />
      {layout === 'full' ? (
        list.stops.map((stop) => <PaperStop key={stop.number} stop={stop} />)
      ) : (
        <div className="paper-strips">
          {list.stops.map((stop) => (
            <PaperStrip key={stop.number} stop={stop} />
          ))}
        </div>
      )}
    </article>
  );
}

function PaperHead({ list }: { list: WalkList }) {
  const { t } = useTranslation(['walk', 'shell']);
  const format = useFormat();
  const words = useWalkWords();
  const { figures, worker, campaign } = list;
  const { all, reachable, frozen } = figures.denominators;
  const n = format.number;
  return (
    <header className="paper-head">
      <h1>
        {t('ofPlace', { place: words.place(list.place) })}
        <em>{t('sheet.handBack')}</em>
      </h1>
      <dl>
        <div>
          <dt>{t('sheet.round')}</dt>
          <dd>{campaign.name}</dd>
        </div>
        <div>
          <dt>{t('sheet.asOf')}</dt>
          <dd>
            {list.asOf.slice(0, 4)} {format.moment(list.asOf)}
          </dd>
        </div>
        <div>
          <dt>{t('sheet.worker')}</dt>
          <dd>{worker === null ? t('sheet.nobody') : `${worker.name} ${t(`shell:roles.${worker.role}` as 'shell:roles.grid_worker')}`}</dd>
        </div>
        <div className="paper-sign">
          <dt>{t('sheet.signature')}</dt>
          <dd />
        </div>
        <div className="paper-sign">
          <dt>{t('sheet.returned')}</dt>
          <dd />
        </div>
      </dl>
      <ul className="paper-counts">
        <li>
          <b>{t('sheet.counts', { doors: n(list.doors), stops: n(list.stops.length) })}</b>
        </li>
        <li>{t('sheet.uncovered', { n: n(figures.uncovered), reachable: n(reachable.count), covered: n(figures.covered) })}</li>
        <li>{t('sheet.all', { n: n(all.count), covered: n(all.covered), rate: format.rate(all.rate) })}</li>
        <li>{t('sheet.reachable', { n: n(reachable.count), rate: format.rate(reachable.rate) })}</li>
        <li>{t('sheet.frozen', { n: n(frozen.count), covered: n(frozen.covered), rate: format.rate(frozen.rate) })}</li>
      </ul>
      {!list.namesDoors && <p className="paper-warning">{t('sheet.noRooms')}</p>}
      <p className="paper-route">
        {[t('summary', { stops: n(list.stops.length), length: words.length(list.lengthM) }), words.route(list)].join(t('separator'))}
      </p>
    </header>
  );
}

function Legend({ layout }: { layout: PaperLayout }) {
  const { t } = useTranslation(['walk', 'coverage']);
  if (layout === 'compact')
    return (
      <p className="paper-legend">
        <b>{t('sheet.legendShort')}</b>
        {UNCOVERED.map((state) => (
          <span key={state}>
            <StateMark state={state} />
            {t(`coverage:states.${state}`)}
          </span>
        ))}
        <span>{t('sheet.howToRead')}</span>
      </p>
    );
  return (
    <p className="paper-legend">
      <b>{t('sheet.legend')}</b>
      {COVERAGE_STATES.map((state) => (
        <span key={state}>
          <i className={`section-cell section-${state}`}>
            <b />
          </i>
          {t(`coverage:states.${state}`)}
        </span>
      ))}
    </p>
  );
}

function PaperStop({ stop }: { stop: WalkStop }) {
  const { t } = useTranslation('walk');
  const words = useWalkWords();
  const name = words.stopName(stop);
  const columns = Math.max(0, ...countColumns(stop));
  const isStacked = stop.doors.length > MOST_BESIDE || columns > WIDE_SECTION;
  return (
    <section className={isStacked ? 'paper-stop paper-stacked' : 'paper-stop'}>
      <h2>
        <span className="walk-number">{stop.number}</span>
        <span>{name}</span>
        <small>
          {[
            stop.gridName,
            stop.section.length > 0 ? t('left', { left: stop.doors.length, all: stop.section.length }) : null,
            words.leg(stop),
            t('bestTime', { slot: t(`slots.${stop.suggestedSlot}`) }),
          ]
            .filter((part) => part !== null)
            .join('　')}
        </small>
      </h2>
      <div className="paper-body">
        {stop.section.length > 0 && <BuildingSectionView building={name} doors={stop.section} size="paper" />}
        <table className="paper-doors">
          <thead className={stop.doors.length < HEADED_FROM ? 'visually-hidden' : undefined}>
            <tr>
              <th scope="col">{t('sheet.done')}</th>
              <th scope="col" aria-label={t('sheet.legend')} />
              <th scope="col">{t('sheet.door')}</th>
              <th scope="col">{t('sheet.reason')}</th>
              <th scope="col">{t('sheet.best')}</th>
            </tr>
          </thead>
          <tbody>
            {stop.doors.map((door) => (
              <tr key={door.id}>
                <td>
                  <span className="paper-box" />
                </td>
                <td>
                  <StateMark state={door.state} />
                </td>
                <td>{words.door(door)}</td>
                <td>{words.reason(door)}</td>
                <td>{words.best(door)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Per floor: its doors, which is about how many columns the section has. */
function countColumns({ section }: WalkStop): number[] {
  const floors = new Map<number, number>();
  for (const { floor } of section) if (floor !== null) floors.set(floor, (floors.get(floor) ?? 0) + 1);
  return [...floors.values()];
}
