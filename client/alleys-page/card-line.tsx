import type { MultiLineString } from 'geojson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAY_EDIT_ALLEYS } from '#contract/alleys';
import { useAlley } from '../alleys/api.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { Failure } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Amended } from './amended.tsx';
import { useRevisions } from './api.ts';
import type { EditMode, LineEditor } from './use-line-editor.ts';

const MODES: readonly EditMode[] = ['split', 'join', 'redraw'];

/** What has changed: pressing a change of the line shows the former one on the map; a correction tells what stood there. */
export function Revisions({ id, editor, onFormer }: { id: number; editor: LineEditor; onFormer: (line: MultiLineString | null) => void }) {
  const { t } = useTranslation(['register', 'alleyCard']);
  const format = useFormat();
  const { data } = useRevisions(id);
  const [shown, setShown] = useState<number | null>(null);
  const person = useWorkingAs();
  if (data === undefined || data.length === 0) return null;
  // What was split off or joined since would lie under a line from before.
  const sinceOther = data.findIndex(({ action }) => action !== 'redraw' && action !== 'amend');
  const restorable = new Set((sinceOther < 0 ? data : data.slice(0, sinceOther)).filter(({ action }) => action === 'redraw').map(({ id: one }) => one));
  const mayEdit = person !== null && MAY_EDIT_ALLEYS.includes(person.role);
  return (
    <Section title={t('card.history')}>
      <table className="data-table">
        <tbody>
          {data.map(({ id: revision, action, occurredAt, lengthM, geometry, changes, reason, personName }) => (
            <tr key={revision}>
              {geometry === null ? (
                <Amended changes={changes} reason={reason} personName={personName} />
              ) : (
                <>
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
                    <small className="register-why">{[reason, personName].filter((text) => text !== null).join(t('facts.comma'))}</small>
                    {shown === revision && mayEdit && restorable.has(revision) && editor.mode === null && (
                      <button
                        type="button"
                        className="button"
                        disabled={editor.isBusy}
                        onClick={() => {
                          setShown(null);
                          onFormer(null);
                          editor.restore(geometry, t('edit.restored', { time: format.moment(occurredAt) }));
                        }}
                      >
                        {t('edit.restore')}
                      </button>
                    )}
                  </td>
                  <td>{lengthM !== null && t('alleyCard:metres', { value: format.number(lengthM, 1) })}</td>
                </>
              )}
              <td className="muted">{format.moment(occurredAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Ways to change the line, what will happen, and what to do next. */
export function EditFoot({ id, editor }: { id: number; editor: LineEditor }) {
  const { t } = useTranslation('register');
  const format = useFormat();
  const person = useWorkingAs();
  const other = useAlley(editor.other).data;
  if (editor.mode === null && (person === null || !MAY_EDIT_ALLEYS.includes(person.role))) return <p className="form-note">{t('edit.who')}</p>;
  const what = () => {
    if (editor.cutM !== null) return t('edit.splitAt', { first: format.number(editor.cutM[0], 1), second: format.number(editor.cutM[1], 1) });
    if (editor.other !== null) return t('edit.joinWith', { name: `${other?.name ?? ''} ${other?.code ?? ''}`.trim() });
    return t(editor.corners === null ? `edit.${editor.mode as EditMode}Hint` : 'edit.cornersHint');
  };
  return (
    <div className="register-edit">
      {editor.error !== null && <Failure key={id} title={t('edit.failed')} error={editor.error} onRetry={editor.retry} />}
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
            {what()} {editor.mode === 'redraw' && t('edit.points', { count: editor.draft.length })}
          </p>
          {editor.isWaiting && <p role="alert">{t('edit.waiting')}</p>}
          {editor.isHeld && <p role="alert">{t('edit.held')}</p>}
          <input
            aria-label={t('edit.reason')}
            placeholder={t('edit.reason')}
            maxLength={500}
            value={editor.reason}
            onChange={({ target }) => editor.setReason(target.value)}
          />
          <button type="button" className="button button-primary" disabled={!editor.canSave} onClick={editor.save}>
            {t('edit.save')}
          </button>
          {editor.mode === 'redraw' && (
            <button type="button" className="button" disabled={!editor.canUndo} onClick={editor.undo}>
              {t('edit.undo')}
            </button>
          )}
          <button type="button" className="button" onClick={editor.stop}>
            {t('edit.cancel')}
          </button>
        </>
      )}
    </div>
  );
}
