import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { SurveyAlley, SurveyChecklist } from '#contract/surveys';
import { STANDARDS } from '#geodata/standards/standards';
import { liveNow } from '../api/live.ts';
import { newUuid } from '../api/uuid.ts';
import { useFieldDesk } from '../field/desk.ts';
import { FieldHead } from '../field/head.tsx';
import { localTime } from '../field/times.ts';
import type { Standards } from '../surveys/api.ts';
import { answerOn, type DraftFind, emptyDraft, isEmpty, NO_ITEM, type OpenFind, previewOf, type SurveyDraft, withFind } from '../surveys/draft.ts';
import { ItemField } from '../surveys/item-field.tsx';
import { placeAlong, placeOn } from '../surveys/line-plan.ts';
import { currentLists, listOf } from '../surveys/lists.ts';
import { Preview } from '../surveys/preview.tsx';
import { Bars, Empty, Failure } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useOwnAlleys, useSurveyAlley } from './data.ts';
import { Earlier } from './earlier.tsx';
import { FindList } from './find-list.tsx';
import { FindSheet } from './find-sheet.tsx';
import { GoneView } from './gone-view.tsx';
import { LineMap } from './line-map.tsx';
import { ListChoice } from './list-choice.tsx';
import { ReviewView } from './review-view.tsx';
import { type DraftDesk, useDraft } from './use-draft.ts';

/** Who stands farther away stands in another alley. */
const HERE_MOST_M = 40;

interface AlleyViewProps {
  id: number;
  standards: Standards;
  editSeq: number | null;
}

/** One alley: walked and written down, then checked and sent. */
export function AlleyView({ id, standards, editSeq }: AlleyViewProps) {
  const { t } = useTranslation(['surveyPage', 'alleys']);
  const [, setSearch] = useSearchParams();
  const { queue, person, positioning, settings } = useFieldDesk();
  const own = useOwnAlleys(queue.shelf, person.id, positioning.state);
  const { alley, isMissing, failed } = useSurveyAlley(queue.shelf, person.id, id, own.data);
  const today = localTime(Date.parse(liveNow()), settings.timeZone).day;
  const list = currentLists(standards.checklists, today)[0] as SurveyChecklist;
  const desk = useDraft({ queue, personId: person.id, alleyId: id, list, today, editSeq });
  const move = async (other: number) => {
    const isMoved = await desk.moveTo(other);
    if (isMoved) setSearch({ alley: String(other), ...(editSeq === null ? {} : { edit: String(editSeq) }) }, { replace: true });
    return isMoved;
  };
  if (failed !== null) return <Failure error={failed.error} since={failed.errorUpdatedAt} onRetry={() => void failed.refetch()} />;
  if (isMissing)
    return (
      <>
        <FieldHead title={t('title')} back="?" />
        {desk.draft === null || isEmpty(desk.draft) ? (
          <Empty>{t('nothing')}</Empty>
        ) : (
          <GoneView draft={desk.draft} own={own.data?.value.items ?? []} standards={standards} onMove={move} />
        )}
      </>
    );
  if (alley === null || desk.draft === null) return <Bars heights={[60, 200, 56, 56]} />;
  return <Opened alley={alley} others={own.data?.value.items ?? []} standards={standards} desk={{ ...desk, draft: desk.draft }} today={today} />;
}

interface OpenedProps {
  alley: SurveyAlley;
  others: readonly SurveyAlley[];
  standards: Standards;
  desk: DraftDesk & { draft: SurveyDraft };
  today: string;
}

function Opened({ alley, others, standards, desk, today }: OpenedProps) {
  const { t } = useTranslation(['surveyPage', 'alleys', 'surveys', 'field']);
  const format = useFormat();
  const { positioning } = useFieldDesk();
  const [search, setSearch] = useSearchParams();
  const { draft, change, store, isUnkept } = desk;
  const { open } = draft;
  const lists = currentLists(standards.checklists, today, draft.checklist);
  const list = listOf(standards.checklists, draft.checklist) ?? lists[0];
  if (list === undefined) return null;
  const name = alley.name ?? t('alleys:unnamed');
  const context = { lengthM: alley.lengthM, targetLux: standards.targetLux };
  const preview = previewOf(draft, list, context);
  if (search.get('step') === 'review')
    return <ReviewView alley={alley} name={name} list={list} context={context} desk={desk} today={today} onBack={() => setSearch(without(search, 'step'))} />;
  const fix = positioning.state.kind === 'on' ? positioning.state.fix : null;
  const here = fix === null ? null : placeOn(alley.lines, [fix.lon, fix.lat]);
  const setOpen = (next: OpenFind | null) => change((now) => ({ ...now, open: next }));
  const changeOpen = (make: (find: DraftFind) => DraftFind) =>
    change((now) => (now.open === null ? now : { ...now, open: { ...now.open, find: make(now.open.find) } }));
  // A tap while a place is being written down moves it: nobody loses a note to a second tap.
  const place = (position: [number, number]) =>
    open === null
      ? setOpen({ find: { ...NO_ITEM, key: newUuid(), item: '', position }, isNew: true })
      : changeOpen((find) => ({ ...find, position: [...position] }));
  const move = (metres: number) =>
    changeOpen((find) => ({ ...find, position: placeAlong(alley.lines, Math.round(placeOn(alley.lines, find.position).alongM) + metres) }));
  return (
    <>
      <FieldHead title={name} back="?">
        {draft.corrects === null ? (
          <>
            {alley.code}　{t('metres', { value: format.number(alley.lengthM) })}
          </>
        ) : (
          t('correcting', { date: format.date(draft.day) })
        )}
      </FieldHead>
      {isUnkept ? <p className="field-warning">{t('field:storage.full')}</p> : null}
      <div className="field-main survey-main">
        <LineMap
          alley={alley}
          name={name}
          others={others}
          finds={draft.finds.map((find) => (find.key === open?.find.key ? open.find : find))}
          here={fix === null ? null : [fix.lon, fix.lat]}
          chosen={open?.find.position ?? null}
          onPlace={place}
          onFind={(find) => setOpen({ find, isNew: false })}
        />
        <div className="field-foot-line">
          <p className="field-muted">{t('tapHint')}</p>
          {here === null ? null : (
            <button type="button" className="field-button" disabled={here.offM > HERE_MOST_M} onClick={() => place(here.position)}>
              {here.offM > HERE_MOST_M ? t('hereFar', { metres: format.number(here.offM) }) : t('here')}
            </button>
          )}
        </div>
        <Preview preview={preview} before={alley.needs} />
        <h2>{draft.finds.length === 0 ? t('noFinds') : t('finds', { n: draft.finds.length })}</h2>
        <FindList finds={draft.finds} list={list} alley={alley} onOpen={(find) => setOpen({ find, isNew: false })} />
        <h2>{t('whole')}</h2>
        <ListChoice
          lists={lists}
          list={list}
          isFixed={draft.corrects !== null}
          onChange={(next) => (isEmpty(draft) || window.confirm(t('listChange'))) && change(emptyDraft(alley.id, next, draft.day))}
        />
        {STANDARDS.map((standard) => {
          const items = list.items.filter((item) => item.standard === standard);
          if (items.length === 0) return null;
          const part = items.filter((item) => answerOn(draft, item) !== null).length;
          return (
            <details
              key={standard}
              className="field-done survey-standard"
              open={list.items.length <= 5 || part > 0 || items.some(({ code }) => (draft.items[code]?.value ?? '') !== '') || undefined}
            >
              <summary>
                <strong>{t(`alleys:standards.${standard}`)}</strong>
                <span className="field-muted">{t('answered', { part, whole: items.length })}</span>
              </summary>
              {items.map((item) => (
                <ItemField
                  key={item.code}
                  item={item}
                  draft={draft}
                  store={store}
                  onChange={(code, own) => change((now) => ({ ...now, items: { ...now.items, [code]: own(now.items[code] ?? NO_ITEM) } }))}
                />
              ))}
            </details>
          );
        })}
        <Earlier alleyId={alley.id} isBusy={!isEmpty(draft)} onCorrect={change} />
      </div>
      {open === null ? (
        <footer className="field-foot">
          <button type="button" className="field-button field-met" disabled={isEmpty(draft)} onClick={() => setSearch(withValue(search, 'step', 'review'))}>
            {isEmpty(draft) ? t('nothingYet') : t('review')}
          </button>
        </footer>
      ) : (
        <FindSheet
          key={open.find.key}
          find={open.find}
          list={list}
          alongM={placeOn(alley.lines, open.find.position).alongM}
          isNew={open.isNew}
          store={store}
          onChange={changeOpen}
          onMove={move}
          onSave={() => change((now) => withFind(now))}
          onRemove={() => change((now) => ({ ...now, finds: now.finds.filter(({ key }) => key !== open.find.key), open: null }))}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function without(search: URLSearchParams, key: string): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete(key);
  return next;
}
function withValue(search: URLSearchParams, key: string, value: string): URLSearchParams {
  const next = new URLSearchParams(search);
  next.set(key, value);
  return next;
}
