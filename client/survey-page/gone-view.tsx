import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SurveyAlley } from '#contract/surveys';
import { useFieldDesk } from '../field/desk.ts';
import type { Standards } from '../surveys/api.ts';
import { answersOf, type SurveyDraft } from '../surveys/draft.ts';
import { placeOn } from '../surveys/line-plan.ts';
import { listOf } from '../surveys/lists.ts';
import { useItemName } from '../surveys/names.ts';
import { useFormat } from '../ui/use-format.ts';

/** Where it is known where the survey was made, the alley is among the nearest. */
const MOST_NEAR = 20;

interface GoneViewProps {
  draft: SurveyDraft;
  own: readonly SurveyAlley[];
  standards: Standards;
  /** @returns false where another survey of that alley is half written. */
  onMove: (alleyId: number) => Promise<boolean>;
}

/** A survey of an alley that has been joined to another, or taken from the surveyor, while it was written: nothing of it is lost, it goes to another alley. */
export function GoneView({ draft, own, standards, onMove }: GoneViewProps) {
  const { t } = useTranslation(['surveyPage', 'alleys']);
  const format = useFormat();
  const name = useItemName();
  const { positioning } = useFieldDesk();
  const fix = positioning.state.kind === 'on' ? positioning.state.fix : null;
  const [lon, lat] = draft.finds[0]?.position ?? (fix === null ? [] : [fix.lon, fix.lat]);
  const [isTaken, setTaken] = useState(false);
  const alleys = useMemo(() => {
    if (lon === undefined || lat === undefined) return own.map((alley) => ({ ...alley, offM: null }));
    const near = own.map((alley) => ({ ...alley, offM: placeOn(alley.lines, [lon, lat]).offM })).sort((a, b) => a.offM - b.offM);
    return near.slice(0, MOST_NEAR);
  }, [own, lon, lat]);
  const [chosen, setChosen] = useState<number | null>(null);
  const target = chosen ?? alleys[0]?.id ?? null;
  const list = listOf(standards.checklists, draft.checklist);
  const names = list === undefined ? [] : answersOf(draft, list).flatMap(({ code }) => list.items.filter((item) => item.code === code).map(name));
  return (
    <>
      <div className="field-main survey-main">
        <p>{t('gone.what')}</p>
        <p className="field-muted">{t('gone.kept', { day: format.date(draft.day), places: draft.finds.length, items: names.join('、') })}</p>
        <label className="survey-item-line">
          <span>{t('gone.to')}</span>
          <select className="field survey-list" value={target ?? ''} onChange={(event) => setChosen(Number(event.target.value))}>
            {alleys.map(({ id, name: called, code, offM }) => (
              <option key={id} value={id}>
                {called ?? t('alleys:unnamed')} {offM === null ? code : t('away', { metres: format.number(offM) })}
              </option>
            ))}
          </select>
        </label>
        {isTaken ? (
          <p className="field-said field-said-bad" role="alert">
            {t('gone.taken')}
          </p>
        ) : null}
      </div>
      <footer className="field-foot">
        <button
          type="button"
          className="field-button field-met"
          disabled={target === null}
          onClick={() => target !== null && void onMove(target).then((isMoved) => setTaken(!isMoved))}
        >
          {t('gone.move')}
        </button>
      </footer>
    </>
  );
}
