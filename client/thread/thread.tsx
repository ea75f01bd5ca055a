import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ThreadKind, type ThreadStep, threadRoutes } from '#contract/thread';
import { useAskedDay } from '../api/past.ts';
import { request } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { addRoom } from '../i18n/i18n.ts';
import { writePanelView } from '../map/panel-view.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { mayRecordWorks, useWorkTypes } from '../works/api.ts';
import { useWorkTypeName } from '../works/totals.tsx';
import { threadMessages } from './messages.ts';
import './thread.css';

addRoom('thread', threadMessages);
const WAITING = [22, 22, 22];

interface ThreadProps {
  kind: ThreadKind;
  id: number;
}

/** Visit → issue → work → revisit as a small timeline; every issue and work leads to its card. Without anything tied to it only a sentence. */
export default function Thread({ kind, id }: ThreadProps) {
  const { t } = useTranslation('thread');
  const format = useFormat();
  // Doors are told to staff only, so another person asks anew.
  const { id: person = null, role = '' } = useWorkingAs() ?? {};
  const query = useQuery({
    queryKey: ['thread', kind, id, person],
    queryFn: ({ signal }) => request(threadRoutes.of, { params: { kind, id }, signal }),
  });
  const isPast = useAskedDay() !== undefined;
  const aside = query.data !== undefined && query.data.issues > 0 ? askedText() : undefined;
  function askedText(): ReactNode {
    const { households = 0, issues = 0 } = query.data ?? {};
    return t('asked', { households: format.number(households), issues: format.number(issues) });
  }
  return (
    <Section title={t('title')} aside={aside}>
      {isPast && <p className="thread-note">{t('ofNow')}</p>}
      <Loaded query={query} bars={WAITING}>
        {({ steps, more }) =>
          steps.length < 2 ? (
            <p className="thread-note">{t('none')}</p>
          ) : (
            <>
              {more > 0 && <p className="thread-note">{t('more', { count: more })}</p>}
              <ol className="thread">
                {steps.map((step, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a visit that is not told apart has no other name
                  <Step key={`${step.kind} ${step.id} ${index}`} step={step} isHere={step.kind === kind && step.id === id} />
                ))}
              </ol>
            </>
          )
        }
      </Loaded>
      {kind === 'issue' && !isPast && mayRecordWorks(role) && (
        <Link className="thread-answer" to={`/works?edit=new&issue=${id}`}>
          {t('answer')}
        </Link>
      )}
    </Section>
  );
}

function Step({ step, isHere }: { step: ThreadStep; isHere: boolean }) {
  const { t } = useTranslation('thread');
  const format = useFormat();
  const { kind, id, on, title, code, workType, household, isComplete } = step;
  const typeName = useWorkTypeName();
  // Most works have no name of their own.
  const type = useWorkTypes(kind === 'work' && title === null).data?.get(workType ?? '');
  const opens = (kind === 'issue' || kind === 'work') && id !== null && !isHere;
  const name = title ?? household?.address ?? (type === undefined ? code : typeName(type));
  return (
    <li className="thread-step" data-kind={kind} data-open={!isComplete || undefined} aria-current={isHere || undefined}>
      <span className="thread-when">{on === null ? t('noDate') : format.date(on)}</span>
      <span className="thread-mark" aria-hidden="true" />
      <span className="thread-what">
        <small>
          {t(`kinds.${kind}`)}
          <StateWord step={step} />
          {isHere && <b> {t('here')}</b>}
        </small>
        {name !== null && (opens ? <Link to={`/map?panel=${writePanelView({ list: kind, id, from: null })}`}>{name}</Link> : <span>{name}</span>)}
      </span>
    </li>
  );
}

function StateWord({ step: { kind, state } }: { step: ThreadStep }) {
  const { t, i18n } = useTranslation('thread');
  if (state === null) return null;
  const key = `${kind === 'issue' ? 'issueStates' : kind === 'work' ? 'workPhases' : 'outcomes'}.${state}`;
  return <> {i18n.exists(`thread:${key}`) ? t(key as never) : state}</>;
}
