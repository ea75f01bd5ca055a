import type { MultiLineString } from 'geojson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ALLEY_STANDARDS, type AlleyDetail } from '#contract/alleys';
import { useAlley } from '../alleys/api.ts';
import { SurveyHistory } from '../alleys/card.tsx';
import type { alleyCardMessages } from '../alleys/card-messages.ts';
import { ConditionCells } from '../alleys/condition-cells.tsx';
import { Failure, Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useRevisions } from './api.ts';
import { NeedBar, useNeedLabel } from './need-bar.tsx';
import { SurveyForm } from './survey-form.tsx';
import type { EditMode, LineEditor } from './use-line-editor.ts';

type Surface = keyof typeof alleyCardMessages.zh.surfaces;
const LINES = [28, 22, 22, 22, 80, 80] as const;
const MODES: readonly EditMode[] = ['split', 'join', 'redraw'];

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
        {(alley) => <Body key={alley.id} alley={alley} onFormer={onFormer} />}
      </Loaded>
    </Panel>
  );
}

function Body({ alley, onFormer }: { alley: AlleyDetail } & Pick<RegisterCardProps, 'onFormer'>) {
  const { t } = useTranslation(['register', 'alleyCard', 'alleys', 'ui']);
  const format = useFormat();
  const [isSurveying, setSurveying] = useState(false);
  const unknown = t('ui:unknown');
  const facts: [string, string, string?][] = [
    [t('card.grid'), alley.grid?.name ?? unknown],
    [t('alleyCard:width'), alley.widthM === null ? unknown : t('alleyCard:metres', { value: format.number(alley.widthM, 1) })],
    [t('alleyCard:length'), t('alleyCard:metres', { value: format.number(alley.lengthM) })],
    [t('card.area'), alley.areaM2 === null ? unknown : `${format.number(alley.areaM2)} m²`],
    [t('alleyCard:surface'), t(`alleyCard:surfaces.${alley.surface as Surface}`, { defaultValue: alley.surface })],
    [
      t('card.served'),
      alley.servedHouseholds === null ? unknown : t('card.homes', { count: format.number(alley.servedHouseholds) as never }),
      t('card.servedRule'),
    ],
    [t('columns.status'), t(`alleyCard:nameStatus.${alley.nameStatus}`)],
  ];
  return (
    <>
      <ConditionCells conditions={alley.conditions} />
      <Needs alley={alley} />
      <Section title={t('card.facts')}>
        <dl className="pair-list register-fixtures">
          {facts.map(([name, value, rule]) => (
            <div key={name} title={rule}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Link className="register-link" to={`/map?alley=${alley.id}`}>
          {t('card.map')}
        </Link>
      </Section>
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
      {isSurveying ? (
        <SurveyForm id={alley.id} onDone={() => setSurveying(false)} />
      ) : (
        <button type="button" className="button register-survey" onClick={() => setSurveying(true)}>
          {t('survey.title')}
        </button>
      )}
      <SurveyHistory id={alley.id} />
      <Revisions id={alley.id} onFormer={onFormer} />
    </>
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

/** What lamps and drains say. */
function Fixtures({ alley: { light, water, lengthM } }: { alley: AlleyDetail }) {
  const { t } = useTranslation(['register', 'ui']);
  const format = useFormat();
  const whole = (value: number) => format.number(value);
  const isListed = light !== null && light.darkMinM !== null && light.darkMaxM !== null;
  const isRange = isListed && whole(light.darkMinM ?? 0) !== whole(light.darkMaxM ?? 0);
  const dark = !isListed
    ? null
    : isRange
      ? t('card.darkRange', { min: whole(light.darkMinM ?? 0), max: whole(light.darkMaxM ?? 0) })
      : t('card.darkValue', { length: whole(light.darkMaxM ?? 0), share: format.share(light.darkMaxM ?? 0, lengthM) });
  return (
    <Section title={t('card.light')} aside={isListed ? t('card.reach', { metres: light.reachM }) : undefined}>
      {isListed ? (
        <dl className="pair-list register-fixtures">
          <div>
            <dt>{t('card.lamps')}</dt>
            <dd>{t('card.working', { working: light.workingLamps, all: light.lamps })}</dd>
          </div>
          <div>
            <dt>{t('card.dark')}</dt>
            <dd>{dark}</dd>
          </div>
        </dl>
      ) : (
        <p className="muted">{t('card.noLamps')}</p>
      )}
      {water !== null && water.drains > 0 ? (
        <dl className="pair-list register-fixtures">
          <div>
            <dt>{t('card.drains')}</dt>
            <dd>
              {t('card.faulty', { faulty: water.faulty, all: water.drains, rate: water.faultyPer100M === null ? '–' : format.number(water.faultyPer100M, 1) })}
            </dd>
          </div>
        </dl>
      ) : (
        <p className="muted">{t('card.noDrains')}</p>
      )}
    </Section>
  );
}

/** What the line was before each change; pressing one shows the former line on the map. */
function Revisions({ id, onFormer }: { id: number; onFormer: RegisterCardProps['onFormer'] }) {
  const { t } = useTranslation(['register', 'alleyCard']);
  const format = useFormat();
  const { data } = useRevisions(id);
  const [shown, setShown] = useState<number | null>(null);
  if (data === undefined || data.length === 0) return null;
  return (
    <Section title={t('card.history')}>
      <table className="data-table">
        <tbody>
          {data.map(({ id: revision, action, occurredAt, lengthM, geometry }) => (
            <tr key={revision}>
              <td>
                <button
                  type="button"
                  className="row-link"
                  aria-pressed={shown === revision}
                  onClick={() => {
                    setShown(shown === revision ? null : revision);
                    onFormer(shown === revision ? null : geometry);
                  }}
                >
                  {t(`actions.${action}`)}
                </button>
              </td>
              <td>{lengthM !== null && t('alleyCard:metres', { value: format.number(lengthM, 1) })}</td>
              <td className="muted">{format.moment(occurredAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function EditFoot({ id, editor }: { id: number; editor: LineEditor }) {
  const { t } = useTranslation('register');
  return (
    <div className="register-edit">
      {editor.error !== null && <Failure key={id} error={editor.error} onRetry={editor.stop} />}
      {editor.mode === null ? (
        <>
          <span className="muted">{editor.isDone ? t('edit.done') : t('edit.title')}</span>
          {MODES.map((mode) => (
            <button key={mode} type="button" className="button" onClick={() => editor.start(mode)}>
              {t(`edit.${mode}`)}
            </button>
          ))}
        </>
      ) : (
        <>
          <p role="status">
            {t(`edit.${editor.mode}Hint`)} {editor.mode === 'redraw' && t('edit.points', { count: editor.draft.length })}
          </p>
          {editor.mode === 'redraw' && (
            <>
              <button type="button" className="button button-primary" disabled={editor.draft.length < 2 || editor.isBusy} onClick={editor.save}>
                {t('edit.save')}
              </button>
              <button type="button" className="button" disabled={editor.draft.length === 0} onClick={editor.undo}>
                {t('edit.undo')}
              </button>
            </>
          )}
          <button type="button" className="button" onClick={editor.stop}>
            {t('edit.cancel')}
          </button>
        </>
      )}
    </div>
  );
}
