import { useState } from 'react';
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
import { answerOn, type DraftFind, emptyDraft, isEmpty, NO_ITEM, previewOf, type SurveyDraft } from '../surveys/draft.ts';
import { ItemField, useItemName } from '../surveys/item-field.tsx';
import { placeOn } from '../surveys/line-plan.ts';
import { Preview } from '../surveys/preview.tsx';
import { Bars, Empty, Failure } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useOwnAlleys, useSurveyAlley } from './data.ts';
import { Earlier } from './earlier.tsx';
import { FindSheet } from './find-sheet.tsx';
import { LineMap } from './line-map.tsx';
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
  const { queue, person, positioning, settings } = useFieldDesk();
  const own = useOwnAlleys(queue.shelf, person.id, positioning.state);
  const { alley, isMissing, failed } = useSurveyAlley(queue.shelf, person.id, id, own.data);
  const today = localTime(Date.parse(liveNow()), settings.timeZone).day;
  const list = standards.checklists[0] as SurveyChecklist;
  const desk = useDraft({ queue, personId: person.id, alleyId: id, list, today, editSeq });
  if (failed !== null) return <Failure error={failed.error} since={failed.errorUpdatedAt} onRetry={() => void failed.refetch()} />;
  if (isMissing)
    return (
      <>
        <FieldHead title={t('title')} back="?" />
        <Empty>{t('nothing')}</Empty>
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
  const { t } = useTranslation(['surveyPage', 'alleys', 'surveys']);
  const format = useFormat();
  const { positioning } = useFieldDesk();
  const itemName = useItemName();
  const [search, setSearch] = useSearchParams();
  const [open, setOpen] = useState<{ find: DraftFind; isNew: boolean } | null>(null);
  const { draft, change, store } = desk;
  const list =
    standards.checklists.find(({ code, version }) => code === draft.checklist.code && version === draft.checklist.version) ?? standards.checklists[0];
  if (list === undefined) return null;
  const name = alley.name ?? t('alleys:unnamed');
  const context = { lengthM: alley.lengthM, targetLux: standards.targetLux };
  const preview = previewOf(draft, list, context);
  if (search.get('step') === 'review')
    return <ReviewView alley={alley} name={name} list={list} context={context} desk={desk} today={today} onBack={() => setSearch(without(search, 'step'))} />;
  const fix = positioning.state.kind === 'on' ? positioning.state.fix : null;
  const here = fix === null ? null : placeOn(alley.lines, [fix.lon, fix.lat]);
  const begin = (position: [number, number]) => setOpen({ find: { ...NO_ITEM, key: newUuid(), item: '', position }, isNew: true });
  const save = (find: DraftFind) => {
    const finds = draft.finds.some(({ key }) => key === find.key) ? draft.finds.map((one) => (one.key === find.key ? find : one)) : [...draft.finds, find];
    change({ ...draft, finds });
    setOpen(null);
  };
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
      <div className="field-main survey-main">
        <LineMap
          alley={alley}
          name={name}
          others={others}
          finds={draft.finds}
          here={fix === null ? null : [fix.lon, fix.lat]}
          chosen={open?.find.position ?? null}
          onPlace={begin}
          onFind={(find) => setOpen({ find, isNew: false })}
        />
        <div className="field-foot-line">
          <p className="field-muted">{t('tapHint')}</p>
          {here === null ? null : (
            <button type="button" className="field-button" disabled={here.offM > HERE_MOST_M} onClick={() => begin(here.position)}>
              {here.offM > HERE_MOST_M ? t('hereFar', { metres: format.number(here.offM) }) : t('here')}
            </button>
          )}
        </div>
        <Preview preview={preview} before={alley.needs} />
        <h2>{draft.finds.length === 0 ? t('noFinds') : t('finds', { n: draft.finds.length })}</h2>
        <ol className="field-list">
          {draft.finds.map((find, index) => {
            const item = list.items.find(({ code }) => code === find.item);
            return (
              <li key={find.key}>
                <button type="button" className="field-row" onClick={() => setOpen({ find, isNew: false })}>
                  <span className="field-row-main">
                    <strong>
                      {index + 1}. {item === undefined ? find.item : itemName(item)} {find.value}
                    </strong>
                    <small>
                      {t('at', { metres: format.number(placeOn(alley.lines, find.position).alongM) })} {find.note}
                    </small>
                  </span>
                  <span className="field-row-side">
                    {find.photos.length + find.photoIds.length > 0 ? t('surveys:photos', { n: find.photos.length + find.photoIds.length, most: 6 }) : ''}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
        <h2>{t('whole')}</h2>
        <label className="survey-item-line">
          <span>{t('list')}</span>
          <select
            className="field survey-list"
            value={`${list.code} ${list.version}`}
            onChange={(event) => {
              const next = standards.checklists.find(({ code, version }) => `${code} ${version}` === event.target.value);
              if (next && (isEmpty(draft) || window.confirm(t('listChange')))) change(emptyDraft(alley.id, next, draft.day));
            }}
          >
            {standards.checklists.map((one) => (
              <option key={`${one.code} ${one.version}`} value={`${one.code} ${one.version}`}>
                {itemName(one)}
              </option>
            ))}
          </select>
        </label>
        {STANDARDS.map((standard) => {
          const items = list.items.filter((item) => item.standard === standard);
          if (items.length === 0) return null;
          const part = items.filter((item) => answerOn(draft, item) !== null).length;
          return (
            <details key={standard} className="field-done survey-standard" open={list.items.length <= 5 || part > 0 || undefined}>
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
                  onChange={(code, own) => change({ ...draft, items: { ...draft.items, [code]: own } })}
                />
              ))}
            </details>
          );
        })}
        <Earlier alleyId={alley.id} onCorrect={change} />
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
          onSave={save}
          onRemove={() => {
            change({ ...draft, finds: draft.finds.filter(({ key }) => key !== open.find.key) });
            setOpen(null);
          }}
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
