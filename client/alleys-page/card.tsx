import type { MultiLineString } from 'geojson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ALLEY_STANDARDS, type AlleyDetail } from '#contract/alleys';
import { useAlley, useAlleySurveys } from '../alleys/api.ts';
import { ConditionCells } from '../alleys/condition-cells.tsx';
import SurveyHistory from '../alleys/survey-history.tsx';
import { useWorkingAs } from '../api/work-as.ts';
import { draftOfSurvey, type SurveyDraft, sentSurveys } from '../surveys/draft.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Around } from './card-around.tsx';
import { Facts } from './card-facts.tsx';
import { Fixtures } from './card-fixtures.tsx';
import { EditFoot, Revisions } from './card-line.tsx';
import { SurveyPhotos } from './card-photos.tsx';
import { NeedBar, useNeedLabel } from './need-bar.tsx';
import { SurveyForm } from './survey-form.tsx';
import type { LineEditor } from './use-line-editor.ts';

const LINES = [28, 22, 22, 22, 80, 80] as const;

interface RegisterCardProps {
  id: number;
  editor: LineEditor;
  /** Shows a former line on the map; null takes it away. */
  onFormer: (line: MultiLineString | null) => void;
  onClose: () => void;
}

/** One alley of the register: condition and need, measures, light and drains, segments, surveys, and the changes of its line. */
export function RegisterCard({ id, editor, onFormer, onClose }: RegisterCardProps) {
  const { t } = useTranslation(['alleyCard', 'alleys', 'register']);
  const query = useAlley(id);
  const title = query.data ? (query.data.name ?? t('alleys:unnamed')) : t('title');
  return (
    <Panel title={title} aside={query.data?.code} onClose={onClose} foot={<EditFoot id={id} editor={editor} />} focusKey={`alley ${id}`}>
      <Loaded query={query} bars={LINES}>
        {(alley) => <Body key={alley.id} alley={alley} editor={editor} onFormer={onFormer} />}
      </Loaded>
    </Panel>
  );
}

function Body({ alley, editor, onFormer }: { alley: AlleyDetail } & Pick<RegisterCardProps, 'editor' | 'onFormer'>) {
  const { t } = useTranslation(['register', 'alleyCard', 'alleys', 'ui']);
  const format = useFormat();
  const [surveying, setSurveying] = useState<{ correcting: SurveyDraft | null } | null>(null);
  const unknown = t('ui:unknown');
  return (
    <>
      <ConditionCells conditions={alley.conditions} />
      <Needs alley={alley} />
      <Section title={t('card.facts')}>
        <Facts alley={alley} />
        <p className="register-links">
          <Link className="register-link" to={`/map?alley=${alley.id}`}>
            {t('card.map')}
          </Link>
          <Link className="register-link" to={`/alley-sheet?alley=${alley.id}`}>
            {t('card.sheet')}
          </Link>
          <CompareLink id={alley.id} />
        </p>
      </Section>
      <Shares grids={alley.grids} />
      <Fixtures alley={alley} />
      {alley.segments.length > 1 && (
        <Section title={t('card.segments')} aside={format.number(alley.segments.length)}>
          <table className="data-table">
            <tbody>
              {alley.segments.map(({ segment, lengthM, areaM2 }) => (
                <tr key={segment}>
                  <td>{t('card.segment', { n: segment })}</td>
                  <td>{t('alleyCard:metres', { value: format.number(lengthM, 1) })}</td>
                  <td className="muted">{areaM2 === null ? unknown : `${format.number(areaM2)} m²`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {surveying !== null ? (
        <SurveyForm key={surveying.correcting?.corrects} alley={alley} correcting={surveying.correcting} onDone={() => setSurveying(null)} />
      ) : (
        <button type="button" className="button register-survey" onClick={() => setSurveying({ correcting: null })}>
          {t('survey.title')}
        </button>
      )}
      <Correctable id={alley.id} onCorrect={(correcting) => setSurveying({ correcting })} />
      <SurveyPhotos id={alley.id} />
      <SurveyHistory id={alley.id} />
      <Around alley={alley} />
      <Revisions id={alley.id} editor={editor} onFormer={onFormer} />
    </>
  );
}

/** How much of the alley lies in which grid: the shares add up to the whole, the first owns it. */
function Shares({ grids }: Pick<AlleyDetail, 'grids'>) {
  const { t } = useTranslation(['register', 'alleyCard']);
  const format = useFormat();
  if (grids.length < 2) return null;
  return (
    <Section title={t('alleyCard:grids')} aside={t('alleyCard:share')}>
      <table className="data-table">
        <tbody>
          {grids.map(({ grid, share, lengthM }) => (
            <tr key={grid.id}>
              <td>
                <Link className="row-link" to={`/map?grid=${encodeURIComponent(grid.code)}`}>
                  {grid.name}
                </Link>
              </td>
              <td>{t('alleyCard:metres', { value: format.number(lengthM, 1) })}</td>
              <td className="muted">{format.rate(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Needs({ alley }: { alley: AlleyDetail }) {
  const { t } = useTranslation(['register', 'alleys']);
  const label = useNeedLabel();
  return (
    <Section title={t('card.needs')}>
      <table className="data-table register-needs">
        <tbody>
          {ALLEY_STANDARDS.map((standard) => {
            const need = alley.needs[standard];
            if (need === undefined) return null;
            const [low, high] = [Math.round(need.min), Math.round(need.max)];
            return (
              <tr key={standard} title={label(standard, need)}>
                <td>{t(`alleys:standards.${standard}`)}</td>
                <td>
                  <NeedBar standard={standard} need={need} />
                </td>
                <td>{need.source === 'none' ? '' : low === high ? low : `${low}–${high}`}</td>
                <td className="muted">{t(`card.source.${need.source}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

/** Surveys that whoever works here may correct: his own. A supervisor corrects through whoever surveyed, or asks the server by its API. */
function Correctable({ id, onCorrect }: { id: number; onCorrect: (draft: SurveyDraft) => void }) {
  const { t } = useTranslation('surveys');
  const format = useFormat();
  const person = useWorkingAs();
  const { data } = useAlleySurveys(id);
  const own = sentSurveys(data ?? []).filter(([first]) => person !== null && first?.person?.id === person.id);
  return own.map((rows) => {
    const draft = draftOfSurvey(id, rows);
    if (draft === null) return null;
    return (
      <button key={draft.corrects} type="button" className="button register-survey" onClick={() => onCorrect(draft)}>
        {t('titleCorrect', { date: format.date(draft.day) })}
      </button>
    );
  });
}

/** Remembers this alley as the first of two, or sets it beside the one that is remembered. */
function CompareLink({ id }: { id: number }) {
  const { t } = useTranslation('register');
  const [search, setSearch] = useSearchParams();
  const first = Number(search.get('compare')?.split(',')[0] ?? 0);
  const set = (value: string) =>
    setSearch((before) => {
      before.set('compare', value);
      return before;
    });
  if (first > 0 && first !== id)
    return (
      <button type="button" className="register-link" onClick={() => set(`${first},${id}`)}>
        {t('compare.with')}
      </button>
    );
  return (
    <button type="button" className="register-link" aria-pressed={first === id} onClick={() => set(String(id))}>
      {t(first === id ? 'compare.chosen' : 'compare.choose')}
    </button>
  );
}
