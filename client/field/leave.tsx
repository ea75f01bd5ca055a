import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { workAs } from '../api/work-as.ts';
import { useFieldDesk, useQueue } from './desk.ts';
import { forgetPositionWish } from './position.ts';
import { useRoleName } from './role-name.ts';

/** Signs off this device: what is kept here goes, and who I was. Unsent records are named before they are lost. */
export function Leave() {
  const { t } = useTranslation('field');
  const { queue, person } = useFieldDesk();
  const roleName = useRoleName();
  const { records } = useQueue(queue);
  const client = useQueryClient();
  const [, setSearch] = useSearchParams();
  const [isAsking, setAsking] = useState(false);
  const leave = async () => {
    await queue.wipe();
    forgetPositionWish();
    setSearch({});
    workAs(null);
    client.removeQueries({ queryKey: ['people'] });
  };
  if (!isAsking)
    return (
      <div className="field-foot-line">
        <p>
          <strong>{person.name}</strong> <span className="field-muted">{roleName(person.role)}</span>
        </p>
        <button type="button" className="field-button" onClick={() => setAsking(true)}>
          {t('who.leave')}
        </button>
      </div>
    );
  return (
    <div className="field-ask" role="alertdialog" aria-label={t('who.leave')}>
      <p>{records.length > 0 ? t('who.leaveUnsent', { count: records.length }) : t('who.leaveSure')}</p>
      <div className="field-foot-line">
        <button type="button" className="field-button" onClick={() => setAsking(false)}>
          {t('cancel')}
        </button>
        <button type="button" className="field-button field-button-warn" onClick={() => void leave()}>
          {t(records.length > 0 ? 'who.leaveAnyway' : 'who.leaveNow')}
        </button>
      </div>
    </div>
  );
}
