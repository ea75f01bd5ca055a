import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { buildingSection } from '../section/section.ts';
import { Loaded } from '../ui/load-state.tsx';
import { CountsLine } from './counts-line.tsx';
import { useDoors, useDoorUpdates, useOwnGrids } from './data.ts';
import { useFieldDesk, useQueue } from './desk.ts';
import { countsOf, type ShownDoor, shownDoors } from './door-states.ts';
import { FieldHead } from './head.tsx';
import { Matrix } from './matrix.tsx';
import { Sheet } from './sheet.tsx';

/** One building: floors and doors above, the sheet of the chosen door below, under the thumb. */
export function BuildingView({ code, buildingId }: { code: string; buildingId: number | null }) {
  const { t } = useTranslation('field');
  const { queue, person, round } = useFieldDesk();
  const [search, setSearch] = useSearchParams();
  const grids = useOwnGrids(queue.shelf, person.id, round);
  const doors = useDoors(queue.shelf, person.id, code, round);
  useDoorUpdates(queue, person.id, code, round);
  const { records } = useQueue(queue);
  const here = useMemo(
    () =>
      shownDoors(
        (doors.data?.value ?? []).filter((door) => door.buildingId === buildingId),
        records,
      ),
    [doors.data, records, buildingId],
  );
  const section = useMemo(() => buildingSection(here), [here]);
  const chosenId = Number(search.get('door')) || null;
  const chosen = here.find(({ id }) => id === chosenId) ?? null;
  const [correctingSeq, setCorrectingSeq] = useState<number | null>(null);
  const choose = ({ id }: ShownDoor) => {
    const next = new URLSearchParams(search);
    next.set('door', String(id));
    setSearch(next, { replace: true });
  };
  const gridName = grids.data?.value.find(({ grid }) => grid.code === code)?.grid.name ?? code;
  const name = buildingId === null ? t('grid.other') : (here[0]?.buildingName ?? '');
  return (
    <>
      <FieldHead
        back={`?grid=${encodeURIComponent(code)}`}
        at={doors.data?.at}
        title={
          <>
            <span className="field-head-grid">{gridName}</span> {name}
          </>
        }
      >
        {doors.data ? <CountsLine counts={countsOf(here)} /> : null}
      </FieldHead>
      <div className="field-main field-building">
        <Loaded query={doors} bars={[30, 58, 58, 58, 58]}>
          {() => <Matrix section={section} chosenId={chosenId} onChoose={choose} name={name} />}
        </Loaded>
      </div>
      {doors.data ? <Sheet gridCode={code} doors={here} chosen={chosen} correctingSeq={correctingSeq} onCorrect={setCorrectingSeq} onChoose={choose} /> : null}
    </>
  );
}
