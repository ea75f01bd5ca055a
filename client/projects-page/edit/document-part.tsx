import { useTranslation } from 'react-i18next';
import { CellInput } from '../../ui/form.tsx';
import type { DocumentDraft } from './draft.ts';
import type { PartProps } from './parts.tsx';
import { Remove } from './row-parts.tsx';

const MOST_DOCUMENTS = 50;

/** Minutes, approvals, contracts and notices by name and address; the card links them. */
export function DocumentPart({ fields: { documents }, change, fault }: PartProps) {
  const { t } = useTranslation('projectEdit');
  const put = (index: number, next: Partial<DocumentDraft>) => change({ documents: documents.map((one, at) => (at === index ? { ...one, ...next } : one)) });
  return (
    <section className="form-part">
      <h3>{t('documents.title')}</h3>
      <div className="form-whole">
        {documents.length === 0 ? (
          <p className="form-note">{t('documents.none')}</p>
        ) : (
          <table className="form-rows">
            <thead>
              <tr>
                <th scope="col">{t('documents.name')}</th>
                <th scope="col">{t('documents.url')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {documents.map(({ title, url }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the name is being written, so it cannot be the key
                <tr key={index}>
                  <td>
                    <CellInput
                      label={t('documents.name')}
                      maxLength={200}
                      fault={fault(`/documents/${index}/title`)}
                      value={title}
                      onChange={(value) => put(index, { title: value })}
                    />
                  </td>
                  <td>
                    <CellInput
                      label={t('documents.url')}
                      maxLength={1000}
                      placeholder="https://"
                      fault={fault(`/documents/${index}/url`)}
                      value={url}
                      onChange={(value) => put(index, { url: value })}
                    />
                  </td>
                  <td>
                    <Remove label={t('documents.remove', { n: index + 1 })} go={() => change({ documents: documents.filter((_, at) => at !== index) })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {documents.length < MOST_DOCUMENTS && (
          <button type="button" className="button" onClick={() => change({ documents: [...documents, { title: '', url: '' }] })}>
            {t('documents.add')}
          </button>
        )}
      </div>
    </section>
  );
}
