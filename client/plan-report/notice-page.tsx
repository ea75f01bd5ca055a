import { useTranslation } from 'react-i18next';
import type { PlanReport } from '#contract/plans';
import { addRoom } from '../i18n/i18n.ts';
import { useFormat } from '../ui/use-format.ts';
import { unitWord } from '../works/unit-word.ts';
import { planReportMessages } from './messages.ts';
import { PaperFrame } from './paper-frame.tsx';
import { PaperMap } from './paper-map.tsx';
import { PaperTable } from './paper-table.tsx';

addRoom('planReport', planReportMessages);

/** `/plan-notice?plan=ID`: what is put on the wall for residents: which alleys, when, what is done. No scores, no names, no costs of single alleys. */
export default function PlanNoticePage() {
  const { t } = useTranslation('planReport');
  return <PaperFrame title={t('noticeTitle')}>{(report) => <Notice report={report} />}</PaperFrame>;
}

const M_PER_KM = 1000;

function Notice({ report: { notice, map, plan } }: { report: PlanReport }) {
  const { t, i18n } = useTranslation('planReport');
  const format = useFormat();
  const isEnglish = i18n.language === 'en';
  return (
    <>
      <header className="paper-notice-head">
        <h1>{t('noticeTitle')}</h1>
        <p>{plan.name}</p>
      </header>
      <p className="paper-lead">{t('notice.lead', { alleys: format.number(notice.alleys), length: format.number(notice.lengthM / M_PER_KM, 2) })}</p>
      <dl className="paper-fill">
        <div>
          <dt>{t('notice.period')}</dt>
          <dd>
            <i /> {t('notice.to')} <i />
          </dd>
        </div>
        <div>
          <dt>{t('notice.office')}</dt>
          <dd>
            <i />
          </dd>
        </div>
        <div>
          <dt>{t('notice.phone')}</dt>
          <dd>
            <i />
          </dd>
        </div>
      </dl>
      <p>{t('notice.how')}</p>
      <PaperMap map={map} withOthers={false} />
      <PaperTable
        heads={[t('rows.no'), t('rows.name'), t('rows.place'), t('rows.year'), t('rows.length'), t('notice.works')]}
        rows={notice.rows.map(({ no, name, subdistrict, year, lengthM, works }) => ({
          key: String(no),
          cells: [
            String(no),
            name,
            subdistrict ?? '–',
            String(year),
            format.number(lengthM),
            works
              // A metre's fraction is no work that anybody would be told of.
              .filter(({ quantity }) => Math.round(quantity) > 0)
              .map((one) => `${isEnglish ? one.nameEn : one.name} ${format.number(one.quantity)} ${unitWord(one.unit, i18n.language)}`)
              .join(isEnglish ? ', ' : '、'),
          ],
        }))}
        texts={3}
        isLastText
      />
      <footer className="paper-seal">
        <p>{t('notice.seal')}</p>
        <p>{t('notice.date')}</p>
      </footer>
    </>
  );
}
