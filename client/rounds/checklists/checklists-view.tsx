import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checklist } from '#contract/campaigns';
import { Empty, Loaded } from '../../ui/load-state.tsx';
import { useChecklists } from '../api.ts';
import { ChecklistForm } from './checklist-form.tsx';
import { type ChecklistDraft, draftOf, placeholders, withQuestion } from './drafts.ts';
import './checklists.css';

const WAITING = [40, 30, 30, 30];
type Writing = { start: ChecklistDraft; version: number | null };

/** The checklists of the district, what they ask, and the form for another one or for the next version. */
export function ChecklistsView({ mayPlan }: { mayPlan: boolean }) {
  const query = useChecklists();
  return (
    <Loaded query={query} bars={WAITING}>
      {({ items, templates }) => <Desk checklists={items} templates={templates} mayPlan={mayPlan} />}
    </Loaded>
  );
}

function Desk({ checklists, templates, mayPlan }: { checklists: readonly Checklist[]; templates: readonly Checklist[]; mayPlan: boolean }) {
  const { t } = useTranslation('rounds');
  const [code, setCode] = useState<string | null>(null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const chosen = checklists.find((checklist) => checklist.code === code) ?? checklists[0] ?? null;
  const done = (saved: string | null) => {
    setWriting(null);
    if (saved !== null) setCode(saved);
  };
  const taken = checklists.map((checklist) => checklist.code);
  return (
    <div className="rounds-desk">
      <div className="rounds-list">
        {checklists.length === 0 ? (
          <Empty>{t('checklists.none')}</Empty>
        ) : (
          <table className="data-table checklists-table">
            <thead>
              <tr>
                <th scope="col" className="rounds-words">
                  {t('card.checklist')}
                </th>
                <th scope="col">{t('checklists.version')}</th>
                <th scope="col">{t('checklists.count')}</th>
              </tr>
            </thead>
            <tbody>
              {checklists.map((checklist) => (
                <tr key={checklist.code} data-checklist={checklist.code} aria-current={checklist === chosen && writing === null ? 'true' : undefined}>
                  <td className="rounds-words">
                    <button
                      type="button"
                      className="row-link rounds-name"
                      onClick={() => {
                        setCode(checklist.code);
                        setWriting(null);
                      }}
                    >
                      {checklist.name}
                    </button>
                    <small>{checklist.code}</small>
                  </td>
                  <td>{checklist.version}</td>
                  <td>{checklist.questions.length}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {mayPlan ? (
          <p className="confirm-deeds">
            {templates.map((template) => (
              <button key={template.code} type="button" className="button" onClick={() => setWriting(fromTemplate(template, taken))}>
                {t('checklists.fromTemplate', { name: template.name })}
              </button>
            ))}
            <button type="button" className="button" onClick={() => setWriting({ start: { code: '', name: '', questions: withQuestion([]) }, version: null })}>
              {t('checklists.new')}
            </button>
          </p>
        ) : (
          <p className="rounds-note">{t('checklists.onlyPlanners')}</p>
        )}
      </div>
      {writing !== null && mayPlan ? (
        <ChecklistForm key={`${writing.start.code} ${writing.version}`} {...writing} templates={templates} taken={taken} onDone={done} />
      ) : chosen !== null ? (
        <ChecklistCard
          checklist={chosen}
          templates={templates}
          onWrite={mayPlan ? () => setWriting({ start: draftOf(chosen), version: chosen.version }) : null}
        />
      ) : null}
    </div>
  );
}

/** A template under its own code, or under the next one that is free. */
function fromTemplate(template: Checklist, taken: readonly string[]): Writing {
  let code = template.code;
  for (let n = 2; taken.includes(code); n += 1) code = `${template.code}-${n}`;
  return { start: { ...draftOf(template), code }, version: null };
}

function ChecklistCard({ checklist, templates, onWrite }: { checklist: Checklist; templates: readonly Checklist[]; onWrite: (() => void) | null }) {
  const { t } = useTranslation('rounds');
  const { code, name, version, questions } = checklist;
  const unworded = placeholders(questions, templates);
  return (
    <section className="round-card" aria-labelledby="checklist-name">
      <h2 id="checklist-name">{name}</h2>
      <p className="rounds-note">{[code, t('card.version', { n: version, count: questions.length })].join(t('comma'))}</p>
      {unworded.length > 0 && <p className="rounds-wrong">{t('checklists.unworded', { n: unworded.length })}</p>}
      <ol className="question-list">
        {questions.map((question, index) => (
          <li key={question.code} data-placeholder={unworded.includes(index) || undefined}>
            {question.text}
            <small>
              {[
                t(`checklists.kinds.${question.kind}`),
                question.isRequired ? t('checklists.required') : t('checklists.optional'),
                question.options?.join(t('separator')),
              ]
                .filter(Boolean)
                .join(t('comma'))}
            </small>
          </li>
        ))}
      </ol>
      {onWrite !== null && (
        <p className="round-deeds">
          <button type="button" className="button" onClick={onWrite}>
            {t('checklists.edit')}
          </button>
        </p>
      )}
    </section>
  );
}
