import type { MultiLineString } from 'geojson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Amended } from './amended.tsx';
import { useRevisions } from './api.ts';
import type { EditMode, LineEditor } from './use-line-editor.ts';

const MODES: readonly EditMode[] = ['split', 'join', 'redraw'];

/** What has changed: pressing a change of the line shows the former one on the map; a correction tells what stood there. */
export function Revisions({ id, onFormer }: { id: number; onFormer: (line: MultiLineString | null) => void }) {
  const { t } = useTranslation(['register', 'alleyCard']);
  const format = useFormat();
  const { data } = useRevisions(id);
  const [shown, setShown] = useState<number | null>(null);
  if (data === undefined || data.length === 0) return null;
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

/** Ways to change the line, and what to do next. */
export function EditFoot({ id, editor }: { id: number; editor: LineEditor }) {
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
            {t(editor.corners === null ? `edit.${editor.mode}Hint` : 'edit.cornersHint')}{' '}
            {editor.mode === 'redraw' && t('edit.points', { count: editor.draft.length })}
          </p>
          {editor.mode === 'redraw' && (
            <>
              <button type="button" className="button button-primary" disabled={editor.draft.length < 2 || editor.isBusy} onClick={editor.save}>
                {t('edit.save')}
              </button>
              {editor.corners === null && (
                <button type="button" className="button" disabled={editor.draft.length === 0} onClick={editor.undo}>
                  {t('edit.undo')}
                </button>
              )}
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
