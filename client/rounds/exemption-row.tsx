import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { visitRoutes, type WaitingExemption } from '#contract/visits';
import { request } from '../api/request.ts';
import type { shellMessages } from '../shell/messages.ts';
import { useFormat } from '../ui/use-format.ts';
import { Confirm } from './confirm.tsx';
import { placeOf } from './exemptions-api.ts';

interface ExemptionRowProps {
  item: WaitingExemption;
  /** The round is open. */
  mayDecide: boolean;
  onDecided: (said: string, visitId: number) => void;
}
type Decision = 'approve' | 'reject';
type Role = keyof typeof shellMessages.zh.roles;
const SURE = { approve: 'exemptions.sureApprove', reject: 'exemptions.sureReject' } as const;
const CONFIRM = { approve: 'exemptions.confirmApprove', reject: 'exemptions.confirmReject' } as const;

/** One door: what was found there, and the two decisions about it. */
export function ExemptionRow({ item, mayDecide, onDecided }: ExemptionRowProps) {
  const { t } = useTranslation(['rounds', 'shell']);
  const format = useFormat();
  const client = useQueryClient();
  const [decision, setDecision] = useState<Decision | null>(null);
  const [note, setNote] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const buttons = useRef<HTMLSpanElement>(null);
  const { visitId } = item;
  const place = placeOf(item);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (deed: Decision) =>
      deed === 'approve'
        ? request(visitRoutes.approve, { params: { id: visitId }, body: note.trim() === '' ? {} : { note } })
        : request(visitRoutes.reject, { params: { id: visitId }, body: { note } }),
    onSuccess: async (_, deed) => {
      onDecided(t(deed === 'approve' ? 'exemptions.approved' : 'exemptions.rejected', { place }), visitId);
      await Promise.all([['exemptions'], ['coverage']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const leave = () => {
    const left = decision;
    setDecision(null);
    setIsMissing(false);
    reset();
    requestAnimationFrame(() => buttons.current?.querySelector<HTMLElement>(`[data-decision="${left}"]`)?.focus());
  };
  const sure = () => {
    if (decision === 'reject' && note.trim() === '') setIsMissing(true);
    else if (decision !== null) mutate(decision);
  };
  return (
    <li className="exemption" data-visit={visitId}>
      <span className="exemption-place">{place}</span>
      <span>{t(`outcomes.${item.outcome}`)}</span>
      <span className="exemption-reason">{item.reason}</span>
      <span className="rounds-muted">{item.recordedByRole === null ? '–' : t(`shell:roles.${item.recordedByRole as Role}`)}</span>
      <time className="rounds-muted" dateTime={item.recordedAt}>
        {t('exemptions.since', { time: format.moment(item.recordedAt) })}
      </time>
      {mayDecide && item.isOwn && <small>{t('exemptions.own')}</small>}
      {mayDecide && !item.isOwn && decision === null && (
        <span className="exemption-deeds" ref={buttons}>
          {(['approve', 'reject'] as const).map((deed) => (
            <button
              key={deed}
              type="button"
              className="button"
              data-decision={deed}
              aria-label={t(deed === 'approve' ? 'exemptions.approveOf' : 'exemptions.rejectOf', { place })}
              onClick={() => setDecision(deed)}
            >
              {t(`exemptions.${deed}`)}
            </button>
          ))}
        </span>
      )}
      {decision !== null && (
        <Confirm label={t(CONFIRM[decision])} busy={isPending ? t(CONFIRM[decision]) : null} error={error} onSure={sure} onCancel={leave}>
          <p>{t(SURE[decision])}</p>
          <label>
            <span className="rounds-muted">{t(decision === 'approve' ? 'exemptions.note' : 'exemptions.why')}</span>
            <input
              className="field"
              value={note}
              maxLength={500}
              aria-invalid={isMissing}
              aria-describedby={isMissing ? `why-${visitId}` : undefined}
              onChange={(event) => {
                setNote(event.target.value);
                setIsMissing(false);
              }}
            />
          </label>
          {isMissing && (
            <p id={`why-${visitId}`} role="alert" className="rounds-wrong">
              {t('exemptions.whyNeeded')}
            </p>
          )}
        </Confirm>
      )}
    </li>
  );
}
