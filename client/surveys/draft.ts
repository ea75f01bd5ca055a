import type { z } from 'zod';
import type { AlleySurvey, ChecklistItem, SurveyBody, SurveyChecklist } from '#contract/surveys';
import { type Answer, amountOfFinds, findingsOf, isOfPlaces, unitOf, valueOfFinds } from '#geodata/standards/findings';
import { type MeasureContext, type NeedInterval, needOf } from '#geodata/standards/need';
import { STANDARDS, type Standard } from '#geodata/standards/standards';
import { newUuid } from '../api/uuid.ts';
import { type AmountFault, amountFault, readAmount } from './amount.ts';

/** What is written down on one line of the checklist. photos: on the device; photoIds: the server has them. */
export interface DraftItem {
  /** As it was typed; '' = not looked at. Checks: '0' not there, anything above found. At a place of the line: how much is there. */
  value: string;
  /** How much of what a check looks for was found in the whole alley, as it was typed; '' or absent = nobody measured it. */
  amount?: string;
  note: string;
  photos: string[];
  photoIds: number[];
}
export interface DraftFind extends DraftItem {
  key: string;
  item: string;
  position: [number, number];
}
/** A find whose sheet is open, as far as it is written. */
export interface OpenFind {
  find: DraftFind;
  isNew: boolean;
}
/** A survey that is being written. It is sent once, as a whole. */
export interface SurveyDraft {
  clientUuid: string;
  alleyId: number;
  checklist: { code: string; version: number };
  /** 'YYYY-MM-DD' */
  day: string;
  items: Record<string, DraftItem>;
  finds: DraftFind[];
  note: string;
  /** clientUuid of the survey it takes the place of. */
  corrects: string | null;
  correctionReason: string;
  /** Place in the queue of the refused record it mends. */
  seq: number | null;
  /** A phone that takes a photo may forget the page meanwhile. */
  open: OpenFind | null;
}

export const NO_ITEM: DraftItem = { value: '', note: '', photos: [], photoIds: [] };
type Body = z.input<typeof SurveyBody>;
export interface OwnPhoto {
  of: 'items' | 'finds';
  index: number;
  uuid: string;
}

export function emptyDraft(alleyId: number, { code, version }: Pick<SurveyChecklist, 'code' | 'version'>, day: string): SurveyDraft {
  return {
    clientUuid: newUuid(),
    alleyId,
    checklist: { code, version },
    day,
    items: {},
    finds: [],
    note: '',
    corrects: null,
    correctionReason: '',
    seq: null,
    open: null,
  };
}

/** Nothing is in it that would be lost. */
export const isEmpty = ({ items, finds, note, open }: SurveyDraft): boolean =>
  finds.length === 0 && note === '' && Object.values(items).every(isBare) && (open === null || (open.find.item === '' && isBare(open.find)));

const isBare = ({ value, photos, photoIds, note }: DraftItem): boolean => value === '' && photos.length + photoIds.length === 0 && note === '';

/** With what is on the open sheet taken over. */
export function withFind(draft: SurveyDraft): SurveyDraft {
  if (draft.open === null) return draft;
  const { find } = draft.open;
  const isThere = draft.finds.some(({ key }) => key === find.key);
  return { ...draft, open: null, finds: isThere ? draft.finds.map((one) => (one.key === find.key ? find : one)) : [...draft.finds, find] };
}

/** A value that can be one; null where none was typed or what was typed is wrong. */
const typedValue = (item: ChecklistItem, text: string): number | null => (amountFault(item, text) === null ? readAmount(text) : null);

const valuesOfFinds = (draft: SurveyDraft, item: ChecklistItem): (number | null)[] =>
  draft.finds.filter((find) => find.item === item.code).map(({ value }) => typedValue(item, value));

/** The value of a line: what was typed, else what its finds amount to; of a check 1 = found, 0 = not there; null = not looked at. */
export function answerOn(draft: SurveyDraft, item: ChecklistItem): number | null {
  const text = draft.items[item.code]?.value ?? '';
  const found = valueOfFinds(item, valuesOfFinds(draft, item));
  // What was marked is there.
  if (item.kind === 'check') return text === '' ? found : Math.max(Number(text) > 0 ? 1 : 0, found ?? 0);
  return wholeOf(item, typedValue(item, text), found);
}

/** How much of what a check looks for was found in the whole alley; null = nothing was found, or nobody measured it. */
export function amountOn(draft: SurveyDraft, item: ChecklistItem): number | null {
  if (item.kind !== 'check' || answerOn(draft, item) !== 1) return null;
  return wholeOf(item, typedValue(item, draft.items[item.code]?.amount ?? ''), amountOfFinds(item, valuesOfFinds(draft, item)));
}

/** What was typed for the whole alley goes before the sum of its places; but places that are counted cannot be fewer than were marked. */
function wholeOf(item: ChecklistItem, typed: number | null, found: number | null): number | null {
  return typed === null ? found : isOfPlaces(unitOf(item)) ? Math.max(typed, found ?? 0) : typed;
}

/** Lines of the checklist on which something was typed that is no value, for the whole alley or at a place. */
export function faultsOf(draft: SurveyDraft, list: SurveyChecklist): { item: ChecklistItem; fault: AmountFault }[] {
  return list.items.flatMap((item) => {
    const own = draft.items[item.code];
    const whole = item.kind === 'measure' ? own?.value : answerOn(draft, item) === 1 ? own?.amount : '';
    const typed = [whole ?? '', ...draft.finds.filter((find) => find.item === item.code).map(({ value }) => value)];
    const fault = typed.map((text) => amountFault(item, text)).find((one) => one !== null);
    return fault === undefined ? [] : [{ item, fault }];
  });
}

export function answersOf(draft: SurveyDraft, list: SurveyChecklist): Answer[] {
  return list.items.flatMap((item) => {
    const value = answerOn(draft, item);
    const amount = amountOn(draft, item);
    if (amount !== null && item.unit !== null) return [{ code: item.code, value: amount, unit: item.unit }];
    return value === null ? [] : [{ code: item.code, value }];
  });
}

/** Lines with finds or photos whose value for the whole alley is still missing. */
export function missingOf(draft: SurveyDraft, list: SurveyChecklist): ChecklistItem[] {
  return list.items.filter((item) => {
    const own = draft.items[item.code];
    const isTouched = draft.finds.some((find) => find.item === item.code) || (own !== undefined && (own.photos.length > 0 || own.note !== ''));
    return isTouched && answerOn(draft, item) === null;
  });
}

/** What the survey will say of each standard it speaks of: the need the server will compute. */
export function previewOf(draft: SurveyDraft, list: SurveyChecklist, context: MeasureContext): Partial<Record<Standard, NeedInterval>> {
  const answers = answersOf(draft, list);
  return Object.fromEntries(
    STANDARDS.flatMap((standard) => {
      const need = needOf(standard, findingsOf(list.items, standard, answers), context);
      return need === null ? [] : [[standard, need]];
    }),
  );
}

/** The survey as it is sent, and which photos of the device belong where in it. */
export function bodyOf(draft: SurveyDraft, list: SurveyChecklist): { body: Body; photos: OwnPhoto[] } {
  const photos: OwnPhoto[] = [];
  const keep = (of: OwnPhoto['of'], index: number, uuids: readonly string[]) => photos.push(...uuids.map((uuid) => ({ of, index, uuid })));
  const items = answersOf(draft, list).map((answer, index) => {
    const own = draft.items[answer.code] ?? NO_ITEM;
    keep('items', index, own.photos);
    return { ...answer, ...said(own) };
  });
  const finds = draft.finds.map((find, index) => {
    keep('finds', index, find.photos);
    const value = readAmount(find.value);
    return { item: find.item, position: find.position, ...(value === null ? {} : { value }), ...said(find) };
  });
  const note = draft.note.trim();
  return {
    photos,
    body: {
      clientUuid: draft.clientUuid,
      checklist: draft.checklist,
      surveyedOn: draft.day,
      items,
      ...(finds.length === 0 ? {} : { finds }),
      ...(note === '' ? {} : { note }),
      ...(draft.corrects === null ? {} : { corrects: draft.corrects, correctionReason: draft.correctionReason.trim() }),
    },
  };
}

function said({ note, photoIds }: DraftItem): { note?: string; photoIds?: number[] } {
  const text = note.trim();
  return { ...(text === '' ? {} : { note: text }), ...(photoIds.length === 0 ? {} : { photoIds }) };
}

/** A record that was refused, open again: the same survey under the same id. */
export function draftOfBody(alleyId: number, body: Body, photos: readonly OwnPhoto[], seq: number): SurveyDraft {
  const own = (of: OwnPhoto['of'], index: number) => photos.flatMap((photo) => (photo.of === of && photo.index === index ? [photo.uuid] : []));
  return {
    clientUuid: body.clientUuid,
    alleyId,
    checklist: body.checklist,
    day: body.surveyedOn,
    items: Object.fromEntries(
      body.items.map(({ code, value, unit, note = '', photoIds = [] }, index) => [
        code,
        { ...writtenAs(value, unit), note, photos: own('items', index), photoIds },
      ]),
    ),
    finds: (body.finds ?? []).map(({ item, position, value, note = '', photoIds = [] }, index) => ({
      key: newUuid(),
      item,
      position,
      value: value === undefined ? '' : String(value),
      note,
      photos: own('finds', index),
      photoIds,
    })),
    note: body.note ?? '',
    corrects: body.corrects ?? null,
    correctionReason: body.correctionReason ?? '',
    seq,
    open: null,
  };
}

/** What was answered as it is typed. Only a check with its unit has an amount; beside the value of a measure nobody asks for it. */
const writtenAs = (value: number, unit: string | null | undefined): Pick<DraftItem, 'value' | 'amount'> => ({
  value: String(value),
  ...(unit == null || value === 0 ? {} : { amount: String(value) }),
});

/** A survey the server has, to be corrected: another survey that takes its place. @param rows those of one clientUuid */
export function draftOfSurvey(alleyId: number, rows: readonly AlleySurvey[]): SurveyDraft | null {
  const [first] = rows;
  if (first?.clientUuid == null || first.checklist === null) return null;
  const finds = rows.flatMap((row) => row.finds);
  const items = rows.flatMap((row) => row.items);
  return {
    ...emptyDraft(alleyId, first.checklist, first.surveyedOn),
    items: Object.fromEntries(
      items.map(({ code, value, unit, note, photoIds }) => [code, { ...writtenAs(value, unit), note: note ?? '', photos: [], photoIds }]),
    ),
    finds: finds.map(({ item, lon, lat, value, note, photoIds }) => ({
      key: newUuid(),
      item,
      position: [lon, lat],
      value: value === null ? '' : String(value),
      note: note ?? '',
      photos: [],
      photoIds,
    })),
    note: first.note ?? '',
    corrects: first.clientUuid,
  };
}

/** Surveys as they were sent: the rows of one clientUuid each, the newest first; those that a correction has taken the place of are left out. */
export function sentSurveys(rows: readonly AlleySurvey[]): AlleySurvey[][] {
  const byUuid = new Map<string, AlleySurvey[]>();
  for (const row of rows) {
    if (row.clientUuid === null || row.supersededAt !== null) continue;
    byUuid.set(row.clientUuid, [...(byUuid.get(row.clientUuid) ?? []), row]);
  }
  return [...byUuid.values()].sort((a, b) => (b[0]?.surveyedOn ?? '').localeCompare(a[0]?.surveyedOn ?? ''));
}
