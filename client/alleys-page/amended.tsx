import { useTranslation } from 'react-i18next';
import type { AlleyRevision } from '#contract/alleys';
import { useFactWords } from '../alleys/fact-words.ts';

/** A correction of the register: field by field what stood there and what stands there since; why, and who. Two cells of the history's row. */
export function Amended({ changes, reason, personName }: Pick<AlleyRevision, 'changes' | 'reason' | 'personName'>) {
  const { t } = useTranslation('register');
  const words = useFactWords();
  const why = [reason, personName].filter((text) => text !== null).join(t('facts.comma'));
  return (
    <td colSpan={2} className="register-amended">
      {t('actions.amend')}
      <ul>
        {changes.map(({ field, before, after }) => (
          <li key={field}>{t('facts.change', { field: words.fieldName(field), before: words.wordOf(field, before), after: words.wordOf(field, after) })}</li>
        ))}
      </ul>
      {why !== '' && <small>{why}</small>}
    </td>
  );
}
