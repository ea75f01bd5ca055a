import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OwnGrid } from '#contract/visits';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { keepDoors, useOwnGrids } from './data.ts';
import { useFieldDesk } from './desk.ts';
import { PageFoot } from './foot.tsx';
import { FieldHead, useLine } from './head.tsx';
import { Leave } from './leave.tsx';
import { useRoleName } from './role-name.ts';

/** More grids than these are looked for by name. */
const FEW = 8;
/** Doors that are kept ahead of time; whoever is in charge of more keeps the grids he opens. */
const MOST_KEPT = 4_000;
const ROLE_REFUSED = '/problems/role-not-allowed';

export function GridsView() {
  const { t } = useTranslation('field');
  const { queue, person, round } = useFieldDesk();
  const roleName = useRoleName();
  const grids = useOwnGrids(queue.shelf, person.id, round);
  const mayNot = (grids.data?.problem ?? grids.error) as { type?: string } | null;
  return (
    <>
      <FieldHead title={t('grids.title')} at={grids.data?.at}>
        {round?.name}
      </FieldHead>
      <div className="field-main">
        {round === null ? (
          <Empty>{t('grids.noRound')}</Empty>
        ) : mayNot?.type === ROLE_REFUSED ? (
          <Empty>{t('who.mayNot', { role: roleName(person.role) })}</Empty>
        ) : (
          <Loaded query={grids} bars={[64, 64, 64]}>
            {({ value }) => <GridList grids={value} />}
          </Loaded>
        )}
      </div>
      <PageFoot>
        <Leave />
      </PageFoot>
    </>
  );
}

function GridList({ grids }: { grids: OwnGrid[] }) {
  const { t } = useTranslation('field');
  const format = useFormat();
  const [text, setText] = useState('');
  const keeping = useKeeping(grids);
  const q = text.trim().toLowerCase();
  const shown = q === '' ? grids : grids.filter(({ grid }) => grid.name.toLowerCase().includes(q) || grid.code.toLowerCase().startsWith(q));
  if (grids.length === 0) return <Empty>{t('grids.empty')}</Empty>;
  return (
    <>
      {grids.length > FEW ? (
        <input
          type="search"
          className="field field-input"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('grids.filter')}
          aria-label={t('grids.filter')}
        />
      ) : null}
      <ul className="field-list">
        {shown.map(({ grid, figures, appointmentsDue }) => (
          <li key={grid.id}>
            <Link className="field-row" to={`?grid=${encodeURIComponent(grid.code)}`}>
              <span className="field-row-main">
                <strong>{grid.name}</strong>
                {appointmentsDue > 0 ? <small className="field-due">{t('grids.due', { n: appointmentsDue })}</small> : null}
              </span>
              <span className="field-row-side">
                {figures.uncovered === 0 ? (
                  t(figures.denominators.all.count === 0 ? 'grids.nobody' : 'grids.done')
                ) : (
                  <>
                    <strong>{t('grids.uncovered', { n: format.number(figures.uncovered) })}</strong>{' '}
                    <small>{t('grids.of', { n: format.number(figures.denominators.reachable.count) })}</small>
                  </>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {keeping === null ? null : (
        <p className="field-muted" role="status" data-kept={keeping.part === keeping.whole}>
          {keeping.part < keeping.whole ? t('grids.keeping', keeping) : t('grids.kept')}
        </p>
      )}
    </>
  );
}

/** Keeps the doors of my grids on the device, one grid after another, while there is a line. null: there are too many to keep ahead of time. */
function useKeeping(grids: OwnGrid[]): { part: number; whole: number } | null {
  const { queue, person, round } = useFieldDesk();
  const line = useLine();
  const [part, setPart] = useState(0);
  const codes = useMemo(() => grids.map(({ grid }) => grid.code), [grids]);
  const isFew = grids.reduce((sum, { figures }) => sum + figures.denominators.all.count, 0) <= MOST_KEPT;
  const campaign = round?.code;
  const canKeep = isFew && line !== 'lost' && campaign !== undefined && queue.shelf.kind === 'device';
  useEffect(() => {
    if (!canKeep) return;
    let isOver = false;
    const keepAll = async () => {
      for (const [index, code] of codes.entries()) {
        if (isOver) return;
        await keepDoors(queue.shelf, person.id, code, campaign);
        if (!isOver) setPart(index + 1);
      }
    };
    // A line that breaks meanwhile: the rest is kept when it is back.
    keepAll().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [canKeep, codes, campaign, person.id, queue]);
  return canKeep ? { part, whole: codes.length } : null;
}
